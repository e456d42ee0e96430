import fc from 'fast-check';
import { smallProblems } from '../../../../test/support/planning-problems.js';
import { integerProblem } from '../integer-problem.js';
import { componentsOf } from '../stages/component.js';
import { type Compact, compactOf } from './compact.js';
import { Knapsacks } from './knapsack.js';
import { matchPenalties } from './penalties.js';

const SHAPE = { leaders: 2, cases: 7, halfDays: [0, 1, 3, 5, 10], pins: false };

/** The least sum over every subset of the leader's pairs; with `forced`, of those that hold it, engagements left out. */
function leastOf(compact: Compact, leader: number, prices: Float64Array, forced?: number): number {
  const pairs = [
    ...compact.leaderPair.subarray(compact.leaderStart[leader], compact.leaderStart[leader + 1]),
  ];
  const most = forced === undefined ? (compact.engagements[leader] ?? 0) : Infinity;
  let least = Infinity;
  for (let subset = 0; subset < 2 ** pairs.length; subset++) {
    const chosen = pairs.filter((_pair, bit) => (subset >> bit) % 2 === 1);
    const weight = chosen.reduce((sum, pair) => sum + (compact.weight[pair] ?? 0), 0);
    if (weight > (compact.capacity[leader] ?? 0) || chosen.length > most) continue;
    if (forced !== undefined && !chosen.includes(forced)) continue;
    const value = chosen.reduce(
      (sum, pair) => sum + (compact.cost[pair] ?? 0) - (prices[compact.pairCase[pair] ?? 0] ?? 0),
      0,
    );
    least = Math.min(least, value);
  }
  return least;
}

const PRICES = fc.array(fc.integer({ min: 0, max: 99_999 }), { minLength: 7, maxLength: 7 });

it('finds the best choice of every leader, whatever the prices', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), PRICES, (problem, listed) => {
      for (const component of componentsOf(integerProblem(problem))) {
        const compact = compactOf(component, 3);
        const prices = Float64Array.from(listed.slice(0, compact.cases));
        const knapsacks = new Knapsacks(compact);
        for (let leader = 0; leader < compact.leaders; leader++) {
          expect(knapsacks.solve(leader, compact.cost, prices)).toBe(leastOf(compact, leader, prices));
        }
      }
    }),
    { numRuns: 300, seed: 31 },
  );
});

it('never claims a higher price for a match than it has', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), PRICES, (problem, listed) => {
      for (const component of componentsOf(integerProblem(problem))) {
        const compact = compactOf(component, 3);
        const prices = Float64Array.from(listed.slice(0, compact.cases));
        const values = Float64Array.from({ length: compact.leaders }, (_, leader) =>
          leastOf(compact, leader, prices),
        );
        const penalties = matchPenalties(compact, compact.cost, prices, values);
        for (let pair = 0; pair < compact.pairs; pair++) {
          const leader = compact.pairLeader[pair] ?? 0;
          const price = leastOf(compact, leader, prices, pair) - (values[leader] ?? 0);
          expect(penalties[pair]).toBeCloseTo(price, 6);
        }
      }
    }),
    { numRuns: 100, seed: 32 },
  );
});
