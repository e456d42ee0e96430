import type { BarredPair } from '../candidates/index.js';
import { explainCase, PlanState, type Problem } from './index.js';

const PROBLEM: Problem = {
  version: 1,
  leaders: [
    { id: 'day', days: 4 },
    { id: 'free', days: 5 },
    { id: 'other', days: 5 },
    { id: 'taken', days: 1 },
  ],
  cases: [{ id: 'A', days: 5 }],
  candidates: [],
};

const METRES_PER_MILE = 1609.344;

function barred(leaderRef: string, rule: BarredPair['rule'], miles = 0, score = 10): BarredPair {
  return {
    candidate: {
      ...{ leaderRef, caseId: 'A', halfDays: 10, distanceMetres: 1000, needsMet: [], needsMissed: [] },
      score: { distance: 0, missedNeeds: 0, change: 0, total: score * 1000 },
    },
    rule,
    extraMetres: Math.round(miles * METRES_PER_MILE),
  };
}

function remedy(...pairs: readonly BarredPair[]) {
  const state = PlanState.of(PROBLEM, []);
  return explainCase(state, 0, false, { barred: pairs }).remedy;
}

it('knows of leaders who had too few days to be candidates', () => {
  expect(remedy(barred('day', null))).toEqual({ code: 'more-days', leader: 'day', days: 1, engagements: 0 });
});

it('weighs a day as ten miles beyond a limit', () => {
  expect(remedy(barred('day', null), barred('free', 'outside-travel-limit', 9))).toMatchObject({
    ...{ code: 'longer-travel', leader: 'free', extraMetres: Math.round(9 * METRES_PER_MILE) },
  });
  expect(remedy(barred('day', null), barred('free', 'outside-travel-limit', 11))?.leader).toBe('day');
});

it('prefers a small change nearby to a smaller one far away', () => {
  const [near, far] = [
    barred('free', 'outside-run-limit', 8, 5),
    barred('other', 'outside-run-limit', 1, 90),
  ];
  expect(remedy(near, far)).toMatchObject({ code: 'wider-run-limit', leader: 'free' });
});

it('asks days of somebody nearby rather than fewer days of somebody far away', () => {
  const leaders = [...PROBLEM.leaders, { id: 'near', days: 2 }];
  const state = PlanState.of({ ...PROBLEM, leaders }, []);
  const [far, near] = [barred('day', null, 0, 90), barred('near', null, 0, 5)];
  expect(explainCase(state, 0, false, { barred: [far, near] }).remedy).toMatchObject({
    leader: 'near',
    days: 3,
  });
});

it('asks one change of one leader: nobody without room', () => {
  expect(remedy(barred('taken', 'phase-not-offered'))).toBeNull();
});

it('lifts a ruling only where nothing else helps', () => {
  const ruling = barred('free', 'forbidden-by-reviewer', 0, 1);
  expect(remedy(ruling)?.code).toBe('lift-forbid');
  expect(remedy(ruling, barred('other', 'phase-not-offered', 0, 90))?.code).toBe('offer-phase');
});

it('gives ties to the lower score, then to the smaller reference, in any order', () => {
  const pairs = [barred('other', 'briefing-not-attended'), barred('free', 'briefing-not-attended')] as const;
  expect(remedy(...pairs)).toEqual(remedy(...pairs.toReversed()));
  expect(remedy(...pairs)).toMatchObject({ code: 'attend-briefing', leader: 'free' });
});
