import fc from 'fast-check';
import { allPlans, bestPlan, compareCoverage } from '../../../../test/support/planning-brute-force.js';
import { type ProblemShape, smallProblems } from '../../../../test/support/planning-problems.js';
import { loadHighsEngine } from '../../../engines/highs/index.js';
import { javascriptLpEngine } from '../../../engines/javascript-lp/index.js';
import type { LinearEngine } from '../../linear/index.js';
import { checkPlan, makePlan, type Plan, type Problem } from '../index.js';

const ANY_SIZE = { mixedDaysCases: Infinity, equalDaysPairs: Infinity };
const MIXED_DAYS: ProblemShape = { leaders: 4, cases: 6, halfDays: [0, 1, 3, 5, 10], pins: false };
const WITH_PINS: ProblemShape = { leaders: 3, cases: 5, halfDays: [2, 3, 5], pins: true };

let highs: LinearEngine = javascriptLpEngine();
beforeAll(async () => {
  highs = await loadHighsEngine();
});

/** Every component with mixed days goes through decomposition, however small. */
function plan(problem: Problem, engine: LinearEngine, timeLimitSeconds = 60, seed = 1): Plan {
  const outcome = makePlan(
    problem,
    { engine: 'auto', timeLimitSeconds, gap: 0, seed, deterministic: true },
    {
      engines: [{ engine, preferredUpTo: ANY_SIZE, refusedBeyond: ANY_SIZE }],
      secondsElapsed: () => 0,
      onProgress: () => undefined,
      decomposedFromCases: 1,
    },
  );
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
}

function coverageOf(made: Plan): number[] {
  return made.coverage.map((level) => level.covered);
}

function expectBoundsToHold(problem: Problem, made: Plan): void {
  const covered = coverageOf(made);
  for (const [key, score] of allPlans(problem).leastScore) {
    const other = JSON.parse(key) as number[];
    made.coverage.forEach((level, index) => {
      const keepsBetterOnes = covered.slice(0, index).every((count, better) => (other[better] ?? 0) >= count);
      if (keepsBetterOnes) expect(other[index]).toBeLessThanOrEqual(level.bound);
    });
    if (compareCoverage(other, covered) === 0) {
      expect(Math.round(made.scoreBound * 1000)).toBeLessThanOrEqual(score);
    }
  }
}

/** Answers nothing and proves nothing, as if its time were always out. */
const ENGINE_WITHOUT_TIME: LinearEngine = {
  name: 'without-time',
  version: '1',
  open: () => ({
    solve: () => ({
      kind: 'stopped-at-limit',
      limit: 'time',
      values: null,
      objective: null,
      bound: -Infinity,
    }),
    setCosts: () => undefined,
    addRow: () => undefined,
    addColumns: () => undefined,
    dispose: () => undefined,
  }),
};

it.each([
  ['mixed days', MIXED_DAYS],
  ['pins and forbids', WITH_PINS],
])('%s: the plan is the best of all plans, and says so', (_kind, shape) => {
  fc.assert(
    fc.property(smallProblems(shape), (problem) => {
      const made = plan(problem, highs);
      expect(checkPlan(problem, made)).toEqual([]);
      const best = bestPlan(allPlans(problem));
      expect([made.status, coverageOf(made), Math.round(made.score * 1000)]).toEqual(
        best === null ? ['infeasible', coverageOf(made), 0] : ['optimal', best.coverage, best.score],
      );
    }),
    { numRuns: 150, seed: 21 },
  );
});

it('without an engine the plan is sound, and every bound holds for every plan that it speaks of', () => {
  fc.assert(
    fc.property(smallProblems(MIXED_DAYS), fc.boolean(), (problem, inNoTime) => {
      const made = plan(problem, ENGINE_WITHOUT_TIME, inNoTime ? 1e-9 : 0.05);
      expect(checkPlan(problem, made)).toEqual([]);
      expectBoundsToHold(problem, made);
    }),
    { numRuns: 150, seed: 22 },
  );
});

it('the same problem, settings and seed make the same plan when work is counted', () => {
  fc.assert(
    fc.property(smallProblems(MIXED_DAYS), fc.integer({ min: 0, max: 5 }), (problem, seed) => {
      expect(plan(problem, highs, 1, seed)).toEqual(plan(problem, highs, 1, seed));
    }),
    { numRuns: 20, seed: 23 },
  );
});

describe('an optimal plan', () => {
  it('scales with its scores', () => {
    fc.assert(
      fc.property(smallProblems(MIXED_DAYS), fc.integer({ min: 2, max: 50 }), (problem, factor) => {
        const candidates = problem.candidates.map((candidate) => ({
          ...candidate,
          score: (Math.round(candidate.score * 1000) * factor) / 1000,
        }));
        const made = plan(problem, highs);
        const again = plan({ ...problem, candidates }, highs);
        expect(coverageOf(again)).toEqual(coverageOf(made));
        expect(Math.round(again.score * 1000)).toBe(Math.round(made.score * 1000) * factor);
      }),
      { numRuns: 40, seed: 24 },
    );
  });

  it('keeps its figures when everybody is renamed and the document is reordered', () => {
    fc.assert(
      fc.property(smallProblems(MIXED_DAYS), (problem) => {
        const renamed = JSON.parse(
          JSON.stringify({
            ...problem,
            leaders: problem.leaders.toReversed(),
            candidates: problem.candidates.toReversed(),
          }).replaceAll(
            /"([LC])(\d)"/g,
            (_all, kind: string, digit: string) => `"${kind}${9 - Number(digit)}"`,
          ),
        ) as Problem;
        const [made, again] = [plan(problem, highs), plan(renamed, highs)];
        expect([again.status, again.score, coverageOf(again)]).toEqual([
          made.status,
          made.score,
          coverageOf(made),
        ]);
      }),
      { numRuns: 40, seed: 25 },
    );
  });

  it('never covers less, priority by priority, when a leader gives more days', () => {
    fc.assert(
      fc.property(
        smallProblems(MIXED_DAYS),
        fc.nat(),
        fc.integer({ min: 1, max: 20 }),
        (problem, which, halfDays) => {
          const leaders = problem.leaders.map((leader, index) =>
            index === which % problem.leaders.length
              ? { ...leader, days: leader.days + halfDays / 2 }
              : leader,
          );
          const before = coverageOf(plan(problem, highs));
          const after = coverageOf(plan({ ...problem, leaders }, highs));
          expect(compareCoverage(after, before)).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 40, seed: 26 },
    );
  });
});
