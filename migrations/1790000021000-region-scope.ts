import type { MigrationInterface, QueryRunner } from 'typeorm';

const SCOPE = `(SELECT regions_in_scope())`;
const EVERYWHERE = `${SCOPE} IS NULL`;

/** Tables of which a row belongs to the case that it names. */
const OF_A_CASE = [
  'match',
  'case_contact',
  'case_move',
  'conflict_check',
  'case_need_edit',
  'ruling',
  'message',
];

/** Tables of which a row is there when a row of another is. */
const OF_A_ROW: readonly (readonly [table: string, column: string, parent: string])[] = [
  ...['sign_off_link', 'sign_off', 'visit', 'completion'].map(
    (table) => [table, 'match_id', 'match'] as const,
  ),
  ['sign_off_note', 'sign_off_id', 'sign_off'],
  ['visit_note', 'visit_id', 'visit'],
  ['message_secret', 'message_id', 'message'],
  ['ledger_entry', 'budget_id', 'leader_budget'],
];

/** Tables about who is eligible: a row belongs to its case or its school. */
const OF_A_SUBJECT = ['decision', 'decision_record', 'decision_change'];

/** What cuts through regions (plans, files, decisions that move several cases, claims, messages): not there at all. */
const OF_EVERY_REGION = [
  ...['run_snapshot', 'run_result', 'run_insight', 'run_case_insight', 'run_effect', 'match_decision'],
  ...['import_chunk', 'import_fault', 'import_change', 'import_stage', 'import_unread'],
  ...['claim', 'claim_line', 'direct_support', 'referral_record'],
];

const ROLES_THAT_MAY_BE_LIMITED = `regions IS NULL OR (cardinality(regions) > 0 AND roles <@ ARRAY['coordinator','reviewer','auditor'])`;

/**
 * Who is limited to some regions, and the policies that keep what lies elsewhere from them, beside those of the offers.
 * `app.regions` holds names in small letters; where it is not set, every row is there.
 */
export class RegionScope1790000021000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    for (const table of ['app_user', 'invitation']) {
      await q.query(`
        ALTER TABLE ${table} ADD COLUMN regions text[],
          ADD CONSTRAINT ${table}_regions_of_limited_roles CHECK (${ROLES_THAT_MAY_BE_LIMITED})`);
    }
    await q.query(`
      CREATE FUNCTION regions_in_scope() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
      RETURN nullif(current_setting('app.regions', true), '')::text[]`);
    const inScope = (name: string): string => `lower(${name}) = ANY (${SCOPE}::text[])`;
    await limit(q, 'support_case', inScope(`facts->>'region'`));
    for (const table of OF_A_CASE) await limit(q, table, ownCase(table));
    for (const table of OF_A_SUBJECT) {
      const school = `SELECT FROM school s WHERE s.urn = ${table}.subject_id AND ${inScope('s.region_name')}`;
      const its = `SELECT FROM support_case c WHERE c.offer = ${table}.offer
        AND c.case_id = ${table}.subject_kind || '-' || ${table}.subject_id`;
      await limit(q, table, `EXISTS (${its}) OR (subject_kind = 'school' AND EXISTS (${school}))`);
    }
    // A leader belongs to the region of their base school, and is known where they are matched.
    const matched = (table: string, ref: string): string =>
      `EXISTS (SELECT FROM match m WHERE m.leader_ref = ${table}.${ref})`;
    const base = `SELECT FROM school s WHERE s.urn = survey_answer.facts->>'baseUrn' AND ${inScope('s.region_name')}`;
    await limit(q, 'survey_answer', `EXISTS (${base}) OR ${matched('survey_answer', 'leader_ref')}`);
    for (const [table, ref] of [
      ['leader', 'ref'],
      ['leader_budget', 'leader_ref'],
      ['conflict_declaration', 'leader_ref'],
    ] as const) {
      const answered = `EXISTS (SELECT FROM survey_answer a WHERE a.leader_ref = ${table}.${ref})`;
      await limit(q, table, `${answered} OR ${matched(table, ref)}`);
    }
    for (const [table, column, parent] of OF_A_ROW) {
      await limit(q, table, `EXISTS (SELECT FROM ${parent} p WHERE p.id = ${table}.${column})`);
    }
    for (const table of OF_EVERY_REGION) await limit(q, table, 'false');
  }

  async down(q: QueryRunner): Promise<void> {
    const tables = [
      ...['support_case', 'survey_answer', 'leader', 'leader_budget', 'conflict_declaration'],
      ...[...OF_A_CASE, ...OF_A_SUBJECT, ...OF_EVERY_REGION, ...OF_A_ROW.map(([name]) => name)],
    ];
    for (const table of tables) await q.query(`DROP POLICY ${table}_in_region ON ${table}`);
    await q.query(`DROP FUNCTION regions_in_scope()`);
    for (const table of ['app_user', 'invitation']) {
      await q.query(`ALTER TABLE ${table} DROP COLUMN regions`);
    }
  }
}

function ownCase(table: string): string {
  return `EXISTS (SELECT FROM support_case c WHERE c.offer = ${table}.offer AND c.case_id = ${table}.case_id)`;
}

/** Beside what the policies of the offers let through. */
async function limit(q: QueryRunner, table: string, condition: string): Promise<void> {
  await q.query(
    `CREATE POLICY ${table}_in_region ON ${table} AS RESTRICTIVE USING (${EVERYWHERE} OR ${condition})`,
  );
}
