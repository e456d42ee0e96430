import fc from 'fast-check';
import { compactsIn } from '../../../../../test/support/planning-compacts.js';
import { smallProblems } from '../../../../../test/support/planning-problems.js';
import type { Compact } from '../compact.js';
import { ForcedKnapsacks } from './forced-knapsacks.js';
import { OpenPairs } from './open-pairs.js';

const SHAPE = { leaders: 2, cases: 7, halfDays: [0, 1, 3, 5, 10], pins: false };
const PRICES = fc.array(fc.integer({ min: -5, max: 99_999 }), { minLength: 7, maxLength: 7 });
const DROPS = fc.array(fc.nat(), { maxLength: 4 });

interface Leader {
  readonly compact: Compact;
  readonly open: OpenPairs;
  readonly prices: Float64Array;
  readonly leader: number;
}

function openPairsOf({ compact, open, leader }: Leader): number[] {
  const from = compact.leaderStart[leader] ?? 0;
  return [...open.own.subarray(from, from + (open.openCount[leader] ?? 0))];
}

function worth({ compact, prices }: Leader, pair: number): number {
  return (compact.cost[pair] ?? 0) - (prices[compact.pairCase[pair] ?? 0] ?? 0);
}

/** The least sum over every choice of open pairs that fits the days left and is as asked. */
function leastOf(one: Leader, isAsked: (chosen: readonly number[]) => boolean): number {
  const pairs = openPairsOf(one);
  let least = Infinity;
  for (let subset = 0; subset < 2 ** pairs.length; subset++) {
    const chosen = pairs.filter((_pair, bit) => (subset >> bit) % 2 === 1);
    const grains = chosen.reduce((sum, pair) => sum + (one.compact.weight[pair] ?? 0), 0);
    if (grains > (one.open.room[one.leader] ?? 0) || !isAsked(chosen)) continue;
    least = Math.min(
      least,
      chosen.reduce((sum, pair) => sum + worth(one, pair), 0),
    );
  }
  return least;
}

function expectRisesOf(one: Leader): void {
  const knapsacks = new ForcedKnapsacks(one.compact, one.open);
  const value = knapsacks.solve(one.leader, one.prices, true);
  expect(value).toBe(leastOf(one, () => true));
  const chosen = openPairsOf(one).filter((pair) => knapsacks.chosen[pair] === 1);
  expect(chosen.reduce((sum, pair) => sum + worth(one, pair), 0)).toBe(value);
  for (const pair of openPairsOf(one)) {
    const isChosen = knapsacks.chosen[pair] === 1;
    expect(knapsacks.rise[pair]).toBe(leastOf(one, (other) => other.includes(pair) !== isChosen) - value);
  }
  expect(new ForcedKnapsacks(one.compact, one.open).solve(one.leader, one.prices, false)).toBe(value);
}

it('says of every open pair what forcing it in or out costs, whatever the prices and whatever is settled', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), PRICES, DROPS, fc.nat(), (problem, listed, drops, taken) => {
      for (const compact of compactsIn(problem, 3)) {
        const open = new OpenPairs(compact);
        if (open.isOpen[taken % compact.pairs] === 1) open.take(taken % compact.pairs);
        for (const drop of drops)
          if (open.isOpen[drop % compact.pairs] === 1) open.drop(drop % compact.pairs);
        const prices = Float64Array.from(listed.slice(0, compact.cases));
        for (let leader = 0; leader < compact.leaders; leader++) {
          expectRisesOf({ compact, open, prices, leader });
        }
      }
    }),
    { numRuns: 300, seed: 33 },
  );
});
