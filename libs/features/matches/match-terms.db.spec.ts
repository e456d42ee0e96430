import { addLeaders, addRun, matchIdsOf, OFFER } from '../../../test/support/budget-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { supportCaseWith } from '../../../test/support/matching-factories.js';
import { addAssessedCases } from '../../../test/support/run-factories.js';
import { databaseFault } from '../../platform/database/index.js';

const NO_RIGHT = '42501';

let test: TestDatabase;
let matchId: string;
beforeAll(async () => {
  test = await openTestDatabase([]);
  await addLeaders(test.app, { A: 10, B: 10 });
  await addAssessedCases(test.app, [supportCaseWith({ caseId: 'c1', halfDays: 4 })]);
  matchId =
    (await matchIdsOf(test.app, await addRun(test.app, { leaderRef: 'A', caseId: 'c1' })))['c1'] ?? '';
});
afterAll(() => test.close());

const fault = async (as: 'app' | 'owner', sql: string) =>
  test[as].query(sql).then(
    () => ({ code: 'done' }),
    (error: unknown) => databaseFault(error),
  );
const reserving = (leaderRef: string): string =>
  `INSERT INTO ledger_entry (budget_id, n, kind, delta_half_days, prev_n, prev_balance, balance, idempotency_key,
                             actor_id, reason, match_id)
   SELECT id, 2, 'reserve', -4, 1, 10, 6, 'reserve ' || leader_ref, 'somebody', 'published', '${matchId}'
     FROM leader_budget WHERE offer = '${OFFER}' AND leader_ref = '${leaderRef}'`;

describe('what a match says', () => {
  it.each([
    ['another leader', `UPDATE match SET leader_ref = 'B'`],
    ['another case', `UPDATE match SET case_id = 'c2'`],
    ['more days', `UPDATE match SET half_days = 20`],
    ['another run', `UPDATE match SET run_id = gen_random_uuid()`],
    ['other facts', `UPDATE match SET facts = '{}', distance_metres = 1`],
    ['its removal', `DELETE FROM match`],
    ['the removal of its run', `DELETE FROM run`],
    ['the removal of what its run looked at', `DELETE FROM run_snapshot`],
    ['the removal of what its run found', `DELETE FROM run_result`],
  ])('is not for the services to change: %s', async (_what, sql) => {
    expect(await fault('app', sql)).toMatchObject({ code: NO_RIGHT });
  });

  it.each(['app', 'owner'] as const)(
    'decides whose days are moved for it, whoever writes to the ledger: %s',
    async (as) => {
      expect(await fault(as, reserving('B'))).toEqual({
        ...{ code: '23514', constraint: 'ledger_entry_days_of_its_leader' },
      });
    },
  );

  it('lets days of its own leader be moved, and its state be written', async () => {
    expect(await fault('app', reserving('A'))).toEqual({ code: 'done' });
    expect(await fault('app', `UPDATE match SET state = 'superseded', version = version + 1`)).toEqual({
      code: 'done',
    });
  });
});
