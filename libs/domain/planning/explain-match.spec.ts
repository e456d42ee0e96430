import fc from 'fast-check';
import { bestPlanOf } from '../../../test/support/planning-best-plan.js';
import { compareCoverage } from '../../../test/support/planning-brute-force.js';
import { type ProblemShape, smallProblems } from '../../../test/support/planning-problems.js';
import { type Alternative, alternativesFor, PlanState, type Problem } from './index.js';

const PROBLEM: Problem = {
  version: 1,
  leaders: [
    { id: 'K', days: 5 },
    { id: 'L', days: 5 },
    { id: 'M', days: 20 },
    { id: 'N', days: 2 },
    { id: 'O', days: 5 },
    { id: 'P', days: 5 },
  ],
  cases: [
    { id: 'A', days: 5 },
    { id: 'B', days: 5, priority: 2 },
    { id: 'C', days: 5 },
  ],
  candidates: [
    { leader: 'K', case: 'A', score: 3 },
    { leader: 'L', case: 'A', score: 2 },
    { leader: 'M', case: 'A', score: 4.5 },
    { leader: 'N', case: 'A', score: 1 },
    { leader: 'O', case: 'A', score: 5 },
    { leader: 'P', case: 'A', score: 6 },
    { leader: 'L', case: 'B', score: 1 },
    { leader: 'K', case: 'B', score: 4 },
    { leader: 'P', case: 'C', score: 1 },
  ],
};
const MATCHES = [
  { leader: 'K', case: 'A' },
  { leader: 'L', case: 'B' },
  { leader: 'P', case: 'C' },
];

function alternatives(changes: Partial<Problem> = {}): Readonly<Record<string, Alternative>> {
  const state = PlanState.of({ ...PROBLEM, ...changes }, MATCHES);
  return Object.fromEntries(
    alternativesFor(state, state.caseIndex.get('A') ?? -1).map((one) => [one.leader, one]),
  );
}

it('lists the next five by score, each with what stands in the way', () => {
  const said = alternatives();
  expect(Object.values(said).map(({ leader, reason, dearerBy }) => [leader, reason, dearerBy])).toEqual([
    ['N', 'too-long', -2],
    ['L', 'full', -1],
    ['M', 'dearer', 1.5],
    ['O', 'dearer', 2],
    ['P', 'full', 3],
  ]);
  expect(said['M']).toMatchObject({ daysLeft: 20, engagementsLeft: null, serves: [], makingRoom: null });
});

it('says whom a full leader serves, and what moving them would cost', () => {
  expect(alternatives()['L']).toMatchObject({
    serves: [{ case: 'B', priority: 2, days: 5, isPinned: false }],
    makingRoom: { moves: [{ case: 'B', from: 'L', to: 'K' }], uncovers: null, scoreChange: 2 },
  });
});

it('says who would have to go without where nobody could take them', () => {
  expect(alternatives()['P']?.makingRoom).toEqual({
    ...{ moves: [], uncovers: 'C', uncoversPriority: 1 },
    scoreChange: 2,
  });
});

it.each<[string, Partial<Problem>, string, string]>([
  ['a ruling', { forbids: [{ leader: 'M', case: 'A' }] }, 'M', 'forbidden'],
  ['a pin of the case', { pins: [{ leader: 'K', case: 'A' }] }, 'M', 'case-pinned'],
  ['a pin that fills the leader', { pins: [{ leader: 'L', case: 'B' }] }, 'L', 'full-with-pins'],
])('names %s', (_what, changes, leader, reason) => {
  expect(alternatives(changes)[leader]?.reason).toBe(reason);
});

it('tells a tie, and a gain that the solve left behind', () => {
  const scored = (leader: string, score: number): Problem['candidates'] =>
    PROBLEM.candidates.map((one) => (one.leader === leader && one.case === 'A' ? { ...one, score } : one));
  expect(alternatives({ candidates: scored('M', 3) })['M']?.reason).toBe('same-score');
  expect(alternatives({ candidates: scored('M', 2) })['M']?.reason).toBe('better-not-reached');
  expect(alternatives({ candidates: scored('L', -1) })['L']?.reason).toBe('better-not-reached');
});

const SHAPE: ProblemShape = { leaders: 4, cases: 6, halfDays: [2, 3, 5], pins: true };

it('of the best plan nothing better is ever left behind, and no way to make room gains', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), (problem) => {
      const best = bestPlanOf(problem);
      if (best === null) return;
      const state = PlanState.of(problem, best.matches);
      for (const match of best.matches) {
        for (const other of alternativesFor(state, state.caseIndex.get(match.case) ?? -1)) {
          expect(other.reason).not.toBe('better-not-reached');
          const room = other.makingRoom;
          if (room === null || room.uncovers !== null) continue;
          const pins = [
            ...(problem.pins ?? []).filter((pin) => pin.case !== match.case),
            { leader: other.leader, case: match.case },
          ];
          const after = bestPlanOf({ ...problem, pins });
          expect(compareCoverage(after?.coverage ?? [], best.coverage)).toBe(0);
          expect(after?.cost).toBeLessThanOrEqual(best.cost + Math.round(room.scoreChange * 1000));
        }
      }
    }),
    { numRuns: 200, seed: 31 },
  );
});
