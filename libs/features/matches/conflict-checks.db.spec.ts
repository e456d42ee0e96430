import { addLeaders, addRun, OFFER } from '../../../test/support/budget-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { supportCaseWith } from '../../../test/support/matching-factories.js';
import { addAssessedCases } from '../../../test/support/run-factories.js';
import { COORDINATOR, valueOf } from '../../../test/support/service-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { BudgetsQueries } from '../budgets/index.js';
import { declaredConflicts, publishMatches, RecordConflictCheck, VerifyMatches } from './index.js';

const CASE = 'school-990100';
const OTHER = 'school-990101';

let test: TestDatabase;
let database: Database;
beforeEach(async () => {
  test = await openTestDatabase([]);
  database = new Database(test.app);
  await addLeaders(test.app, { A: 40, B: 40 });
  await addAssessedCases(
    test.app,
    [CASE, OTHER].map((caseId) => supportCaseWith({ caseId, halfDays: 4 })),
  );
});
afterEach(() => test.close());

const asked = async (result: 'clear' | 'conflict', leaderRef = 'A') =>
  valueOf(
    await new RecordConflictCheck(database).execute(COORDINATOR, {
      offer: OFFER,
      caseId: CASE,
      leaderRef,
      result,
    }),
  );
const published = async (leaderRef: string, caseId: string) => {
  const runId = await addRun(test.app, { leaderRef, caseId });
  const answer = await database.transaction(SYSTEM, (manager) => publishMatches(manager, SYSTEM, runId));
  return answer.ok ? 'published' : answer.refusal.facts['pairsInConflict'];
};

describe('a check that found a conflict of interest', () => {
  it('keeps the pair out of every run and publication, and no other', async () => {
    await asked('conflict');
    expect(await declaredConflicts(database.manager, OFFER)).toEqual([
      { leaderRef: 'A', caseId: CASE, declaredBy: 'case' },
    ]);
    expect(await declaredConflicts(database.manager, OFFER, ['B'])).toEqual([]);
    expect(await published('A', CASE)).toEqual([expect.objectContaining({ leaderRef: 'A', caseId: CASE })]);
    expect([await published('A', OTHER), await published('B', CASE)]).toEqual(['published', 'published']);
  });

  it('until a later one is clear', async () => {
    await asked('conflict');
    await asked('clear');
    expect(await declaredConflicts(database.manager, OFFER)).toEqual([]);
    expect(await published('A', CASE)).toBe('published');
  });

  it('stops a match that was published before, and gives its days back', async () => {
    expect(await published('A', CASE)).toBe('published');
    const [match] = await test.app.query<{ id: string }[]>(`SELECT id FROM match`);
    expect(await asked('clear')).toMatchObject({ stopped: [], underWay: [] });
    expect(await asked('conflict')).toMatchObject({ stopped: [match?.id], underWay: [] });
    expect(await new BudgetsQueries(database).find(OFFER, 'A')).toMatchObject({ availableHalfDays: 40 });
    expect(valueOf(await new VerifyMatches(database).execute(SYSTEM))).toEqual([]);
  });

  it('names a leader and a case that are known', async () => {
    const input = { offer: OFFER, caseId: CASE, leaderRef: 'Z', result: 'conflict' } as const;
    const check = new RecordConflictCheck(database);
    expect(await check.execute(COORDINATOR, input)).toMatchObject({ refusal: { code: 'unknown-leader' } });
    expect(await check.execute(COORDINATOR, { ...input, caseId: 'school-1' })).toMatchObject({
      refusal: { code: 'no-such-case' },
    });
  });
});
