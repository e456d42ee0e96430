import fc from 'fast-check';
import { bestPlanOf, compactsIn } from '../../../../test/support/planning-compacts.js';
import { smallProblems } from '../../../../test/support/planning-problems.js';
import { loadHighsEngine } from '../../../engines/highs/index.js';
import { javascriptLpEngine } from '../../../engines/javascript-lp/index.js';
import type { LinearEngine } from '../../linear/index.js';
import { pseudoRandom } from '../stages/pseudo-random.js';
import { generateColumns } from './column-generation.js';
import { dive } from './dive.js';
import { divePlan } from './dive-plan.js';
import { Effort, runningClock } from './effort.js';
import { type MasterProgram, withMaster } from './master-program.js';
import { type Pattern, PatternPool, patternsWithin } from './patterns.js';
import { Relaxation } from './relaxation.js';
import { keep, Roster } from './roster.js';

const SHAPE = { leaders: 3, cases: 6, halfDays: [1, 3, 5, 10], pins: false };
const LEVELS = 3;
const effort = new Effort(
  runningClock(() => 0),
  60,
);

let highs: LinearEngine = javascriptLpEngine();
beforeAll(async () => {
  highs = await loadHighsEngine();
});

interface Generated {
  readonly relaxation: Relaxation;
  readonly master: MasterProgram;
  readonly pool: PatternPool;
}

/** Columns generated for the score of plans that cover as much as `covered`. */
function generated<T>(roster: Roster, covered: readonly number[], use: (all: Generated) => T): T {
  const { compact } = roster;
  const mostUncovered = Array.from(compact.casesAtLevel, (cases, level) => cases - (covered[level] ?? 0));
  const relaxation = new Relaxation(compact, { level: null, mostUncovered });
  const pool = new PatternPool(compact);
  return withMaster(relaxation, highs, (master) => {
    const prices = new Float64Array(compact.cases);
    const start = { prices, value: relaxation.evaluate(prices) };
    generateColumns(relaxation, master, start, { effort, roster, pool, enough: Infinity });
    return use({ relaxation, master, pool });
  });
}

it('holds patterns that the pool knows, of each leader at most one', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), (problem) => {
      for (const compact of compactsIn(problem, LEVELS)) {
        const { covered } = bestPlanOf(compact);
        generated(new Roster(compact), covered, ({ relaxation, master, pool }) => {
          const held = dive(relaxation, master, { effort, pool, lastLeaders: 0 });
          const leaders = held.map((pattern) => compact.pairLeader[pattern[0] ?? 0] ?? -1);
          expect(new Set(leaders).size).toBe(leaders.length);
          held.forEach((pattern, index) => {
            expect(pool.of(leaders[index] ?? -1)).toContain(pattern);
          });
          expect(held.length === 0).toBe(covered.every((count) => count === 0));
        });
      }
    }),
    { numRuns: 60, seed: 51 },
  );
});

it.each([
  ['all patterns', null],
  ['all profiles', []],
])(
  'makes the best plan there is where the engine may choose among %s, and breaks no limit',
  (_what, cuts) => {
    fc.assert(
      fc.property(smallProblems(SHAPE), (problem) => {
        for (const compact of compactsIn(problem, LEVELS)) {
          const roster = new Roster(compact);
          const best = bestPlanOf(compact);
          const dearest = compact.cost.reduce((most, cost) => Math.max(most, cost), 1);
          const costs = new Float64Array(compact.pairs);
          const valuation = { compact, costs, prices: new Float64Array(compact.cases) };
          const patternsOf = (leader: number): Pattern[] =>
            patternsWithin(valuation, leader, Infinity, 1000) ?? [];
          generated(roster, best.covered, ({ relaxation, master, pool }) => {
            divePlan(roster, relaxation, master, {
              ...{ effort, pool },
              window: {
                ...{
                  engine: highs,
                  seed: 1,
                  random: pseudoRandom(1),
                  effort,
                  costs: compact.cost,
                  patternsOf,
                },
                uncoveredCost: [1000, 100, 10].map((factor) => factor * dearest),
                ...{ heldLevels: LEVELS, rank: costs, highestRank: Infinity, leaders: compact.leaders, cuts },
              },
            });
          });
          expect({ covered: [...roster.covered], cost: roster.cost }).toEqual(best);
          expect(Math.min(...roster.room, ...roster.places)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 100, seed: 52 },
    );
  },
);

it('leaves the plan as it was where an engine tells no prices and finds nothing', () => {
  const compacts = compactsIn(
    {
      version: 1,
      leaders: [{ id: 'L1', days: 8 }],
      cases: [
        { id: 'C1', days: 5 },
        { id: 'C2', days: 3 },
      ],
      candidates: [
        { leader: 'L1', case: 'C1', score: 7 },
        { leader: 'L1', case: 'C2', score: 9 },
      ],
    },
    LEVELS,
  );
  const [compact] = compacts;
  if (compact === undefined) throw new Error('one component');
  const roster = new Roster(compact);
  for (let pair = 0; pair < compact.pairs; pair++) roster.place(pair);
  const before = keep(roster);
  const relaxation = new Relaxation(compact, { level: null, mostUncovered: [0, 0, 0] });
  const pool = new PatternPool(compact);
  const engine = javascriptLpEngine();
  withMaster(relaxation, engine, (master) => {
    divePlan(roster, relaxation, master, {
      ...{ effort, pool },
      window: {
        ...{ engine, seed: 1, random: pseudoRandom(1), effort, costs: compact.cost, patternsOf: () => [] },
        ...{ uncoveredCost: [1e6, 1e6, 1e6], heldLevels: LEVELS, rank: compact.cost, highestRank: 0 },
        ...{ leaders: 1, cuts: null },
      },
    });
  });
  expect(keep(roster)).toEqual(before);
});
