import { OFFER } from '../../../test/support/budget-factories.js';
import { valueOf } from '../../../test/support/service-harness.js';
import {
  COORDINATOR,
  type DeliveryRound,
  openDeliveryRound,
  visitOn,
} from '../delivery/delivery-round.fixture.js';
import { DeclareConflict } from '../matches/index.js';
import { MessagesModule } from '../messages/index.js';
import { ApplyRetention, ExportPerson, PersonsModule, type Retention } from './index.js';

/** Never over while this test is run. */
const LATER_OFFER = '2098-99';
const WORDS = 'Because of somebody';

let round: DeliveryRound;
beforeEach(async () => {
  round = await openDeliveryRound(MessagesModule, PersonsModule);
  await plantReasons();
});
afterEach(() => round.close());

/** Reasons of long ago and of today, about an offer that is over, one that is not, and none. */
async function plantReasons(): Promise<void> {
  const { owner } = round.service.test;
  const event = (subjectKind: string, subjectId: string, at: string): string =>
    `audit_event (actor_id, actor_roles, action, subject_kind, subject_id, reason, at)
     VALUES ('clerk', '{}', 'x.y', '${subjectKind}', '${subjectId}', '${WORDS}', ${at})`;
  const agreed = (offer: string, at: string): string =>
    `direct_support (offer, urn, agreed, decided_on, reason, recorded_by, recorded_at)
     VALUES ('${offer}', '100001', true, '2021-01-01', '${WORDS}', 'clerk', ${at})`;
  const [old, young] = [`'2021-01-01'`, 'now()'];
  for (const statement of [
    ...[event('match', round.matchId, young), event('case', `${OFFER}/c1`, young)],
    ...[event('case', `${LATER_OFFER}/c1`, old), event('offer', LATER_OFFER, old)],
    ...[event('user', 'young', young), event('user', 'old', old)],
    ...[agreed(OFFER, young), agreed(LATER_OFFER, old)],
  ]) {
    await owner.query(`INSERT INTO ${statement}`);
  }
}

async function retain(dryRun: boolean): Promise<Retention> {
  return valueOf(await round.service.get(ApplyRetention).execute(COORDINATOR, { years: 1, dryRun }));
}

async function kept(): Promise<readonly string[]> {
  const rows = await round.service.test.app.query<{ line: string }[]>(
    `SELECT subject_kind || ' ' || subject_id AS line FROM audit_event WHERE reason = '${WORDS}'
      UNION ALL SELECT 'school ' || offer FROM direct_support WHERE reason = '${WORDS}'`,
  );
  return rows.map(({ line }) => line).sort();
}

it('keeps reasons as long as the other data of their offer, whenever they were written', async () => {
  const before = await kept();
  expect(before).toHaveLength(8);
  const foreseen = await retain(true);
  expect(await kept()).toEqual(before);
  expect(await retain(false)).toEqual(foreseen);
  expect(await kept()).toEqual([
    ...[`case ${LATER_OFFER}/c1`, `offer ${LATER_OFFER}`, `school ${LATER_OFFER}`, 'user young'],
  ]);
  expect(foreseen.tables).toContainEqual({ table: 'direct_support', rows: 1 });
});

it('knows the offer of what an event is about', async () => {
  await round.log(visitOn('2025-02-03'));
  const tie = { offer: OFFER, leaderRef: 'A', subjectKind: 'case', subjectId: 'c1' } as const;
  const declared = { ...tie, declaredBy: 'leader', reason: WORDS } as const;
  valueOf(await round.service.get(DeclareConflict).execute(COORDINATOR, declared));
  const rows = await round.service.test.app.query<{ kind: string }[]>(
    `SELECT kind FROM (SELECT 'match' AS kind, id::text AS id FROM match UNION ALL SELECT 'visit', id::text FROM visit
       UNION ALL SELECT 'conflict', id::text FROM conflict_declaration UNION ALL SELECT 'run', id::text FROM run
       UNION ALL SELECT 'budget', id::text FROM leader_budget UNION ALL SELECT 'assessment', id::text FROM assessment
       UNION ALL SELECT 'survey-answer', '${OFFER}/A' UNION ALL SELECT 'offer', '${OFFER}') AS about
      WHERE offer_of_event(kind, id) = '${OFFER}' GROUP BY kind ORDER BY kind`,
  );
  const kinds = ['assessment', 'budget', 'conflict', 'match', 'offer', 'run', 'survey-answer', 'visit'];
  expect(rows.map(({ kind }) => kind)).toEqual(kinds);
  const [none] = await round.service.test.app.query<object[]>(
    `SELECT offer_of_event('user', '2') AS a, offer_of_event('match', $1) AS b, offer_of_event('x', '20245-26') AS c`,
    ['00000000-0000-4000-8000-000000000000'],
  );
  expect(none).toEqual({ a: null, b: null, c: null });
});

it('lets nobody blank a reason of an offer that is not over, however old', async () => {
  const { app } = round.service.test;
  for (const [table, which] of [
    ['audit_event', `subject_id = '${LATER_OFFER}/c1'`],
    ['direct_support', `offer = '${LATER_OFFER}'`],
  ] as const) {
    const blanked = app.query(`UPDATE ${table} SET reason = '(removed)' WHERE ${which}`);
    await expect(blanked).rejects.toThrow('only ever blanked, after a year');
  }
});

it('hands out the requests that somebody decided, whoever recorded them', async () => {
  await round.service.test.owner.query(
    `INSERT INTO referral_record (offer, subject_kind, subject_id, decision, decided_on, decided_by, reason, recorded_by)
     VALUES ('${OFFER}', 'school', '100001', 'accepted', '2024-10-01', 'Leader A', '${WORDS}', 'clerk'),
            ('${OFFER}', 'school', '100002', 'accepted', '2024-10-01', 'Leader B', '${WORDS}', 'clerk')`,
  );
  const given = { key: 'A', purpose: 'Request 8' };
  const { holdings } = valueOf(await round.service.get(ExportPerson).execute(COORDINATOR, given));
  const rows = holdings.find(({ table }) => table === 'referral_record')?.rows;
  expect(rows).toMatchObject([{ subject_id: '100001', decided_by: 'Leader A' }]);
  expect(rows).toHaveLength(1);
});
