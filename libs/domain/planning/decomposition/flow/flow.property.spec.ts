import fc from 'fast-check';
import { nationalProblem } from '../../../../../benchmarks/national.js';
import { allPlans, bestPlan, compareCoverage } from '../../../../../test/support/planning-brute-force.js';
import { type ProblemShape, smallProblems } from '../../../../../test/support/planning-problems.js';
import { loadHighsEngine } from '../../../../engines/highs/index.js';
import { javascriptLpEngine } from '../../../../engines/javascript-lp/index.js';
import type { LinearEngine } from '../../../linear/index.js';
import { checkPlan, makePlan, type Plan, type Problem } from '../../index.js';

const ANY_SIZE = { mixedDaysCases: Infinity, equalDaysPairs: Infinity };
const EQUAL_DAYS: ProblemShape = { leaders: 4, cases: 6, halfDays: [6], pins: false };
const WITH_PINS: ProblemShape = { leaders: 3, cases: 6, halfDays: [3], pins: true };
const MIXED_DAYS: ProblemShape = { leaders: 3, cases: 5, halfDays: [0, 1, 3, 5, 10], pins: false };

const engines: Record<string, LinearEngine> = { 'javascript-lp-solver': javascriptLpEngine() };
beforeAll(async () => {
  engines['highs'] = await loadHighsEngine();
});

/** An engine that never finds or proves anything: what is right in the plan then comes from elsewhere. */
const useless: LinearEngine = {
  name: 'useless',
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

function plan(problem: Problem, requested: string, engine: LinearEngine | undefined): Plan {
  if (engine === undefined) throw new Error('no engine');
  const outcome = makePlan(
    problem,
    { engine: requested, timeLimitSeconds: 60, gap: 0, seed: 1 },
    {
      engines: [{ engine, preferredUpTo: ANY_SIZE, refusedBeyond: ANY_SIZE }],
      secondsElapsed: () => 0,
      onProgress: () => undefined,
    },
  );
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  expect(checkPlan(problem, outcome.value)).toEqual([]);
  return outcome.value;
}

/** Share to nine decimals: it is a quotient. */
function figuresOf(made: Plan) {
  return {
    status: made.status,
    coverage: made.coverage.map((level) => level.covered),
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

describe('the flow', () => {
  it.each([
    ['equal days', EQUAL_DAYS],
    ['pins and forbids', WITH_PINS],
  ])('%s: makes the best of all plans and proves it, without any engine', (_kind, shape) => {
    fc.assert(
      fc.property(smallProblems(shape), (problem) => {
        const made = plan(sameDays(problem, shape), 'auto', useless);
        expect(figuresOf(made)).toEqual(bestFigures(sameDays(problem, shape)));
      }),
      { numRuns: 200, seed: 21 },
    );
  });

  it.each([
    ['highs', 0.8, 50],
    ['highs', 1, 60],
    ['highs', 1.3, 80],
    ['javascript-lp-solver', 0.9, 40],
  ])('agrees with %s on a national problem with %s of the days needed', (name, ratio, cases) => {
    const problem = threePriorities(nationalProblem({ seed: 5, cases, ratio, days: 'equal' }));
    const made = plan(problem, 'auto', useless);
    const { engine, ...expected } = { ...figuresOf(plan(problem, name, engines[name])), engine: made.engine };
    expect(engine).toBe('leader-match-flow 1');
    expect(figuresOf(made)).toEqual(expected);
  });

  it('is named where it served, beside an engine for mixed days, and an engine asked for by name is kept', () => {
    const equal = prefixed('e', nationalProblem({ seed: 1, cases: 6, ratio: 0.7, days: 'equal' }));
    const mixed = prefixed('m', nationalProblem({ seed: 1, cases: 20, ratio: 0.6, days: 'mixed' }));
    expect(plan(equal, 'auto', useless).engine).toBe('leader-match-flow 1');
    expect(plan(merged(equal, mixed), 'auto', useless).engine).toContain('leader-match-flow 1');
    expect(plan(merged(equal, mixed), 'auto', useless).engine).toContain('useless 1');
    expect(plan(equal, 'useless', useless).engine).toBe('useless 1');
  });

  it('takes scores as large as they are allowed', () => {
    const large = (problem: Problem): Problem => ({
      ...problem,
      candidates: problem.candidates.map((one) => ({ ...one, score: 1e9 - one.score })),
    });
    fc.assert(
      fc.property(smallProblems(EQUAL_DAYS), (problem) => {
        const made = plan(large(sameDays(problem, EQUAL_DAYS)), 'auto', useless);
        expect(figuresOf(made)).toEqual(bestFigures(large(sameDays(problem, EQUAL_DAYS))));
      }),
      { numRuns: 100, seed: 22 },
    );
  });
});

/** Every plan there is that should not exist by the bounds of this one. */
function brokenBounds(problem: Problem, made: Plan): string[] {
  const covered = made.coverage.map((level) => level.covered);
  return [...allPlans(problem).leastScore].flatMap(([key, score]) => {
    const other = JSON.parse(key) as number[];
    const keeps = (upTo: number): boolean =>
      covered.slice(0, upTo).every((count, better) => (other[better] ?? 0) >= count);
    return [
      ...made.coverage.flatMap((level, index) =>
        keeps(index) && (other[index] ?? 0) > level.bound ? [`${key} at ${index}`] : [],
      ),
      ...(compareCoverage(other, covered) === 0 && Math.round(made.scoreBound * 1000) > score
        ? [`${key} for ${score}`]
        : []),
    ];
  });
}

describe('beside a component of mixed days that is left unproven', () => {
  it('its bounds hold for every plan that they speak of', () => {
    fc.assert(
      fc.property(
        smallProblems({ ...EQUAL_DAYS, leaders: 2, cases: 4 }),
        smallProblems({ ...MIXED_DAYS, leaders: 2, cases: 4 }),
        (equal, mixed) => {
          const problem = merged(prefixed('e', sameDays(equal, EQUAL_DAYS)), prefixed('m', mixed));
          const made = plan(problem, 'auto', useless);
          expect(brokenBounds(problem, made)).toEqual([]);
        },
      ),
      { numRuns: 150, seed: 23 },
    );
  });
});

/** The same problem with no candidate's days of its own, so that every pair takes as many. */
function sameDays(problem: Problem, shape: ProblemShape): Problem {
  const days = (shape.halfDays[0] ?? 0) / 2;
  return {
    ...problem,
    cases: problem.cases.map((one) => ({ ...one, days })),
    candidates: problem.candidates.map(({ days: _own, ...one }) => one),
  };
}

function threePriorities(problem: Problem): Problem {
  return {
    ...problem,
    cases: problem.cases.map((one, index) => ({
      ...one,
      priority: index % 5 === 0 ? 7 : (one.priority ?? 1),
    })),
  };
}

function prefixed(prefix: string, problem: Problem): Problem {
  return {
    version: 1,
    leaders: problem.leaders.map((one) => ({ ...one, id: prefix + one.id })),
    cases: problem.cases.map((one) => ({ ...one, id: prefix + one.id })),
    candidates: problem.candidates.map((one) => ({
      ...one,
      leader: prefix + one.leader,
      case: prefix + one.case,
    })),
  };
}

function merged(left: Problem, right: Problem): Problem {
  return {
    version: 1,
    leaders: [...left.leaders, ...right.leaders],
    cases: [...left.cases, ...right.cases],
    candidates: [...left.candidates, ...right.candidates],
  };
}
