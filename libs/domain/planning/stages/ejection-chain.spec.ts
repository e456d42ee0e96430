import type { Problem } from '../problem.js';
import { integerProblem } from '../integer-problem.js';
import { Assignment } from './assignment.js';
import { componentsOf } from './component.js';
import { coverByChain } from './ejection-chain.js';

/** Three leaders with a little to spare each: C fits nowhere until A and B have moved on, one after the other. */
const PROBLEM: Problem = {
  version: 1,
  leaders: [
    { id: 'K', days: 10 },
    { id: 'L', days: 8 },
    { id: 'M', days: 5 },
  ],
  cases: [
    { id: 'A', days: 8 },
    { id: 'B', days: 5 },
    { id: 'C', days: 10 },
  ],
  candidates: [
    { leader: 'K', case: 'A', score: 0 },
    { leader: 'L', case: 'A', score: 0 },
    { leader: 'L', case: 'B', score: 0 },
    { leader: 'M', case: 'B', score: 0 },
    { leader: 'K', case: 'C', score: 0 },
  ],
};

function startedWith(matches: readonly [leader: number, caseIndex: number][]): Assignment {
  const [component] = componentsOf(integerProblem(PROBLEM));
  if (component === undefined) throw new Error('no component');
  const assignment = new Assignment(component, 1);
  for (const [leader, caseIndex] of matches) {
    const pair = component.pairBetween(caseIndex, leader);
    if (pair !== undefined) assignment.place(pair);
  }
  return assignment;
}

const A_WITH_K_AND_B_WITH_L: readonly [number, number][] = [
  [0, 0],
  [1, 1],
];

it('moves two cases on to make room for a third', () => {
  const assignment = startedWith(A_WITH_K_AND_B_WITH_L);
  expect(coverByChain(assignment, 2, 100)).toBe(true);
  expect(assignment.covered).toEqual([3]);
  expect([0, 1, 2].map((leader) => assignment.used(leader))).toEqual([20, 16, 10]);
});

it('leaves everything as it was when its tries are used up', () => {
  const assignment = startedWith(A_WITH_K_AND_B_WITH_L);
  expect(coverByChain(assignment, 2, 1)).toBe(false);
  expect(assignment.matchedPairs()).toEqual(startedWith(A_WITH_K_AND_B_WITH_L).matchedPairs());
  expect([0, 1, 2].map((leader) => assignment.used(leader))).toEqual([16, 10, 0]);
});
