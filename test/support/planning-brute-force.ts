import type { Problem } from '../../libs/domain/planning/index.js';

/** Every plan of a tiny problem, by coverage: the least score (thousandths) for each reachable coverage. */
export interface AllPlans {
  /** Priorities present, best first; a coverage lists how many cases are covered at each. */
  readonly priorities: readonly number[];
  /** Coverage as JSON -> least score. Empty when the pins cannot be honoured. */
  readonly leastScore: ReadonlyMap<string, number>;
  /** Coverage and score as JSON -> the smallest largest share of a leader's days. */
  readonly leastShare: ReadonlyMap<string, number>;
}

/** Tries every leader (or none) for every case: written from the contract, without a look at the planner. */
export function allPlans(problem: Problem): AllPlans {
  const priorities = [...new Set(problem.cases.map((one) => one.priority ?? 1))].sort((a, b) => a - b);
  const leastScore = new Map<string, number>();
  const leastShare = new Map<string, number>();
  const holds = (pairs: Problem['pins'], leader: string, caseId: string): boolean =>
    (pairs ?? []).some((pair) => pair.leader === leader && pair.case === caseId);
  const days = new Map<string, number>();
  const count = new Map<string, number>();
  const covered = priorities.map(() => 0);

  const visit = (index: number, score: number): void => {
    const one = problem.cases[index];
    if (one === undefined) {
      const key = JSON.stringify(covered);
      leastScore.set(key, Math.min(leastScore.get(key) ?? Infinity, score));
      const share = problem.leaders
        .filter((leader) => leader.days > 0)
        .reduce((largest, leader) => Math.max(largest, (days.get(leader.id) ?? 0) / leader.days), 0);
      const both = JSON.stringify([covered, score]);
      leastShare.set(both, Math.min(leastShare.get(both) ?? Infinity, share));
      return;
    }
    const pins = (problem.pins ?? []).filter((pin) => pin.case === one.id);
    if (pins.length === 0) visit(index + 1, score);
    for (const candidate of problem.candidates.filter((other) => other.case === one.id)) {
      if (holds(problem.forbids, candidate.leader, one.id)) continue;
      if (!pins.every((pin) => pin.leader === candidate.leader)) continue;
      const leader = problem.leaders.find((other) => other.id === candidate.leader);
      const own = candidate.days ?? one.days;
      const used = (days.get(candidate.leader) ?? 0) + own;
      const engaged = (count.get(candidate.leader) ?? 0) + 1;
      if (leader === undefined || used > leader.days || engaged > (leader.maxEngagements ?? Infinity))
        continue;
      const level = priorities.indexOf(one.priority ?? 1);
      days.set(candidate.leader, used);
      count.set(candidate.leader, engaged);
      covered[level] = (covered[level] ?? 0) + 1;
      visit(index + 1, score + Math.round(candidate.score * 1000));
      days.set(candidate.leader, used - own);
      count.set(candidate.leader, engaged - 1);
      covered[level] = (covered[level] ?? 0) - 1;
    }
  };
  visit(0, 0);
  return { priorities, leastScore, leastShare };
}

/** The lexicographically best coverage and its least score; null when there is no plan. */
export function bestPlan(
  all: AllPlans,
): { readonly coverage: readonly number[]; readonly score: number } | null {
  const plans = [...all.leastScore].map(([key, score]) => ({ coverage: JSON.parse(key) as number[], score }));
  return plans.reduce<(typeof plans)[number] | null>(
    (best, plan) => (best === null || compareCoverage(plan.coverage, best.coverage) > 0 ? plan : best),
    null,
  );
}

export function compareCoverage(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((covered, level) => covered !== right[level]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}
