import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A decision about matches lies in the regions of a person when every case that it touches does. */
export class DecisionsInRegions1790000024000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    const own = `SELECT FROM support_case c WHERE c.offer = match_decision.offer AND c.case_id = item->>'caseId'`;
    const touched = `SELECT FROM jsonb_array_elements(match_decision.effect->'items') item`;
    await limit(q, `EXISTS (${touched}) AND NOT EXISTS (${touched} WHERE NOT EXISTS (${own}))`);
  }

  async down(q: QueryRunner): Promise<void> {
    await limit(q, 'false');
  }
}

async function limit(q: QueryRunner, condition: string): Promise<void> {
  await q.query(`DROP POLICY match_decision_in_region ON match_decision`);
  await q.query(
    `CREATE POLICY match_decision_in_region ON match_decision AS RESTRICTIVE
       USING ((SELECT regions_in_scope()) IS NULL OR ${condition})`,
  );
}
