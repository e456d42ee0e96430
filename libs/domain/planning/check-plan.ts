import { conflictViolations } from './check-conflict.js';
import { groupBy } from './group-by.js';
import type { Plan, PlanMatch } from './plan.js';
import { pairKey } from './pair-key.js';
import { type PlanViolation, violation } from './plan-violation.js';
import type { Problem, ProblemCandidate } from './problem.js';

/**
 * Checks a plan against its problem from the contract alone: nothing here comes from the planner. Limits, sums and claims
 * are computed afresh in half-days and thousandths. What cannot be checked cheaply is taken on trust: that a bound is
 * really proven, and that a conflict is the smallest there is.
 *
 * @param problem accepted by `parseProblem`
 * @returns every violation; empty for a sound plan
 */
export function checkPlan(problem: Problem, plan: Plan): PlanViolation[] {
  return [
    ...matchViolations(problem, plan),
    ...limitViolations(problem, plan),
    ...rulingViolations(problem, plan),
    ...uncoveredViolations(problem, plan),
    ...coverageViolations(problem, plan),
    ...scoreViolations(plan),
    ...statusViolations(plan),
    ...headerViolations(plan),
    ...shareViolations(problem, plan),
    ...conflictViolations(problem, plan),
  ];
}

function matchViolations(problem: Problem, plan: Plan): PlanViolation[] {
  const leaders = new Set(problem.leaders.map((leader) => leader.id));
  const daysOfCase = new Map(problem.cases.map((one) => [one.id, one.days]));
  const candidates = new Map(problem.candidates.map((candidate) => [pairKey(candidate), candidate]));
  const seen = new Set<string>();
  return plan.matches.flatMap((match) => {
    const found: PlanViolation[] = [];
    const facts = { leader: match.leader, case: match.case };
    if (!leaders.has(match.leader)) found.push(violation('unknown-leader', facts));
    if (!daysOfCase.has(match.case)) found.push(violation('unknown-case', facts));
    if (seen.has(match.case)) found.push(violation('case-matched-twice', facts));
    seen.add(match.case);
    const candidate = candidates.get(pairKey(match));
    if (candidate === undefined) return [...found, violation('not-a-candidate', facts)];
    return [...found, ...figureViolations(match, candidate, daysOfCase.get(match.case))];
  });
}

function figureViolations(
  match: PlanMatch,
  candidate: ProblemCandidate,
  daysOfCase: number | undefined,
): PlanViolation[] {
  const facts = { leader: match.leader, case: match.case };
  const days = candidate.days ?? daysOfCase;
  return [
    ...(match.days === days ? [] : [violation('wrong-days', { ...facts, days: match.days })]),
    ...(match.score === candidate.score ? [] : [violation('wrong-score', { ...facts, score: match.score })]),
  ];
}

function limitViolations(problem: Problem, plan: Plan): PlanViolation[] {
  const held = groupBy(plan.matches, (match) => match.leader);
  return problem.leaders.flatMap((leader) => {
    const own = held.get(leader.id) ?? [];
    const halfDays = own.reduce((sum, match) => sum + Math.round(match.days * 2), 0);
    const most = leader.maxEngagements;
    return [
      ...(halfDays <= Math.round(leader.days * 2)
        ? []
        : [violation('over-days', { leader: leader.id, days: halfDays / 2, limit: leader.days })]),
      ...(most === undefined || own.length <= most
        ? []
        : [violation('over-engagements', { leader: leader.id, engagements: own.length, limit: most })]),
    ];
  });
}

function rulingViolations(problem: Problem, plan: Plan): PlanViolation[] {
  const matched = new Set(plan.matches.map(pairKey));
  const missing =
    plan.status === 'infeasible' ? [] : (problem.pins ?? []).filter((pin) => !matched.has(pairKey(pin)));
  const forbidden = (problem.forbids ?? []).filter((pair) => matched.has(pairKey(pair)));
  return [
    ...missing.map((pin) => violation('pin-missing', { ...pin })),
    ...forbidden.map((pair) => violation('forbidden-match', { ...pair })),
  ];
}

/** Every case is either matched or listed as uncovered, once, with a reason. */
function uncoveredViolations(problem: Problem, plan: Plan): PlanViolation[] {
  const matched = new Set(plan.matches.map((match) => match.case));
  const expected = problem.cases.map((one) => one.id).filter((id) => !matched.has(id));
  const listed = plan.uncovered.map((one) => one.case);
  const missing = difference(expected, listed);
  const excess = [...difference(listed, expected), ...repeated(listed)];
  return [
    ...(missing.length + excess.length === 0 ? [] : [violation('uncovered-list-wrong', { missing, excess })]),
    ...plan.uncovered
      .filter((one) => one.reason === '')
      .map((one) => violation('reason-missing', { case: one.case })),
  ];
}

function difference(ids: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return ids.filter((id) => !known.has(id));
}

function repeated(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.size === seen.add(id).size);
}

function coverageViolations(problem: Problem, plan: Plan): PlanViolation[] {
  const matched = new Set(plan.matches.map((match) => match.case));
  const byPriority = groupBy(problem.cases, (one) => one.priority ?? 1);
  const expected = [...byPriority]
    .sort(([left], [right]) => left - right)
    .map(([priority, cases]) => ({
      priority,
      cases: cases.length,
      covered: cases.filter((one) => matched.has(one.id)).length,
    }));
  const claimed = plan.coverage.map(({ priority, cases, covered }) => ({ priority, cases, covered }));
  return [
    ...(JSON.stringify(claimed) === JSON.stringify(expected)
      ? []
      : [violation('coverage-wrong', { claimed, expected })]),
    ...plan.coverage
      .filter(
        (level) => !Number.isInteger(level.bound) || level.bound < level.covered || level.bound > level.cases,
      )
      .map((level) => violation('coverage-bound-wrong', { ...level })),
  ];
}

function scoreViolations(plan: Plan): PlanViolation[] {
  const score = plan.matches.reduce((sum, match) => sum + Math.round(match.score * 1000), 0);
  const bound = Math.round(plan.scoreBound * 1000);
  const gap = plan.score === 0 ? 0 : (plan.score - plan.scoreBound) / plan.score;
  return [
    ...(plan.score === score / 1000
      ? []
      : [violation('total-score-wrong', { claimed: plan.score, sum: score / 1000 })]),
    ...(plan.scoreBound >= 0 && bound <= score && bound / 1000 === plan.scoreBound
      ? []
      : [violation('score-bound-wrong', { bound: plan.scoreBound, score: plan.score })]),
    ...(Math.abs(plan.gap - gap) <= 1e-9
      ? []
      : [violation('gap-wrong', { claimed: plan.gap, computed: gap })]),
  ];
}

function statusViolations(plan: Plan): PlanViolation[] {
  const boundsAreMet =
    plan.score === plan.scoreBound && plan.coverage.every((level) => level.covered === level.bound);
  const isSound =
    plan.status === 'infeasible' ? plan.matches.length === 0 : (plan.status === 'optimal') === boundsAreMet;
  return isSound ? [] : [violation('status-wrong', { status: plan.status, boundsAreMet })];
}

function headerViolations(plan: Plan): PlanViolation[] {
  // A plan read back from a file may name any version, whatever its type says.
  const version: number = plan.version;
  return [
    ...(version === 1 ? [] : [violation('unknown-version', { version })]),
    ...(plan.engine !== '' && plan.seconds >= 0 && Number.isSafeInteger(plan.seed)
      ? []
      : [violation('header-wrong', { engine: plan.engine, seconds: plan.seconds, seed: plan.seed })]),
  ];
}

function shareViolations(problem: Problem, plan: Plan): PlanViolation[] {
  if (plan.largestShare === undefined) return [];
  const held = groupBy(plan.matches, (match) => match.leader);
  const shares = problem.leaders
    .filter((leader) => leader.days > 0)
    .map((leader) => (held.get(leader.id) ?? []).reduce((sum, match) => sum + match.days, 0) / leader.days);
  const largest = Math.max(0, ...shares);
  return Math.abs(plan.largestShare - largest) <= 1e-9
    ? []
    : [violation('largest-share-wrong', { claimed: plan.largestShare, computed: largest })];
}
