import fc from 'fast-check';
import { allPatterns, compactsIn } from '../../../../test/support/planning-compacts.js';
import { smallProblems } from '../../../../test/support/planning-problems.js';
import { loadHighsEngine } from '../../../engines/highs/index.js';
import { javascriptLpEngine } from '../../../engines/javascript-lp/index.js';
import type { LinearEngine } from '../../linear/index.js';
import { pseudoRandom } from '../stages/pseudo-random.js';
import { generateColumns } from './column-generation.js';
import { Effort, runningClock } from './effort.js';
import { firstPlan } from './first-plan.js';
import { MasterProgram } from './master-program.js';
import { bestPatterns, type Pattern, PatternPool } from './patterns.js';
import { type Aim, Relaxation } from './relaxation.js';
import { Roster } from './roster.js';

const SHAPE = { leaders: 3, cases: 6, halfDays: [1, 3, 5, 10], pins: false };
const LEVELS = 3;

let highs: LinearEngine = javascriptLpEngine();
beforeAll(async () => {
  highs = await loadHighsEngine();
});

const PRICES = fc.array(fc.integer({ min: 0, max: 99_999 }), { minLength: 6, maxLength: 6 });

it('finds the best patterns of a leader, best first, whatever the prices', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), PRICES, fc.integer({ min: 1, max: 8 }), (problem, listed, count) => {
      for (const compact of compactsIn(problem, LEVELS)) {
        const prices = Float64Array.from(listed.slice(0, compact.cases));
        const sumOf = (pattern: Pattern): number =>
          pattern.reduce(
            (sum, pair) => sum + (compact.cost[pair] ?? 0) - (prices[compact.pairCase[pair] ?? 0] ?? 0),
            0,
          );
        for (let leader = 0; leader < compact.leaders; leader++) {
          const found = bestPatterns({ compact, costs: compact.cost, prices }, leader, count);
          const expected = allPatterns(compact, leader)
            .map(sumOf)
            .sort((a, b) => a - b)
            .slice(0, count);
          expect(found.map(sumOf)).toEqual(expected);
        }
      }
    }),
    { numRuns: 200, seed: 41 },
  );
});

it.each(['score', 'coverage'] as const)('of %s reaches the linear program over all patterns', (kind) => {
  fc.assert(
    fc.property(smallProblems(SHAPE), fc.integer({ min: 0, max: 9 }), (problem, seed) => {
      for (const compact of compactsIn(problem, LEVELS)) {
        const clock = runningClock(() => 0);
        const roster = new Roster(compact);
        roster.become(firstPlan(roster, pseudoRandom(seed), new Effort(clock, Infinity)).pairOf);
        const mostUncovered = Array.from(
          compact.casesAtLevel,
          (cases, level) => cases - (roster.covered[level] ?? 0),
        );
        const aim: Aim =
          kind === 'score'
            ? { level: null, mostUncovered }
            : { level: LEVELS - 1, mostUncovered: mostUncovered.slice(0, LEVELS - 1) };
        const relaxation = new Relaxation(compact, aim);
        const prices = new Float64Array(compact.cases);
        const start = { prices, value: relaxation.evaluate(prices) };
        const pool = new PatternPool(compact);
        const effort = new Effort(clock, 60);
        const own = new MasterProgram(relaxation, highs);
        const found = generateColumns(relaxation, own, start, { effort, roster, pool, enough: Infinity });
        own.dispose();
        const master = new MasterProgram(relaxation, highs);
        for (let leader = 0; leader < compact.leaders; leader++) master.add(allPatterns(compact, leader));
        const whole = master.solve(10);
        master.dispose();
        expect(Math.abs(found.value - (whole?.objective ?? NaN))).toBeLessThan(
          1e-6 * Math.max(1, found.value),
        );
      }
    }),
    { numRuns: 60, seed: 42 },
  );
});

it('leaves the bound as it was with an engine that tells no prices', () => {
  const [compact] = compactsIn(
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
  if (compact === undefined) throw new Error('one component');
  const roster = new Roster(compact);
  const relaxation = new Relaxation(compact, { level: null, mostUncovered: [2, 0, 0] });
  const prices = new Float64Array(compact.cases);
  const start = { prices, value: relaxation.evaluate(prices) };
  const effort = new Effort(
    runningClock(() => 0),
    Infinity,
  );
  const options = { effort, roster, pool: new PatternPool(compact) };
  const master = new MasterProgram(relaxation, javascriptLpEngine());
  expect(generateColumns(relaxation, master, start, { ...options, enough: Infinity })).toEqual(start);
});
