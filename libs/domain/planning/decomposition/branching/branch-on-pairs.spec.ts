import fc from 'fast-check';
import { bestPlanOf, compactsIn, everyPlanOf } from '../../../../../test/support/planning-compacts.js';
import { smallProblems } from '../../../../../test/support/planning-problems.js';
import { javascriptLpEngine } from '../../../../engines/javascript-lp/index.js';
import { pseudoRandom } from '../../stages/pseudo-random.js';
import type { Compact } from '../compact.js';
import { countedClock, Effort } from '../effort.js';
import { PatternPool } from '../patterns.js';
import { Relaxation } from '../relaxation.js';
import { keep, type KeptPlan, Roster } from '../roster.js';
import { PairBranching } from './branch-on-pairs.js';

const SHAPE = { leaders: 4, cases: 6, halfDays: [1, 3, 5, 10], pins: false };

/** The dearest plan that covers as much: all is left to be bettered. */
function dearestPlan(compact: Compact, covered: readonly number[]): KeptPlan {
  const found: KeptPlan[] = [];
  everyPlanOf(compact, (roster) => {
    if (covered.every((count, level) => roster.covered[level] === count)) found.push(keep(roster));
  });
  return found.reduce((worst, plan) => (plan.cost > worst.cost ? plan : worst));
}

interface Closed {
  readonly cost: number;
  readonly bound: number;
  readonly told: readonly number[];
}

function closed(compact: Compact, covered: readonly number[], seconds: number): Closed {
  const roster = new Roster(compact);
  roster.become(dearestPlan(compact, covered).pairOf);
  const mostUncovered = covered.map((count, level) => (compact.casesAtLevel[level] ?? 0) - count);
  const relaxation = new Relaxation(compact, { level: null, mostUncovered });
  const prices = new Float64Array(compact.cases);
  const told: number[] = [];
  const branching = new PairBranching(
    {
      ...{ compact, roster, engine: javascriptLpEngine(), random: pseudoRandom(1), seed: 1 },
      ...{ pool: new PatternPool(compact), cuts: null, knownScore: null },
    },
    relaxation,
    { found: { prices, value: relaxation.evaluate(prices) }, gap: 0, onGap: (gap) => told.push(gap) },
  );
  const effort = new Effort(countedClock(), seconds);
  branching.raiseRoot(effort);
  branching.close(effort);
  return { cost: roster.cost, bound: branching.bound, told };
}

it('ends with the best plan and its proof, whatever may stay uncovered', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), (problem) => {
      for (const compact of compactsIn(problem, 3)) {
        const best = bestPlanOf(compact);
        const { cost, bound, told } = closed(compact, best.covered, 20);
        expect([cost, bound]).toEqual([best.cost, best.cost]);
        expect(told).toEqual(told.toSorted((a, b) => b - a));
        expect(told.at(-1)).toBe(0);
      }
    }),
    { numRuns: 200, seed: 36 },
  );
});

it('claims no more than is true where it has hardly any time', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), fc.constantFrom(0, 1e-7, 1e-6, 1e-5), (problem, seconds) => {
      for (const compact of compactsIn(problem, 3)) {
        const best = bestPlanOf(compact);
        const { cost, bound } = closed(compact, best.covered, seconds);
        expect(bound).toBeLessThanOrEqual(best.cost);
        expect(cost).toBeGreaterThanOrEqual(best.cost);
      }
    }),
    { numRuns: 200, seed: 37 },
  );
});
