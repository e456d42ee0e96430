import { Remedies1790000014000 } from '../../../migrations/1790000014000-remedies.js';
import { addRun } from '../../../test/support/budget-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase([]);
});
afterAll(() => test.close());

it('leaves remedies of the earlier kind out, and nothing else', async () => {
  const earlier = { code: 'more-days', leaderRef: 'L1', extraHalfDays: 2, distanceMetres: 1, extraMetres: 0 };
  const now = { code: 'more-days', leader: 'L1', days: 1, engagements: 0 };
  const uncovered = [
    { caseId: 'school-1', nearestRemedy: earlier },
    { caseId: 'school-2', nearestRemedy: now },
    { caseId: 'school-3', nearestRemedy: null },
  ];
  const runId = await addRun(test.owner);
  await test.owner.query(
    `INSERT INTO run_result (run_id, fence, plan, uncovered, leaders) VALUES ($1, 1, '{}', $2, '[]')`,
    [runId, JSON.stringify(uncovered)],
  );
  const runner = test.owner.createQueryRunner();
  await new Remedies1790000014000().up(runner);
  await runner.release();
  const [stored] = await test.owner.query<{ uncovered: unknown }[]>(
    `SELECT uncovered FROM run_result WHERE run_id = $1`,
    [runId],
  );
  expect(stored?.uncovered).toEqual([{ caseId: 'school-1', nearestRemedy: null }, ...uncovered.slice(1)]);
});
