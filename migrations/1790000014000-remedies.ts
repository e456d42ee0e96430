import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The nearest remedies of runs are the planner's own now. Those that were stored before name another set of changes, which
 * nothing reads any more: such a run says no remedy, and its explanations stay.
 */
export class Remedies1790000014000 implements MigrationInterface {
  name = 'Remedies1790000014000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      UPDATE run_result SET uncovered = (
        SELECT jsonb_agg(
          CASE WHEN one->'nearestRemedy' ? 'leaderRef' THEN jsonb_set(one, '{nearestRemedy}', 'null') ELSE one END
          ORDER BY place)
          FROM jsonb_array_elements(uncovered) WITH ORDINALITY AS listed (one, place))
       WHERE jsonb_path_exists(uncovered, '$[*].nearestRemedy.leaderRef')`);
  }

  /** What was left out is not known any more, and needs no undoing. */
  async down(): Promise<void> {
    await Promise.resolve();
  }
}
