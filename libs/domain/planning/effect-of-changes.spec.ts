import fc from 'fast-check';
import { bestPlanOf } from '../../../test/support/planning-best-plan.js';
import { compareCoverage } from '../../../test/support/planning-brute-force.js';
import { type ProblemShape, smallProblems } from '../../../test/support/planning-problems.js';
import { javascriptLpEngine } from '../../engines/javascript-lp/index.js';
import {
  checkPlan,
  type Effect,
  effectOfChanges,
  makePlan,
  type Plan,
  type PlanChange,
  type Problem,
  type ProblemPair,
} from './index.js';

const ANY_SIZE = { mixedDaysCases: Infinity, equalDaysPairs: Infinity };
const ENGINE = javascriptLpEngine();

function solve(problem: Problem): Plan {
  const made = makePlan(
    problem,
    { engine: 'auto', timeLimitSeconds: 5, gap: 0, seed: 1 },
    {
      engines: [{ engine: ENGINE, preferredUpTo: ANY_SIZE, refusedBeyond: ANY_SIZE }],
      secondsElapsed: () => 0,
      onProgress: () => undefined,
    },
  );
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value;
}

const STABILITY = 10;

function effectOn(problem: Problem, plan: Plan, ...changes: readonly PlanChange[]): Effect {
  const outcome = effectOfChanges(problem, plan, changes, { stability: STABILITY }, solve);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
}

const PROBLEM: Problem = {
  version: 1,
  leaders: [
    { id: 'K', days: 5 },
    { id: 'L', days: 5 },
    { id: 'M', days: 5 },
  ],
  cases: [
    { id: 'A', days: 5 },
    { id: 'B', days: 5 },
    { id: 'C', days: 5, priority: 2 },
  ],
  candidates: [
    { leader: 'K', case: 'A', score: 1 },
    { leader: 'L', case: 'A', score: 2 },
    { leader: 'L', case: 'B', score: 1 },
    { leader: 'M', case: 'B', score: 7 },
    { leader: 'M', case: 'C', score: 1 },
  ],
};
const PLAN = solve(PROBLEM);

describe('the effect of a change', () => {
  it('shows the chain that a reassignment sets off, down to who goes without', () => {
    const effect = effectOn(PROBLEM, PLAN, { kind: 'pin', leader: 'L', case: 'A' });
    expect(effect.changed).toEqual([
      { ...row('A', 'K', 'L', 'asked'), priority: 1, scoreBefore: 1, scoreAfter: 2, because: [] },
      {
        ...row('C', 'M', null, 'lost-its-place'),
        priority: 2,
        scoreBefore: 1,
        scoreAfter: null,
        because: ['B'],
      },
      { ...row('B', 'L', 'M', 'made-room'), priority: 1, scoreBefore: 1, scoreAfter: 7, because: ['A'] },
    ]);
    expect(effect).toMatchObject({ scoreBefore: 3, scoreAfter: 9, isBest: true });
    expect(effect.coverage).toEqual([
      { priority: 1, cases: 2, before: 2, after: 2 },
      { priority: 2, cases: 1, before: 1, after: 0 },
    ]);
    expect(effect.leaders).toEqual([
      { leader: 'K', daysLeftBefore: 0, daysLeftAfter: 5, engagementsBefore: 1, engagementsAfter: 0 },
      { leader: 'L', daysLeftBefore: 0, daysLeftAfter: 0, engagementsBefore: 1, engagementsAfter: 1 },
      { leader: 'M', daysLeftBefore: 0, daysLeftAfter: 0, engagementsBefore: 1, engagementsAfter: 1 },
    ]);
    expect(effect.plan.uncovered).toMatchObject([{ case: 'C', reason: 'all-candidates-full' }]);
  });

  it('gives freed days to who waits for them', () => {
    const problem = { ...PROBLEM, leaders: PROBLEM.leaders.filter((one) => one.id !== 'M') };
    const candidates = PROBLEM.candidates.filter((one) => one.leader !== 'M');
    const waiting = { ...problem, candidates: [...candidates, { leader: 'K', case: 'C', score: 4 }] };
    const effect = effectOn(waiting, solve(waiting), { kind: 'unassign', case: 'A' });
    expect(effect.changed).toMatchObject([
      { case: 'A', before: 'K', after: null, reason: 'asked' },
      { case: 'C', before: null, after: 'K', reason: 'brought-in', because: ['A'] },
    ]);
  });

  it('changes nothing where the change is how it is already', () => {
    const effect = effectOn(PROBLEM, PLAN, { kind: 'pin', leader: 'K', case: 'A' });
    expect(effect.changed).toMatchObject([{ case: 'A', before: 'K', after: 'K', reason: 'asked' }]);
    expect(effect.scoreAfter).toBe(effect.scoreBefore);
  });

  it('places a pair by hand that was no candidate', () => {
    const placed = { score: 30, days: 5 };
    const effect = effectOn(PROBLEM, PLAN, { kind: 'pin', leader: 'K', case: 'C', placed });
    expect(effect.plan.matches).toContainEqual({ leader: 'K', case: 'C', days: 5, score: 30 });
    expect(checkPlan(effect.problem, effect.plan)).toEqual([]);
  });

  it.each<[string, PlanChange[], string]>([
    ['nothing', [], 'no-change-named'],
    ['a leader who is not there', [{ kind: 'forbid', leader: 'Z', case: 'A' }], 'leader-not-in-run'],
    ['a case that is not there', [{ kind: 'unassign', case: 'Z' }], 'case-not-in-run'],
    ['a pair that no rule lets through', [{ kind: 'pin', leader: 'K', case: 'C' }], 'not-a-candidate'],
    [
      'more days than a leader has',
      [
        { kind: 'pin', leader: 'L', case: 'A' },
        { kind: 'pin', leader: 'L', case: 'B' },
      ],
      'pins-contradict',
    ],
  ])('is refused for %s', (_what, changes, code) => {
    const outcome = effectOfChanges(PROBLEM, PLAN, changes, { stability: STABILITY }, solve);
    expect(outcome).toMatchObject({ ok: false, refusal: { code } });
  });

  it('lets the later of two rulings on a pair hold', () => {
    const pinned = { ...PROBLEM, pins: [{ leader: 'K', case: 'A' }] };
    const effect = effectOn(pinned, solve(pinned), { kind: 'forbid', leader: 'K', case: 'A' });
    expect(effect.plan.matches).toContainEqual({ leader: 'L', case: 'A', days: 5, score: 2 });
  });

  it('survives a small solve that gives up, with the repair alone', () => {
    const change: PlanChange = { kind: 'pin', leader: 'L', case: 'A' };
    const outcome = effectOfChanges(PROBLEM, PLAN, [change], { stability: STABILITY }, () => null);
    expect(outcome).toMatchObject({ ok: true, value: { isBest: false, scoreAfter: 9 } });
  });
});

function row(id: string, before: string | null, after: string | null, reason: string) {
  return { case: id, before, after, reason };
}

const SHAPE: ProblemShape = { leaders: 4, cases: 6, halfDays: [1, 2, 3, 5], pins: true };

/** A plan in the planner's words from the best one by trying all. */
function planFrom(problem: Problem, matches: Plan['matches']): Plan {
  const ids = new Set(matches.map((match) => match.case));
  const score = matches.reduce((sum, match) => sum + Math.round(match.score * 1000), 0) / 1000;
  return {
    ...{ version: 1, status: 'feasible', matches, coverage: [], score, scoreBound: 0, gap: 0 },
    ...{ engine: 'test', seconds: 0, seed: 1 },
    uncovered: problem.cases
      .filter((one) => !ids.has(one.id))
      .map((one) => ({ case: one.id, reason: 'all-candidates-full' })),
  };
}

const CHANGES = fc.array(fc.record({ kind: fc.constantFrom('pin', 'forbid', 'unassign'), at: fc.nat() }), {
  minLength: 1,
  maxLength: 2,
});

function changesFor(problem: Problem, given: readonly { kind: string; at: number }[]): PlanChange[] {
  return given.flatMap(({ kind, at }): PlanChange[] => {
    const pair = problem.candidates[at % problem.candidates.length];
    if (pair === undefined) return [];
    if (kind === 'unassign') return [{ kind, case: pair.case }];
    return [{ kind: kind === 'pin' ? kind : 'forbid', leader: pair.leader, case: pair.case }];
  });
}

/** The plan before without what the changed problem forbids or a pin crowds out: what anybody would do by hand. */
function byHand(problem: Problem, matches: Plan['matches']): Problem {
  const is = (pair: ProblemPair) => (one: ProblemPair) =>
    one.leader === pair.leader && one.case === pair.case;
  const pins = problem.pins ?? [];
  const crowded = new Set(pins.map((pin) => pin.leader));
  const kept = problem.candidates.filter(
    (one) => pins.some(is(one)) || (matches.some(is(one)) && !crowded.has(one.leader)),
  );
  return { ...problem, candidates: kept };
}

it('keeps every limit, is never worse than what anybody would do by hand, and is the best where it says so', () => {
  const seen = { effects: 0, best: 0 };
  fc.assert(
    fc.property(
      smallProblems(SHAPE),
      CHANGES,
      fc.integer({ min: 0, max: 20 }),
      (problem, given, stability) => {
        const before = bestPlanOf(problem);
        if (before === null) return;
        const plan = planFrom(problem, before.matches);
        const changes = changesFor(problem, given);
        const outcome = effectOfChanges(problem, plan, changes, { stability }, solve);
        if (!outcome.ok) return;
        const effect = outcome.value;
        expect(checkPlan(effect.problem, effect.plan)).toEqual([]);
        const named = new Set(changes.map((change) => change.case));
        const was = new Map(before.matches.map((match) => [match.case, match.leader]));
        const extra = (pair: ProblemPair): number => {
          const leader = was.get(pair.case);
          const stays = leader === undefined || leader === pair.leader || named.has(pair.case);
          return stays ? 0 : stability * 1000;
        };
        const cost = effect.plan.matches.reduce(
          (sum, match) => sum + Math.round(match.score * 1000) + extra(match),
          0,
        );
        const coverage = effect.coverage.map((level) => level.after);
        const hand = bestPlanOf(byHand(effect.problem, before.matches), extra);
        const order = compareCoverage(coverage, hand?.coverage ?? []);
        expect(order).toBeGreaterThanOrEqual(0);
        expect(order > 0 || cost <= (hand?.cost ?? Infinity)).toBe(true);
        seen.effects += 1;
        if (!effect.isBest) return;
        seen.best += 1;
        const best = bestPlanOf(effect.problem, extra);
        expect({ coverage, cost }).toEqual({ coverage: best?.coverage, cost: best?.cost });
      },
    ),
    { numRuns: 400, seed: 61 },
  );
  expect(seen.effects).toBeGreaterThan(200);
  expect(seen.best).toBeGreaterThan(seen.effects / 2);
});

it('holds its limits also where only a small part is solved again', () => {
  const size = { leaders: 2, cases: 3, outsideLeaders: 1 };
  fc.assert(
    fc.property(smallProblems(SHAPE), CHANGES, (problem, given) => {
      const plan = solve(problem);
      if (plan.status === 'infeasible') return;
      const changes = changesFor(problem, given);
      const outcome = effectOfChanges(problem, plan, changes, { stability: STABILITY, size }, solve);
      if (!outcome.ok) return;
      expect(checkPlan(outcome.value.problem, outcome.value.plan)).toEqual([]);
    }),
    { numRuns: 200, seed: 62 },
  );
});
