import { OFFER } from '../../../test/support/budget-factories.js';
import { valueOf } from '../../../test/support/service-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import {
  answerOf,
  COORDINATOR,
  type DeliveryRound,
  LEADER_A,
  openDeliveryRound,
  visitOn,
} from '../delivery/delivery-round.fixture.js';
import { EndDelivery, ReconcileDays, SignOffVisits } from '../delivery/index.js';
import { DeclareConflict } from '../matches/index.js';
import { ChangeContactAddress, MessagesModule } from '../messages/index.js';
import { ApplyRetention, ExportPerson, PersonsModule } from './index.js';

/** Stands wherever something personal can stand. */
const MARK = 'Zzmarker';
const EMAIL = 'zzmarker@leaders.example';

let round: DeliveryRound;
beforeEach(async () => {
  round = await openDeliveryRound(MessagesModule, PersonsModule);
});
afterEach(() => round.close());

/** What a year leaves behind of leader A, a contact, and a user who left. */
async function plantPeople(): Promise<void> {
  const { owner } = round.service.test;
  await owner.query(`UPDATE leader SET name = '${MARK} Able', email = '${EMAIL}' WHERE ref = 'A'`);
  const [file] = await owner.query<{ id: string }[]>(
    `INSERT INTO import (kind, offer, state, file_name, sha256, byte_size, created_by, header, undo_note, created_at)
     VALUES ('survey', $1, 'imported', '${MARK}.csv', 'x', 1, 'test', '{"samples": [["${MARK}"]]}', '{"who": "${MARK}"}', '2024-09-01')
     RETURNING id`,
    [OFFER],
  );
  const importId = file?.id;
  await owner.query(
    `INSERT INTO survey_answer (offer, leader_ref, facts, import_id) VALUES ($1, 'A', '{"postcode": "${MARK}"}', $2)
     ON CONFLICT ON CONSTRAINT survey_answer_pk DO UPDATE SET facts = EXCLUDED.facts, import_id = EXCLUDED.import_id`,
    [OFFER, importId],
  );
  await owner.query(
    `INSERT INTO import_stage (import_id, fence, n, row_data) VALUES ($1, 0, 1, '{"ref": "A", "email": "${EMAIL}"}')`,
    [importId],
  );
  await owner.query(
    `INSERT INTO import_change (import_id, n, change, subject, label) VALUES ($1, 1, 'added', 'A', '${MARK}')`,
    [importId],
  );
  await owner.query(
    `INSERT INTO import_fault (import_id, n, row_number, column_name, value, code, allowed, effect, facts)
     VALUES ($1, 1, 2, 'email', '${EMAIL}', 'bad-email', '{}', 'row-refused', '{}')`,
    [importId],
  );
  await owner.query(
    `WITH read AS (INSERT INTO column_map (kind, header_sha256, header, map, file_name, created_by, created_at)
       VALUES ('survey', 'x', '{}', '{}', '${MARK}.csv', 'test', '2021-01-01')),
     gone AS (INSERT INTO app_user (username, display_name, roles, leader_ref, disabled_at)
       VALUES ('zzmarker', '${MARK}', '{leader}', 'A', '2021-01-01') RETURNING id)
     INSERT INTO api_token (user_id, name, token_sha256, expires_at) SELECT id, '${MARK}', 'x', '2021-01-01' FROM gone`,
  );
  await owner.query(
    `INSERT INTO invitation (token_sha256, display_name, email, roles, leader_ref, created_by, created_at, expires_at)
     VALUES ('x', '${MARK}', '${EMAIL}', '{leader}', 'A', 'test', '2021-01-01', '2021-01-08')`,
  );
}

/** Two visits signed, the rest ended early, a conflict declared, an address entered: in words that hold the mark. */
async function workWithPeople(): Promise<void> {
  const { service, matchId, otherMatchId } = round;
  await round.log({ ...visitOn('2025-02-03'), done: `With ${MARK}`, doneBy: `${MARK} Able` });
  const answer = await answerOf(round, await round.link());
  valueOf(await service.get(SignOffVisits).execute({ ...answer, signedBy: `${MARK} Head`, comment: MARK }));
  const ending = { outcome: 'aims-met', report: `By ${MARK}`, endedEarlyReason: `${MARK} is ill` };
  valueOf(await service.get(EndDelivery).execute(LEADER_A, { matchId, ...ending }));
  await service.test.owner.query(`UPDATE match SET state_reason = '${MARK}' WHERE id = $1`, [otherMatchId]);
  const tie = { offer: OFFER, leaderRef: 'A', subjectKind: 'case', subjectId: 'c1' } as const;
  const declared = { ...tie, declaredBy: 'leader', reason: `A brother of ${MARK}` } as const;
  valueOf(await service.get(DeclareConflict).execute(COORDINATOR, declared));
  const address = { name: `${MARK} Clerk`, email: 'zzmarker@council.example', source: `Letter of ${MARK}` };
  const party = { party: 'local-authority', partyRef: '201', address };
  valueOf(await service.get(ChangeContactAddress).execute(COORDINATOR, party));
  await service.test.owner.query(`UPDATE contact_address SET entered_at = '2021-01-01'`);
}

/** Every table of the database in which the mark stands somewhere. */
async function markedTables(): Promise<readonly string[]> {
  const { owner } = round.service.test;
  const tables = await owner.query<{ name: string }[]>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const marked: string[] = [];
  for (const { name } of tables) {
    const [row] = await owner.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM "${name}" t WHERE t::text ILIKE '%${MARK}%'`,
    );
    if ((row?.n ?? 0) > 0) marked.push(name);
  }
  return marked;
}

const PERSONAL = [
  ...['api_token', 'app_user', 'column_map', 'completion', 'conflict_declaration', 'contact_address'],
  ...[
    'import',
    'import_change',
    'import_fault',
    'import_stage',
    'invitation',
    'leader',
    'match',
    'sign_off_note',
    'survey_answer',
  ],
  'visit_note',
];

const retain = async (dryRun: boolean) =>
  valueOf(await round.service.get(ApplyRetention).execute(COORDINATOR, { years: 1, dryRun }));

async function retentionRows(): Promise<readonly unknown[]> {
  return round.service.test.app.query(
    `SELECT actor_id AS who, after->'rows' AS rows, after->'offers' AS offers FROM audit_event WHERE action = 'retention.apply'`,
  );
}

/** Officials' own words of long ago, and what a run looked at. */
async function plantOwnWords(): Promise<void> {
  const { owner } = round.service.test;
  const [run] = await owner.query<{ id: string }[]>(`SELECT id FROM run LIMIT 1`);
  const text = `'${MARK} told us'`;
  const old = `'clerk', '2021-01-01'`;
  const by = 'recorded_by, recorded_at';
  for (const statement of [
    `audit_event (actor_id, actor_roles, action, subject_kind, subject_id, reason, at) VALUES ('clerk', '{}', 'x.y', 'x', '1', ${text}, '2021-01-01')`,
    `case_contact (offer, case_id, party, contacted_on, means, result, note, ${by}) VALUES ('${OFFER}', 'c1', 'school', '2021-01-01', 'phone', 'reached', ${text}, ${old})`,
    `case_move (offer, case_id, event, state_from, state_to, happened_on, reason, ${by}) VALUES ('${OFFER}', 'c1', 'x', 'eligible', 'eligible', '2021-01-01', ${text}, ${old})`,
    `conflict_check (offer, case_id, leader_ref, checked_on, result, note, ${by}) VALUES ('${OFFER}', 'c1', 'A', '2021-01-01', 'clear', ${text}, ${old})`,
    `case_need_edit (offer, case_id, need, edit, reason, ${by}) VALUES ('${OFFER}', 'c1', 'send', 'add', ${text}, ${old})`,
    `direct_support (offer, urn, agreed, decided_on, reason, ${by}) VALUES ('${OFFER}', '100001', true, '2021-01-01', ${text}, ${old})`,
    `referral_record (offer, subject_kind, subject_id, decision, decided_on, decided_by, reason, ${by}) VALUES ('${OFFER}', 'school', '100001', 'accepted', '2021-01-01', ${text}, ${text}, ${old})`,
    `match_decision (offer, run_id, changes, effect, versions, outcome, reason_code, reason, state, decided_by, decided_at, answered_by, answer_reason) VALUES ('${OFFER}', '${run?.id ?? ''}', '[]', '{}', '{}', '{}', 'other', ${text}, 'done', ${old}, 'director', ${text})`,
    `ruling (offer, leader_ref, case_id, kind, decision_id, reason_code, reason, ruled_by, ruled_at) SELECT '${OFFER}', 'A', 'c1', 'forbid', id, 'other', ${text}, ${old} FROM match_decision`,
    `run_snapshot (run_id, content) VALUES ('${run?.id ?? ''}', '{"cases": [], "leaders": [{"leaderRef": "A", "baseUrn": "${MARK}", "location": {"latitude": 53}, "halfDaysOffered": 20}, {"leaderRef": "B"}]}')`,
  ]) {
    await owner.query(`INSERT INTO ${statement}`);
  }
}

const OWN_WORDS = [
  ...['audit_event', 'case_contact', 'case_move', 'case_need_edit', 'conflict_check', 'direct_support'],
  ...['match_decision', 'referral_record', 'ruling', 'run_snapshot'],
];

it('blanks what officials wrote long ago, and where a run placed its leaders; what they did stays', async () => {
  await plantOwnWords();
  expect(await markedTables()).toEqual(OWN_WORDS);
  expect((await retain(true)).tables.map(({ table }) => table)).toEqual(expect.arrayContaining(OWN_WORDS));
  await retain(false);
  expect(await markedTables()).toEqual([]);
  const [kept] = await round.service.test.app.query<object[]>(
    `SELECT (SELECT content->'leaders'->0 FROM run_snapshot) AS leader, (SELECT actor_id FROM audit_event WHERE action = 'x.y') AS who`,
  );
  expect(kept).toMatchObject({
    leader: { leaderRef: 'A', location: null, halfDaysOffered: 20 },
    who: 'clerk',
  });
  expect((await retain(false)).tables).toEqual([]);
});

it('lets nobody reword what was written, nor blank what is young, nor alter anything else', async () => {
  await plantOwnWords();
  const { app, owner } = round.service.test;
  const reason = (table: string): string => (/contact|check/.test(table) ? 'note' : 'reason');
  for (const table of OWN_WORDS.filter((name) => name !== 'run_snapshot')) {
    for (const source of [app, owner]) {
      const reworded = source.query(`UPDATE ${table} SET ${reason(table)} = 'Another reason'`);
      await expect(reworded).rejects.toThrow(/only ever blanked|row-level security/);
    }
    if (table === 'match_decision' || table === 'ruling') continue;
    const by = table === 'audit_event' ? 'actor_id' : 'recorded_by';
    await expect(app.query(`UPDATE ${table} SET ${by} = 'nobody'`)).rejects.toThrow('permission denied');
    await expect(owner.query(`UPDATE ${table} SET ${by} = 'nobody'`)).rejects.toThrow('only ever added');
    await expect(owner.query(`DELETE FROM ${table}`)).rejects.toThrow('only ever added');
    await expect(owner.query(`TRUNCATE ${table}`)).rejects.toThrow(/only ever added|foreign key/);
  }
  await owner.query(
    `INSERT INTO audit_event (actor_id, actor_roles, action, subject_kind, subject_id, reason) VALUES ('clerk', '{}', 'young.one', 'x', '1', 'Why')`,
  );
  const young = app.query(`UPDATE audit_event SET reason = '(removed)' WHERE action = 'young.one'`);
  await expect(young).rejects.toThrow('only ever blanked, after a year');
});

it('hands out what runs looked at of a leader', async () => {
  await plantOwnWords();
  const given = { key: 'A', purpose: 'Request 9' };
  const { holdings } = valueOf(await round.service.get(ExportPerson).execute(COORDINATOR, given));
  const rows = holdings.find(({ table }) => table === 'run_snapshot')?.rows;
  expect(rows).toMatchObject([{ leaderRef: 'A', baseUrn: MARK, halfDaysOffered: 20 }]);
});

it('writes names into tables that can be blanked, and nothing of them into trail, ledger or messages', async () => {
  await plantPeople();
  await workWithPeople();
  expect(await markedTables()).toEqual(PERSONAL);
});

it('blanks everything of people when the time has come, and the books still balance', async () => {
  await plantPeople();
  await workWithPeople();
  const foreseen = await retain(true);
  expect(await markedTables()).toEqual(PERSONAL);
  expect(await retentionRows()).toEqual([]);
  const done = await retain(false);
  expect(done).toEqual(foreseen);
  expect(await markedTables()).toEqual([]);
  const counts = Object.fromEntries(done.tables.map(({ table, rows }) => [table, rows]));
  expect(counts).toMatchObject({
    leader: 2,
    survey_answer: 1,
    visit_note: 1,
    contact_address: 1,
    app_user: 1,
  });
  expect(await retentionRows()).toEqual([{ who: 'user-c', rows: counts, offers: done.offers }]);
  const books = valueOf(await round.service.get(ReconcileDays).execute(SYSTEM));
  expect([books.differences, books.budgets]).toEqual([0, 2]);
  expect((await retain(false)).tables).toEqual([]);
});

it('leaves alone what is not old enough, and who is still in an offer', async () => {
  await plantPeople();
  await workWithPeople();
  const years = await round.service.get(ApplyRetention).execute(COORDINATOR, { years: 50, dryRun: false });
  expect(valueOf(years)).toMatchObject({ offers: [], tables: [] });
  expect(await markedTables()).toEqual(PERSONAL);
  await round.service.test.owner.query(
    `INSERT INTO conflict_declaration (offer, leader_ref, subject_kind, subject_id, declared_by, reason, recorded_by)
     VALUES ('2030-31', 'B', 'school', '100009', 'leader', 'x', 'test')`,
  );
  await retain(false);
  const names = await round.service.test.app.query<{ ref: string; isBlank: boolean }[]>(
    `SELECT ref, name = '(removed)' AS "isBlank" FROM leader ORDER BY ref`,
  );
  expect(names).toEqual([
    { ref: 'A', isBlank: true },
    { ref: 'B', isBlank: false },
  ]);
});

it.each([0, 51, 1.5, Number.NaN])('refuses %s years', async (years) => {
  expect(await round.service.get(ApplyRetention).execute(SYSTEM, { years, dryRun: true })).toMatchObject({
    refusal: { code: 'bad-retention-years' },
  });
});

it.each(['A', EMAIL, 'zzmarker'])(
  'hands out everything on a person known as %s, for a purpose',
  async (key) => {
    await plantPeople();
    await workWithPeople();
    const exporter = round.service.get(ExportPerson);
    const { person, holdings } = valueOf(await exporter.execute(COORDINATOR, { key, purpose: 'Request 7' }));
    expect(person).toMatchObject({ leaderRefs: ['A'], emails: [EMAIL] });
    const held = new Map(holdings.map(({ table, rows }) => [table, JSON.stringify(rows)]));
    // The address and the signature are those of other people; the file holds more than one person.
    const others = ['contact_address', 'sign_off_note', 'import', 'column_map'];
    const missed = PERSONAL.filter(
      (table) => !others.includes(table) && !/zzmarker/i.test(held.get(table) ?? ''),
    );
    expect(missed).toEqual([]);
    for (const table of ['match', 'leader_budget', 'ledger_entry', 'message', 'visit']) {
      expect([table, (held.get(table)?.length ?? 0) > 2]).toEqual([table, true]);
    }
    expect(JSON.stringify(holdings)).not.toMatch(/token_sha256|password_hash/);
    const [row] = await round.service.test.app.query<{ text: string; reason: string }[]>(
      `SELECT audit_event::text AS text, reason FROM audit_event WHERE action = 'person.export'`,
    );
    expect(row?.reason).toBe('Request 7');
    expect(row?.text).not.toMatch(/zzmarker/i);
  },
);

it('hands out what is held on a contact, and nothing without a purpose or on somebody unknown', async () => {
  await workWithPeople();
  const exporter = round.service.get(ExportPerson);
  const found = valueOf(
    await exporter.execute(COORDINATOR, { key: 'ZZmarker@council.example', purpose: 'Request 8' }),
  );
  expect(found.person).toMatchObject({ leaderRefs: [], parties: ['local-authority/201'] });
  expect(found.holdings.find(({ table }) => table === 'contact_address')?.rows).toHaveLength(1);
  expect(await exporter.execute(COORDINATOR, { key: 'A', purpose: ' ' })).toMatchObject({
    refusal: { code: 'reason-needed' },
  });
  expect(await exporter.execute(COORDINATOR, { key: 'nobody', purpose: 'x' })).toMatchObject({
    refusal: { code: 'unknown-person' },
  });
});
