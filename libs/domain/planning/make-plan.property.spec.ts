import fc from 'fast-check';
import { changedEngine } from '../../../test/support/changed-engine.js';
import { bestPlan, allPlans, compareCoverage } from '../../../test/support/planning-brute-force.js';
import { type ProblemShape, smallProblems } from '../../../test/support/planning-problems.js';
import { loadHighsEngine } from '../../engines/highs/index.js';
import { javascriptLpEngine } from '../../engines/javascript-lp/index.js';
import type { LinearEngine, SolveOutcome } from '../linear/index.js';
import { checkPlan, makePlan, type Plan, type Problem } from './index.js';

const ANY_SIZE = { mixedDaysCases: Infinity, equalDaysPairs: Infinity };
const EQUAL_DAYS: ProblemShape = { leaders: 4, cases: 6, halfDays: [6], pins: false };
const MIXED_DAYS: ProblemShape = { leaders: 3, cases: 6, halfDays: [0, 1, 3, 5, 10], pins: false };
const WITH_PINS: ProblemShape = { leaders: 3, cases: 5, halfDays: [2, 3, 5], pins: true };

const engines: Record<string, LinearEngine> = { 'javascript-lp-solver': javascriptLpEngine() };
beforeAll(async () => {
  engines['highs'] = await loadHighsEngine();
});

function plan(problem: Problem, engine: LinearEngine | undefined, timeLimitSeconds = 60): Plan {
  if (engine === undefined) throw new Error('no engine');
  const outcome = makePlan(
    problem,
    { engine: engine.name, timeLimitSeconds, gap: 0, seed: 1 },
    {
      engines: [{ engine, preferredUpTo: ANY_SIZE, refusedBeyond: ANY_SIZE }],
      secondsElapsed: () => 0,
      onProgress: () => undefined,
    },
  );
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
}

function coverageOf(made: Plan): number[] {
  return made.coverage.map((level) => level.covered);
}

/** Share to nine decimals: it is a quotient. */
function figuresOf(made: Plan) {
  return {
    status: made.status,
    coverage: coverageOf(made),
    score: Math.round(made.score * 1000),
    share: made.largestShare?.toFixed(9),
  };
}

function bestFigures(problem: Problem): ReturnType<typeof figuresOf> {
  const all = allPlans(problem);
  const best = bestPlan(all);
  if (best === null) {
    return { status: 'infeasible', coverage: all.priorities.map(() => 0), score: 0, share: undefined };
  }
  const share = all.leastShare.get(JSON.stringify([best.coverage, best.score]));
  return { status: 'optimal', ...best, coverage: [...best.coverage], share: share?.toFixed(9) };
}

describe.each(['javascript-lp-solver', 'highs'])('with %s', (name) => {
  it.each([
    ['equal days', EQUAL_DAYS],
    ['mixed days', MIXED_DAYS],
    ['pins and forbids', WITH_PINS],
  ])('%s: the plan is the best of all plans, and says so', (_kind, shape) => {
    fc.assert(
      fc.property(smallProblems(shape), (problem) => {
        const made = plan(problem, engines[name]);
        expect(checkPlan(problem, made)).toEqual([]);
        expect(figuresOf(made)).toEqual(bestFigures(problem));
      }),
      { numRuns: 120, seed: 7 },
    );
  });
});

/** An engine that gives up: on some calls with nothing at all, on others with a bound that is too weak by a little. */
function engineThatStops(right: LinearEngine, pattern: readonly number[]): LinearEngine {
  let call = 0;
  const spoil = (outcome: SolveOutcome): SolveOutcome => {
    const kind = pattern[call % pattern.length] ?? 0;
    call += 1;
    if (kind === 0 || outcome.kind !== 'optimal') return outcome;
    const bound = kind === 1 ? -Infinity : outcome.bound - 1;
    return { kind: 'stopped-at-limit', limit: 'time', values: null, objective: null, bound };
  };
  return changedEngine(right, (solve) => spoil(solve()));
}

describe('when the engine stops early', () => {
  it('the plan is sound, and every bound holds for every plan that it speaks of', () => {
    fc.assert(
      fc.property(
        smallProblems({ ...MIXED_DAYS, leaders: 4, cases: 6 }),
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 7 }),
        (problem, pattern) => {
          const made = plan(problem, engineThatStops(javascriptLpEngine(), pattern));
          expect(checkPlan(problem, made)).toEqual([]);
          expectBoundsToHold(problem, made);
        },
      ),
      { numRuns: 400, seed: 11 },
    );
  });

  it('a bound allows for a trade between components while the better level is open', () => {
    // The search alone covers two of the first three cases, which can all be covered: then X could stay uncovered, and
    // Y be served in its place, with as many covered at priority 1.
    const problem: Problem = {
      version: 1,
      leaders: [
        { id: 'L0', days: 7 },
        { id: 'L1', days: 2 },
        { id: 'M', days: 5 },
      ],
      cases: [
        { id: 'C0', days: 4 },
        { id: 'C1', days: 1 },
        { id: 'C2', days: 7 },
        { id: 'X', days: 5 },
        { id: 'Y', days: 5, priority: 2 },
      ],
      candidates: [
        { leader: 'L0', case: 'C0', score: 5 },
        { leader: 'L0', case: 'C1', score: 4 },
        { leader: 'L0', case: 'C2', score: 6 },
        { leader: 'L1', case: 'C0', score: 8, days: 1 },
        { leader: 'L1', case: 'C1', score: 8 },
        { leader: 'M', case: 'X', score: 100 },
        { leader: 'M', case: 'Y', score: 1 },
      ],
    };
    const made = plan(problem, engineThatStops(javascriptLpEngine(), [1]));
    expect(checkPlan(problem, made)).toEqual([]);
    expect(made.coverage.map((level) => [level.covered, level.bound])).toEqual([
      [3, 4],
      [0, 1],
    ]);
    expectBoundsToHold(problem, made);
  });

  it('a plan exists even when there is no time for an engine at all', () => {
    fc.assert(
      fc.property(smallProblems(MIXED_DAYS), (problem) => {
        const made = plan(problem, engines['javascript-lp-solver'], 1e-9);
        expect(checkPlan(problem, made)).toEqual([]);
        expectBoundsToHold(problem, made);
      }),
      { numRuns: 100, seed: 12 },
    );
  });
});

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

describe('an optimal plan', () => {
  it('keeps its figures when the document is reordered', () => {
    fc.assert(
      fc.property(smallProblems(MIXED_DAYS), (problem) => {
        const reversed: Problem = {
          ...problem,
          leaders: problem.leaders.toReversed(),
          cases: problem.cases.toReversed(),
          candidates: problem.candidates.toReversed(),
        };
        const { seconds: _first, uncovered: _one, ...made } = plan(problem, engines['highs']);
        const { seconds: _second, uncovered: _other, ...again } = plan(reversed, engines['highs']);
        expect(again).toEqual(made);
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  it('keeps its figures when everybody is renamed', () => {
    fc.assert(
      fc.property(smallProblems(MIXED_DAYS), (problem) => {
        const renamed = JSON.parse(
          JSON.stringify(problem)
            .replaceAll(/"L(\d)"/g, (_all, digit: string) => `"__proto__${9 - Number(digit)}"`)
            .replaceAll(/"C(\d)"/g, (_all, digit: string) => `"constructor${9 - Number(digit)}"`),
        ) as Problem;
        const made = plan(problem, engines['highs']);
        const again = plan(renamed, engines['highs']);
        expect([again.status, again.score, coverageOf(again)]).toEqual([
          made.status,
          made.score,
          coverageOf(made),
        ]);
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  it('scales with its scores', () => {
    fc.assert(
      fc.property(smallProblems(MIXED_DAYS), fc.integer({ min: 2, max: 50 }), (problem, factor) => {
        const scaled: Problem = {
          ...problem,
          candidates: problem.candidates.map((candidate) => ({
            ...candidate,
            score: (Math.round(candidate.score * 1000) * factor) / 1000,
          })),
        };
        const made = plan(problem, engines['highs']);
        const again = plan(scaled, engines['highs']);
        expect(coverageOf(again)).toEqual(coverageOf(made));
        expect(Math.round(again.score * 1000)).toBe(Math.round(made.score * 1000) * factor);
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('never covers less, priority by priority, when a leader gives more days', () => {
    fc.assert(
      fc.property(
        smallProblems(MIXED_DAYS),
        fc.nat(),
        fc.integer({ min: 1, max: 20 }),
        (problem, which, halfDays) => {
          const richer: Problem = {
            ...problem,
            leaders: problem.leaders.map((leader, index) =>
              index === which % problem.leaders.length
                ? { ...leader, days: leader.days + halfDays / 2 }
                : leader,
            ),
          };
          const before = coverageOf(plan(problem, engines['highs']));
          const after = coverageOf(plan(richer, engines['highs']));
          expect(compareCoverage(after, before)).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 60, seed: 6 },
    );
  });
});
