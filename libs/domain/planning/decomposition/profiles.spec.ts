import fc from 'fast-check';
import { allPatterns, compactsIn, fits, pairsOfLeader } from '../../../../test/support/planning-compacts.js';
import { smallProblems } from '../../../../test/support/planning-problems.js';
import { loadHighsEngine } from '../../../engines/highs/index.js';
import { javascriptLpEngine } from '../../../engines/javascript-lp/index.js';
import type { LinearEngine } from '../../linear/index.js';
import { pseudoRandom } from '../stages/pseudo-random.js';
import type { Compact } from './compact.js';
import { Effort, runningClock } from './effort.js';
import { firstPlan } from './first-plan.js';
import { withMaster } from './master-program.js';
import { boundByProfiles } from './profile-bound.js';
import { withProfiles } from './profile-master.js';
import { type ProfileCut } from './profile-program.js';
import { hasProfiles, profilesOf } from './profiles.js';
import { type Aim, Relaxation } from './relaxation.js';
import { Roster } from './roster.js';

const SHAPE = { leaders: 3, cases: 6, halfDays: [0, 1, 3, 5, 10], pins: false };
const LEVELS = 3;
const effort = new Effort(
  runningClock(() => 0),
  60,
);

let highs: LinearEngine = javascriptLpEngine();
beforeAll(async () => {
  highs = await loadHighsEngine();
});

it('has room in some profile for exactly the choices that fit', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), (problem) => {
      for (const compact of compactsIn(problem, LEVELS)) {
        for (let leader = 0; leader < compact.leaders; leader++) {
          const pairs = pairsOfLeader(compact, leader);
          const profiles = profilesOf(compact, leader, pairs);
          for (let subset = 0; subset < 2 ** pairs.length; subset++) {
            const chosen = pairs.filter((_pair, bit) => (subset >> bit) % 2 === 1);
            const counts = profiles?.classes.map((own) => own.filter((pair) => chosen.includes(pair)).length);
            const isRoomFor = profiles?.counts.some((room) =>
              room.every((most, at) => most >= (counts?.[at] ?? 0)),
            );
            expect(isRoomFor).toBe(fits(compact, leader, chosen));
          }
        }
      }
    }),
    { numRuns: 200, seed: 61 },
  );
});

function aimOf(kind: 'score' | 'coverage', roster: Roster): Aim {
  const mostUncovered = Array.from(
    roster.compact.casesAtLevel,
    (cases, level) => cases - (roster.covered[level] ?? 0),
  );
  return kind === 'score'
    ? { level: null, mostUncovered }
    : { level: LEVELS - 1, mostUncovered: mostUncovered.slice(0, LEVELS - 1) };
}

function bestOverAllPatterns(relaxation: Relaxation): number {
  return withMaster(relaxation, highs, (master) => {
    const { compact } = relaxation;
    for (let leader = 0; leader < compact.leaders; leader++) master.add(allPatterns(compact, leader));
    return master.solve(10)?.objective ?? NaN;
  });
}

function bound(
  compact: Compact,
  relaxation: Relaxation,
  engine: LinearEngine,
  cuts: ProfileCut[],
  anyOptimum = false,
): number {
  const prices = new Float64Array(compact.cases);
  const start = { prices, value: relaxation.evaluate(prices) };
  const costs = relaxation.costs ?? new Float64Array(compact.pairs);
  return withProfiles(
    relaxation,
    { engine, costs, cuts, anyOptimum },
    (master) => boundByProfiles(relaxation, master, start, { effort, enough: Infinity }).value,
  );
}

it.each([
  ['score', false],
  ['coverage', false],
  ['coverage', true],
] as const)(
  'bounds the %s as the program over all patterns does (at any optimum: %s)',
  (kind, anyOptimum) => {
    fc.assert(
      fc.property(smallProblems(SHAPE), fc.integer({ min: 0, max: 9 }), (problem, seed) => {
        for (const compact of compactsIn(problem, LEVELS)) {
          const roster = new Roster(compact);
          const clock = runningClock(() => 0);
          roster.become(firstPlan(roster, pseudoRandom(seed), new Effort(clock, Infinity)).pairOf);
          const relaxation = new Relaxation(compact, aimOf(kind, roster));
          const found = bound(compact, relaxation, highs, [], anyOptimum);
          const whole = bestOverAllPatterns(relaxation);
          expect(Math.abs(found - whole)).toBeLessThan(1e-5 * Math.max(1, whole));
        }
      }),
      { numRuns: 150, seed: 62 },
    );
  },
);

it('cuts off mixes that give a case more of a leader than the profiles with room for it', () => {
  const costs = [1, 5, 100, 100];
  const [compact] = compactsIn(
    {
      version: 1,
      leaders: [{ id: 'L1', days: 10 }],
      cases: costs.map((_cost, k) => ({ id: `C${String(k)}`, days: k === 0 ? 10 : 3 })),
      candidates: costs.map((score, k) => ({ leader: 'L1', case: `C${String(k)}`, score })),
    },
    1,
  );
  if (compact === undefined) throw new Error('one component');
  const relaxation = new Relaxation(compact, { level: null, mostUncovered: [2] });
  const cuts: ProfileCut[] = [];
  const found = bound(compact, relaxation, highs, cuts);
  // Half of the long one and half of each short one; without cuts the cheapest short one would be taken whole.
  expect(found * compact.unit).toBeCloseTo(103_000, 3);
  expect(cuts.length).toBeGreaterThan(0);
});

const PROBLEM = {
  version: 1 as const,
  leaders: [{ id: 'L1', days: 60 }],
  cases: Array.from({ length: 12 }, (_, k) => ({ id: `C${String(k)}`, days: 5.5 + k / 2 })),
  candidates: Array.from({ length: 12 }, (_, k) => ({ leader: 'L1', case: `C${String(k)}`, score: k })),
};

it('lists no profiles where days come in too many sizes', () => {
  const [compact] = compactsIn(PROBLEM, 1);
  if (compact === undefined) throw new Error('one component');
  expect(profilesOf(compact, 0, pairsOfLeader(compact, 0), 20)).toBeNull();
  expect(profilesOf(compact, 0, pairsOfLeader(compact, 0), 5000)?.counts.length).toBeGreaterThan(20);
  expect(hasProfiles(compact)).toBe(false);
});

it('leaves the bound as it was with an engine that tells no prices', () => {
  const [compact] = compactsIn({ ...PROBLEM, cases: PROBLEM.cases.map((one) => ({ ...one, days: 6 })) }, 1);
  if (compact === undefined) throw new Error('one component');
  const relaxation = new Relaxation(compact, { level: null, mostUncovered: [2] });
  const start = relaxation.evaluate(new Float64Array(compact.cases));
  expect(bound(compact, relaxation, javascriptLpEngine(), [])).toBe(start);
});
