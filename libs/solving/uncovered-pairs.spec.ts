import { leaderWith, snapshotWith } from '../../test/support/matching-factories.js';
import type { LeaderForMatching, RunSnapshot } from '../domain/candidates/index.js';
import { type SolvedRun, solveRun } from './pipeline.js';
import { planHere } from './solve-problem.js';

async function solved(snapshot: RunSnapshot): Promise<SolvedRun> {
  const outcome = await solveRun(snapshot, planHere);
  if (!outcome.ok) throw new Error(`Refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}

describe('the nearest remedy of a run', () => {
  it('speaks with one voice of the nearest remedy: result, plan and insight', async () => {
    const run = await solved(snapshotWith({ leaders: [leaderWith({ halfDaysRemaining: 17 })] }));
    const remedy = { code: 'more-days', leader: 'L1', days: 1.5, engagements: 0, distanceMetres: 13_198 };
    expect(run.uncovered[0]?.nearestRemedy).toEqual(remedy);
    expect(run.uncovered[0]?.facts['remedy']).toEqual(remedy);
    expect(run.plan.uncovered[0]?.facts?.['remedy']).toEqual(remedy);
    expect(run.insight.cases[0]?.uncovered?.remedy).toEqual(remedy);
  });

  it.each([
    ['offer-phase', { phases: ['special'] }],
    ['offer-unit', { supportUnits: ['trust'] }],
    ['be-available', { availableFrom: '2030-01-01' }],
  ] satisfies [string, Partial<LeaderForMatching>][])(
    'names the rule that would have to change: %s',
    async (code, change) => {
      const leaders = [
        leaderWith({ ...change }),
        leaderWith({ ...change, leaderRef: 'L2', halfDaysRemaining: 2 }),
      ];
      const { uncovered } = await solved(snapshotWith({ leaders }));
      expect(uncovered[0]?.nearestRemedy).toMatchObject({ code, leader: 'L1', days: 0 });
    },
  );

  it.each([
    ['two rules', { phases: ['special'], travelMetres: 10 }],
    ['a rule and days', { phases: ['special'], halfDaysRemaining: 1 }],
    ['a tie', { excludedUrns: ['990100'] }],
    ['an unknown place', { location: null }],
  ] satisfies [string, Partial<LeaderForMatching>][])(
    'is none where %s stand in the way',
    async (_what, change) => {
      const { uncovered } = await solved(snapshotWith({ leaders: [leaderWith(change)] }));
      expect(uncovered[0]).toMatchObject({ nearestRemedy: null });
      expect(uncovered[0]?.facts).not.toHaveProperty('remedy');
    },
  );
});
