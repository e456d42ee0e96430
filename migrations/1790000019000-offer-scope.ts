import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables whose rows belong to the offer that they name; without one (`message`) they concern every offer. */
const OF_AN_OFFER = [
  ...['offer_list_entry', 'survey_answer', 'assessment', 'decision', 'support_case', 'run', 'match'],
  ...['leader_budget', 'decision_record', 'decision_change', 'case_contact', 'case_move', 'conflict_check'],
  ...['case_need_edit', 'direct_support', 'referral_record', 'offer_setting', 'match_decision', 'ruling'],
  ...['message', 'claim', 'conflict_declaration'],
];

/** Tables whose rows belong to a row of another: they are there when that one is. */
const OF_A_ROW: readonly (readonly [table: string, column: string, parent: string])[] = [
  ...['import_chunk', 'import_fault', 'import_change', 'import_stage', 'import_unread'].map(
    (table) => [table, 'import_id', 'import'] as const,
  ),
  ...['run_snapshot', 'run_result', 'run_insight', 'run_case_insight', 'run_effect'].map(
    (table) => [table, 'run_id', 'run'] as const,
  ),
  ['ledger_entry', 'budget_id', 'leader_budget'],
  ...['sign_off_link', 'sign_off', 'visit', 'completion'].map(
    (table) => [table, 'match_id', 'match'] as const,
  ),
  ['sign_off_note', 'sign_off_id', 'sign_off'],
  ['visit_note', 'visit_id', 'visit'],
  ['claim_line', 'claim_id', 'claim'],
  ['message_secret', 'message_id', 'message'],
];

const ROLES_THAT_MAY_BE_LIMITED = `offers IS NULL OR (cardinality(offers) > 0 AND roles <@ ARRAY['coordinator','reviewer'])`;

/**
 * Who is limited to some offers, and the policies that keep every other row from them. `app.offers` is set at the start of a
 * transaction on behalf of somebody who is limited; where it is not set, every row is there.
 */
export class OfferScope1790000019000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    for (const table of ['app_user', 'invitation']) {
      await q.query(`
        ALTER TABLE ${table} ADD COLUMN offers text[],
          ADD CONSTRAINT ${table}_offers_of_limited_roles CHECK (${ROLES_THAT_MAY_BE_LIMITED})`);
    }
    // The one place that turns a scope into a condition. Null: no limit.
    await q.query(`
      CREATE FUNCTION offers_in_scope() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
      RETURN nullif(current_setting('app.offers', true), '')::text[]`);
    const everything = `(SELECT offers_in_scope()) IS NULL`;
    for (const table of OF_AN_OFFER) {
      await protect(q, table, `${everything} OR offer = ANY ((SELECT offers_in_scope())::text[])`);
    }
    for (const [table, column, parent] of OF_A_ROW) {
      const own = `SELECT FROM ${parent} p WHERE p.id = ${table}.${column}`;
      await protect(q, table, `${everything} OR EXISTS (${own})`);
    }
    // Files of schools and inspections are evidence for every offer: read, but not received, decided or undone.
    await q.query(`ALTER TABLE import ENABLE ROW LEVEL SECURITY`);
    const ownFile = `${everything} OR offer = ANY ((SELECT offers_in_scope())::text[])`;
    await q.query(`CREATE POLICY import_in_scope ON import USING (${ownFile})`);
    await q.query(`CREATE POLICY import_of_every_offer ON import FOR SELECT USING (offer IS NULL)`);
    // A leader is known by what they answered or were granted, and may be entered by whoever enters an answer.
    await q.query(`ALTER TABLE leader ENABLE ROW LEVEL SECURITY`);
    const [answered, granted] = ['survey_answer', 'leader_budget'].map(
      (table) => `EXISTS (SELECT FROM ${table} t WHERE t.leader_ref = leader.ref)`,
    );
    await q.query(
      `CREATE POLICY leader_in_scope ON leader USING (${everything} OR ${String(answered)} OR ${String(granted)}) WITH CHECK (true)`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP POLICY import_of_every_offer ON import`);
    for (const table of ['import', ...OF_AN_OFFER, ...OF_A_ROW.map(([name]) => name), 'leader']) {
      await q.query(`DROP POLICY ${table}_in_scope ON ${table}`);
      await q.query(`ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`);
    }
    await q.query(`DROP FUNCTION offers_in_scope()`);
    for (const table of ['app_user', 'invitation']) {
      await q.query(`ALTER TABLE ${table} DROP COLUMN offers`);
    }
  }
}

async function protect(q: QueryRunner, table: string, condition: string): Promise<void> {
  await q.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
  await q.query(`CREATE POLICY ${table}_in_scope ON ${table} USING (${condition})`);
}
