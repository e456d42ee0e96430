import fc from 'fast-check';
import { bestPlanOf, compactsIn } from '../../../../test/support/planning-compacts.js';
import { smallProblems } from '../../../../test/support/planning-problems.js';
import { loadHighsEngine } from '../../../engines/highs/index.js';
import { javascriptLpEngine } from '../../../engines/javascript-lp/index.js';
import type { LinearEngine } from '../../linear/index.js';
import { pseudoRandom } from '../stages/pseudo-random.js';
import type { Compact } from './compact.js';
import { Effort, runningClock } from './effort.js';
import { diveByProfiles } from './profile-dive.js';
import { withProfiles } from './profile-master.js';
import { Relaxation } from './relaxation.js';
import { isBetter, keep, type KeptPlan, Roster } from './roster.js';

const SHAPE = { leaders: 4, cases: 6, halfDays: [1, 3, 5, 10], pins: false };
const LEVELS = 3;
const effort = new Effort(
  runningClock(() => 0),
  60,
);

let highs: LinearEngine = javascriptLpEngine();
beforeAll(async () => {
  highs = await loadHighsEngine();
});

function dived(compact: Compact, roster: Roster, engine: LinearEngine, lastLeaders: number): KeptPlan {
  const mostUncovered = Array.from(
    compact.casesAtLevel,
    (cases, level) => cases - (roster.covered[level] ?? 0),
  );
  const relaxation = new Relaxation(compact, { level: null, mostUncovered });
  const dearest = compact.cost.reduce((most, cost) => Math.max(most, cost), 1);
  withProfiles(relaxation, { engine, costs: compact.cost, cuts: [] }, (master) => {
    diveByProfiles(roster, master, {
      ...{ effort, lastLeaders },
      window: {
        ...{ engine, seed: 1, random: pseudoRandom(1), effort, costs: compact.cost, cuts: [] },
        uncoveredCost: [1000, 100, 10].map((factor) => factor * dearest),
        ...{ heldLevels: LEVELS, rank: new Float64Array(compact.pairs), highestRank: Infinity },
        ...{ leaders: compact.leaders, patternsOf: () => [] },
      },
    });
  });
  return keep(roster);
}

/** Every case by the dearest pair that has room for it. */
function dearPlan(compact: Compact): Roster {
  const roster = new Roster(compact);
  const pairs = Array.from({ length: compact.pairs }, (_, pair) => pair);
  for (const pair of pairs.sort((a, b) => (compact.cost[b] ?? 0) - (compact.cost[a] ?? 0))) {
    if (roster.pairOf[compact.pairCase[pair] ?? 0] === -1 && roster.hasRoom(pair)) roster.place(pair);
  }
  return roster;
}

it.each([0, 1, 2])(
  'breaks no limit and leaves no worse a plan with %d leaders left to the engine',
  (last) => {
    let better = 0;
    fc.assert(
      fc.property(smallProblems(SHAPE), (problem) => {
        for (const compact of compactsIn(problem, LEVELS)) {
          const roster = dearPlan(compact);
          const before = keep(roster);
          const after = dived(compact, roster, highs, last);
          expect(isBetter(before, after)).toBe(false);
          expect(Math.min(...roster.room, ...roster.places)).toBeGreaterThanOrEqual(0);
          better += Number(isBetter(after, before));
        }
      }),
      { numRuns: 60, seed: 71 + last },
    );
    expect(better).toBeGreaterThan(0);
  },
);

it('makes the best plan where all is left to the engine', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), (problem) => {
      for (const compact of compactsIn(problem, LEVELS)) {
        const { covered, cost } = dived(compact, dearPlan(compact), highs, Infinity);
        expect({ covered, cost }).toEqual(bestPlanOf(compact));
      }
    }),
    { numRuns: 60, seed: 75 },
  );
});

it('leaves the plan as it was with an engine that tells no prices', () => {
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
  const roster = dearPlan(compact);
  const before = keep(roster);
  expect(dived(compact, roster, javascriptLpEngine(), 0)).toEqual(before);
});
