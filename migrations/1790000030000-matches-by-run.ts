import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The matches of a run in any state: until statistics were gathered the planner read all of an offer once per case. */
export class MatchesByRun1790000030000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE INDEX match_run_ix ON match (run_id, case_id)`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX match_run_ix');
  }
}
