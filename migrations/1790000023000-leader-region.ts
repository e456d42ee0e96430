import type { MigrationInterface, QueryRunner } from 'typeorm';

const SCOPE = `(SELECT regions_in_scope())`;
const MATCHED = `EXISTS (SELECT FROM match m WHERE m.leader_ref = survey_answer.leader_ref)`;
const BASE = `SELECT s.region_name FROM school s WHERE s.urn = survey_answer.facts->>'baseUrn'`;

/**
 * The region of the open school nearest to where a leader starts from, for leaders who name no base school. Answers
 * that are there already get theirs when the next survey file of their offer is stored.
 */
export class LeaderRegion1790000023000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE survey_answer ADD COLUMN nearest_region text`);
    await limit(q, `lower(coalesce((${BASE}), nearest_region)) = ANY (${SCOPE}::text[])`);
  }

  async down(q: QueryRunner): Promise<void> {
    await limit(q, `EXISTS (${BASE} AND lower(s.region_name) = ANY (${SCOPE}::text[]))`);
    await q.query(`ALTER TABLE survey_answer DROP COLUMN nearest_region`);
  }
}

async function limit(q: QueryRunner, inScope: string): Promise<void> {
  await q.query(
    `ALTER POLICY survey_answer_in_region ON survey_answer USING (${SCOPE} IS NULL OR ${inScope} OR ${MATCHED})`,
  );
}
