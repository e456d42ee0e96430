import { checkPlan, type Plan, type Problem } from '../../libs/domain/planning/index.js';
import type { Answer } from './answer.js';
import { costsOfLeavingOut, prioritiesOf } from './compact-model.js';

/** An answer's figures, computed from the problem; a plan that breaks it has none. */
export type Verdict =
  { readonly kind: 'sound'; readonly figures: Figures } | { readonly kind: 'rejected'; readonly why: string };

export interface Figures {
  /** By priority, best first. */
  readonly covered: readonly number[];
  readonly score: number;
  /** Points for each case left out, and the score. */
  readonly weighted: number;
  /** No plan's weighted sum is less, as far as the solver proves; null: nothing proven. */
  readonly weightedBound: number | null;
  /** (weighted - weightedBound) / weighted. */
  readonly gap: number | null;
  /** Our planner's own bounds; null for others. */
  readonly planBounds: {
    readonly coverage: readonly number[];
    readonly score: number;
    readonly gap: number;
  } | null;
}

/** Room for floating point in a solver's bound. */
const TOLERANCE = 1e-6;

/** Turns the answer into a plan and has it checked: nobody's word is taken for a figure. */
export function judge(problem: Problem, answer: Answer): Verdict {
  const plan = answer.kind === 'plan' ? answer.plan : planOf(problem, answer.pairs);
  if (plan === null) return { kind: 'rejected', why: 'a match that is no candidate' };
  const [violation] = checkPlan(problem, plan);
  if (violation !== undefined) {
    return { kind: 'rejected', why: `${violation.code} ${JSON.stringify(violation.facts).slice(0, 120)}` };
  }
  const covered = plan.coverage.map((level) => level.covered);
  const weighted = weightedSum(problem, covered, plan.score);
  const ownBound =
    answer.kind === 'plan'
      ? weightedSum(
          problem,
          plan.coverage.map((level) => level.bound),
          plan.scoreBound,
        )
      : answer.bound;
  if (ownBound !== null && ownBound > weighted + TOLERANCE * Math.max(1, weighted)) {
    return { kind: 'rejected', why: `its bound ${ownBound} lies above its own plan's ${weighted}` };
  }
  const weightedBound = ownBound === null ? null : Math.max(0, Math.min(ownBound, weighted));
  return {
    kind: 'sound',
    figures: {
      covered,
      score: plan.score,
      weighted,
      weightedBound,
      gap: weightedBound === null ? null : weighted === 0 ? 0 : (weighted - weightedBound) / weighted,
      planBounds:
        answer.kind === 'plan'
          ? { coverage: plan.coverage.map((level) => level.bound), score: plan.scoreBound, gap: plan.gap }
          : null,
    },
  };
}

/** @returns above 0 when the left plan is better, in the strict order of aims */
export function comparePlans(left: Figures, right: Figures): number {
  const at = left.covered.findIndex((count, level) => count !== right.covered[level]);
  if (at >= 0) return (left.covered[at] ?? 0) - (right.covered[at] ?? 0);
  return Math.round((right.score - left.score) * 1000);
}

/** Whether a bound that `claims` makes is refuted by a plan that somebody else found. */
export function isRefuted(claims: Figures, found: Figures): boolean {
  const bounds = claims.planBounds;
  if (bounds === null) {
    const bound = claims.weightedBound ?? -Infinity;
    return found.weighted < bound - TOLERANCE * Math.max(1, bound);
  }
  const keeps = (upTo: number): boolean =>
    claims.covered.slice(0, upTo).every((count, level) => (found.covered[level] ?? 0) >= count);
  const coversMore = bounds.coverage.some(
    (bound, level) => keeps(level) && (found.covered[level] ?? 0) > bound,
  );
  const isSameCoverage = claims.covered.every((count, level) => found.covered[level] === count);
  return coversMore || (isSameCoverage && Math.round(found.score * 1000) < Math.round(bounds.score * 1000));
}

function weightedSum(problem: Problem, covered: readonly number[], score: number): number {
  const costs = costsOfLeavingOut(problem);
  return prioritiesOf(problem).reduce((sum, priority, level) => {
    const cases = problem.cases.filter((one) => (one.priority ?? 1) === priority).length;
    return sum + (cases - (covered[level] ?? 0)) * (costs.get(priority) ?? 0);
  }, score);
}

/** A plan that claims nothing but its matches; null where a match is no candidate. */
function planOf(problem: Problem, pairs: readonly (readonly [string, string])[]): Plan | null {
  const daysOf = new Map(problem.cases.map((one) => [one.id, one.days]));
  const candidates = new Map(problem.candidates.map((one) => [JSON.stringify([one.leader, one.case]), one]));
  const matches = pairs.flatMap((pair) => {
    const candidate = candidates.get(JSON.stringify(pair));
    if (candidate === undefined) return [];
    const { leader, case: caseId, score } = candidate;
    return [{ leader, case: caseId, days: candidate.days ?? daysOf.get(caseId) ?? 0, score }];
  });
  if (matches.length < pairs.length) return null;
  const matched = new Set(matches.map((match) => match.case));
  const score = matches.reduce((sum, match) => sum + Math.round(match.score * 1000), 0) / 1000;
  const coverage = prioritiesOf(problem).map((priority) => {
    const cases = problem.cases.filter((one) => (one.priority ?? 1) === priority);
    const covered = cases.filter((one) => matched.has(one.id)).length;
    return { priority, cases: cases.length, covered, bound: cases.length };
  });
  const scoreBound = 0;
  const isOptimal = score === scoreBound && coverage.every((level) => level.covered === level.bound);
  return {
    version: 1,
    status: isOptimal ? 'optimal' : 'feasible',
    matches,
    uncovered: problem.cases
      .filter((one) => !matched.has(one.id))
      .map((one) => ({ case: one.id, reason: 'left-out' })),
    coverage,
    score,
    scoreBound,
    gap: score === 0 ? 0 : 1,
    engine: 'another',
    seconds: 0,
    seed: 0,
  };
}
