import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVERY_OFFER = `(SELECT offers_in_scope()) IS NULL`;
const EVERY_REGION = `(SELECT regions_in_scope()) IS NULL`;

const FUNCTIONS = [
  [
    'leaders_of_offers',
    'text',
    'SELECT leader_ref FROM survey_answer UNION SELECT leader_ref FROM leader_budget',
  ],
  ['leaders_of_regions', 'text', 'SELECT leader_ref FROM survey_answer UNION SELECT leader_ref FROM match'],
  ['budgets_in_scope', 'uuid', 'SELECT id FROM leader_budget'],
] as const;

/** As a choice, of which PostgreSQL expects half of the rows: by the list alone it would expect a hundredth, and join badly. */
const among = (column: string, list: string, type: string, everything: string): string =>
  `CASE WHEN ${everything} THEN true ELSE ${column} = ANY ((SELECT ${list}())::${type}[]) END`;

/** Each policy with its condition, and with the one that it had. */
const POLICIES = [
  ...(['leader', 'leader_budget', 'conflict_declaration'] as const).map((table) => {
    const ref = table === 'leader' ? 'ref' : 'leader_ref';
    return {
      ...{ table, name: `${table}_in_region` },
      is: among(ref, 'leaders_of_regions', 'text', EVERY_REGION),
      was: `${EVERY_REGION} OR ${known('survey_answer', `${table}.${ref}`)} OR ${known('match', `${table}.${ref}`)}`,
    };
  }),
  {
    ...{ table: 'leader', name: 'leader_in_scope' },
    is: among('ref', 'leaders_of_offers', 'text', EVERY_OFFER),
    was: `${EVERY_OFFER} OR ${known('survey_answer', 'leader.ref')} OR ${known('leader_budget', 'leader.ref')}`,
  },
  ...(
    [
      ['ledger_entry_in_scope', EVERY_OFFER],
      ['ledger_entry_in_region', EVERY_REGION],
    ] as const
  ).map(([name, everything]) => ({
    ...{ table: 'ledger_entry', name },
    is: among('budget_id', 'budgets_in_scope', 'uuid', everything),
    was: `${everything} OR EXISTS (SELECT FROM leader_budget p WHERE p.id = ledger_entry.budget_id)`,
  })),
];

function known(table: string, ref: string): string {
  return `EXISTS (SELECT FROM ${table} t WHERE t.leader_ref = ${ref})`;
}

/**
 * A condition written into a policy is planned with every statement on the table, and with it the policies of the tables that
 * it asks, and theirs: 14 ms for a row of the ledger. Functions are planned when they are called, once for a session; nobody
 * who is not limited calls them. They run as whoever asks, so that the policies of the tables they read hold in them.
 */
export class ScopeInFunctions1790000033000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    for (const [name, type, list] of FUNCTIONS) {
      await q.query(`
        CREATE FUNCTION ${name}() RETURNS ${type}[] LANGUAGE plpgsql STABLE
        AS $$ BEGIN RETURN ARRAY(${list}); END $$`);
    }
    for (const { table, name, is } of POLICIES)
      await q.query(`ALTER POLICY ${name} ON ${table} USING (${is})`);
  }

  async down(q: QueryRunner): Promise<void> {
    for (const { table, name, was } of POLICIES)
      await q.query(`ALTER POLICY ${name} ON ${table} USING (${was})`);
    for (const [name] of FUNCTIONS) await q.query(`DROP FUNCTION ${name}()`);
  }
}
