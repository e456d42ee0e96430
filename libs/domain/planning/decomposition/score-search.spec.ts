import { bestPlanOf, compactsIn } from '../../../../test/support/planning-compacts.js';
import { javascriptLpEngine } from '../../../engines/javascript-lp/index.js';
import { pseudoRandom } from '../stages/pseudo-random.js';
import { countedClock, Effort } from './effort.js';
import { PatternPool } from './patterns.js';
import { Relaxation } from './relaxation.js';
import { Roster } from './roster.js';
import { searchScore } from './score-search.js';
import type { KnownScore } from './search-context.js';

const PROBLEM = {
  version: 1 as const,
  leaders: ['ann', 'bea'].map((id) => ({ id, days: 10 })),
  cases: [
    { id: 'long', days: 10, priority: 1 },
    { id: 'short', days: 5, priority: 1 },
    { id: 'shorter', days: 3, priority: 1 },
  ],
  candidates: ['long', 'short', 'shorter'].flatMap((id, index) =>
    ['ann', 'bea'].map((leader, at) => ({ leader, case: id, score: 3 + ((index * 5 + at * 4) % 7) })),
  ),
};

/** The bound that the search gives where another one is known already. */
function boundWhere(knownScore: (cases: number) => KnownScore): { bound: number; best: number } {
  const [compact] = compactsIn(PROBLEM, 1);
  if (compact === undefined) throw new Error('no component');
  const roster = new Roster(compact);
  // Long to the first leader, the others to the second: all covered, not at least cost.
  for (const [index, leader] of [0, 1, 1].entries()) {
    roster.place((compact.caseStart[index] ?? 0) + leader);
  }
  const relaxation = new Relaxation(compact, { level: null, mostUncovered: [0] });
  const context = { compact, roster, engine: javascriptLpEngine(), random: pseudoRandom(1), seed: 1 };
  const found = searchScore(
    { ...context, pool: new PatternPool(compact), cuts: [], knownScore: knownScore(compact.cases) },
    relaxation,
    {
      effort: new Effort(countedClock(), 20),
      prices: new Float64Array(compact.cases),
      gap: 0,
      onGap: () => undefined,
    },
  );
  return { bound: found.value, best: bestPlanOf(compact).cost };
}

it('goes on from a bound that is known for the same coverage', () => {
  const { bound } = boundWhere((cases) => ({
    mostUncovered: [0],
    found: { prices: new Float64Array(cases), value: 1e12 },
  }));
  expect(bound).toBe(1e12);
});

it.each([[[1]], [[0, 0]], [[]]])(
  'takes no bound that is known for another coverage (%j)',
  (mostUncovered) => {
    const { bound, best } = boundWhere((cases) => ({
      mostUncovered,
      found: { prices: new Float64Array(cases), value: 1e12 },
    }));
    expect(bound).toBeLessThanOrEqual(best);
    expect(bound).toBeGreaterThan(best - 1);
  },
);
