import fc from 'fast-check';
import { bestPlanOf, compactsIn } from '../../../../../test/support/planning-compacts.js';
import { smallProblems } from '../../../../../test/support/planning-problems.js';
import { javascriptLpEngine } from '../../../../engines/javascript-lp/index.js';
import { pseudoRandom } from '../../stages/pseudo-random.js';
import type { Compact } from '../compact.js';
import { countedClock, Effort } from '../effort.js';
import { climb } from '../multipliers.js';
import { PatternPool } from '../patterns.js';
import { Relaxation } from '../relaxation.js';
import { isBetter, keep, type KeptPlan, Roster } from '../roster.js';
import { type PlaceByProfiles, placeByProfiles } from './place-by-profiles.js';
import { SlotFlow } from './slot-flow.js';
import { slotLayout } from './slot-layout.js';
import { searchProfiles } from './slot-search.js';

const SHAPE = { leaders: 4, cases: 6, halfDays: [1, 3, 5, 10], pins: false };
const LEVELS = 3;

/** Goes on from a plan, by prices that a short climb gives, with the coverage of the best plan held. */
function placed(
  compact: Compact,
  roster: Roster,
  covered: readonly number[],
  seed = 1,
  isEnough: PlaceByProfiles['isEnough'] = null,
): KeptPlan {
  const mostUncovered = covered.map((count, level) => (compact.casesAtLevel[level] ?? 0) - count);
  const relaxation = new Relaxation(compact, { level: null, mostUncovered });
  const effort = new Effort(countedClock(), 0.5);
  const found = climb(relaxation, new Float64Array(compact.cases), {
    ...{ scale: 1000, most: Infinity, enough: Infinity, mostIterations: 100, effort: effort.part(0.2) },
  });
  const context = { compact, roster, engine: javascriptLpEngine(), random: pseudoRandom(seed), seed };
  placeByProfiles({ ...context, pool: new PatternPool(compact), cuts: [], knownScore: null }, relaxation, {
    ...{ effort, found, isEnough, onCost: () => undefined },
  });
  return keep(roster);
}

function total(plan: { covered: ArrayLike<number>; cost: number }): unknown {
  return { covered: Array.from(plan.covered), cost: plan.cost };
}

it('breaks no limit and leaves no worse a plan', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), (problem) => {
      for (const compact of compactsIn(problem, LEVELS)) {
        const roster = new Roster(compact);
        for (let pair = compact.pairs - 1; pair >= 0; pair--) {
          if (roster.pairOf[compact.pairCase[pair] ?? 0] === -1 && roster.hasRoom(pair)) roster.place(pair);
        }
        const before = keep(roster);
        const best = bestPlanOf(compact);
        const after = placed(compact, roster, best.covered);
        expect(isBetter(before, after)).toBe(false);
        expect(isBetter(after, best)).toBe(false);
        expect(roster.room.every((room) => room >= 0)).toBe(true);
        expect(roster.places.every((places) => places >= 0)).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});

const TIGHT = {
  version: 1 as const,
  leaders: ['ann', 'bea', 'cai'].map((id) => ({ id, days: 10 })),
  cases: [
    ...['long-1', 'long-2'].map((id) => ({ id, days: 10, priority: 1 })),
    ...['short-1', 'short-2'].map((id) => ({ id, days: 5, priority: 1 })),
  ],
  candidates: [
    ...['long-1', 'long-2', 'short-1', 'short-2'].flatMap((id, index) =>
      ['ann', 'bea', 'cai'].map((leader, at) => ({
        leader,
        case: id,
        score: 1 + ((index * 7 + at * 5) % 9),
      })),
    ),
  ],
};

it('changes the profiles of several leaders at once where each alone would leave a case uncovered', () => {
  const [compact] = compactsIn(TIGHT, 1);
  if (compact === undefined) throw new Error('no component');
  const best = bestPlanOf(compact);
  expect(best.covered).toEqual([4]);
  const layout = slotLayout(compact, () => true);
  // The leader with both short cases has the profile of two, each other one that of a long case.
  const longAt = layout.profiles[0]?.findIndex((counts) => counts[0] === 1) ?? -1;
  for (let shorts = 0; shorts < 3; shorts++) {
    const flow = new SlotFlow(layout, compact.cost, [1e9]);
    const pairOf = searchProfiles(flow, {
      ...{ random: pseudoRandom(1), effort: new Effort(countedClock(), 1), isEnough: () => false },
      onLeast: () => undefined,
      profileOf: Int32Array.from([0, 1, 2], (leader) => (leader === shorts ? 1 - longAt : longAt)),
      alternatives: layout.profiles.map((own) => Int32Array.from(own.keys())),
      // So cold that nothing dearer is ever taken.
      ...{ hottest: 1e-9, coldest: 1e-9, mostSteps: 2000 },
    });
    const roster = new Roster(compact);
    roster.become(pairOf);
    expect(total(roster)).toEqual(total(best));
  }
});

it('ends as soon as the coverage sought is reached, and in the end where it cannot be', () => {
  const [compact] = compactsIn(TIGHT, 1);
  if (compact === undefined) throw new Error('no component');
  const uncoveredIn = (pairOf: Int32Array): number => pairOf.filter((pair) => pair < 0).length;
  for (let seed = 1; seed <= 5; seed++) {
    const seen: number[] = [];
    const isEnough = (pairOf: Int32Array): boolean => {
      seen.push(uncoveredIn(pairOf));
      return uncoveredIn(pairOf) === 0;
    };
    expect(placed(compact, new Roster(compact), [4], seed, isEnough).covered).toEqual([4]);
    // What is enough is looked at once more, where the plan is asked whether it will do.
    expect(seen.indexOf(0)).toBe(seen.length - 2);
    expect(placed(compact, new Roster(compact), [4], seed, () => false).covered).toEqual([4]);
  }
});

it('comes to the same plan with the same seed', () => {
  const [compact] = compactsIn(TIGHT, 1);
  if (compact === undefined) throw new Error('no component');
  const once = placed(compact, new Roster(compact), [4], 7);
  expect([...placed(compact, new Roster(compact), [4], 7).pairOf]).toEqual([...once.pairOf]);
});

it('leaves the plan alone where scores are too large for exact sums', () => {
  const [compact] = compactsIn(TIGHT, 1);
  if (compact === undefined) throw new Error('no component');
  const roster = new Roster({ ...compact, cost: compact.cost.map((cost) => cost * 1e15) });
  placed(roster.compact, roster, [4]);
  expect([...roster.covered]).toEqual([0]);
});
