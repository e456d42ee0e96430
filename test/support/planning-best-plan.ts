import type { PlanMatch, Problem, ProblemPair } from '../../libs/domain/planning/index.js';
import { compareCoverage } from './planning-brute-force.js';

export interface BestPlan {
  readonly matches: readonly PlanMatch[];
  /** By priority, best first. */
  readonly coverage: readonly number[];
  /** Thousandths, with what `extra` adds. */
  readonly cost: number;
}

/**
 * The best plan of a tiny problem with its matches, by trying every leader (or none) for every case; null when the pins
 * cannot be honoured.
 *
 * @param extra thousandths to add to a pair's score
 */
export function bestPlanOf(
  problem: Problem,
  extra: (pair: ProblemPair) => number = () => 0,
): BestPlan | null {
  const priorities = [...new Set(problem.cases.map((one) => one.priority ?? 1))].sort((a, b) => a - b);
  const has = (pairs: readonly ProblemPair[] | undefined, pair: ProblemPair): boolean =>
    (pairs ?? []).some((one) => one.leader === pair.leader && one.case === pair.case);
  let best: BestPlan | null = null;
  const visit = (index: number, matches: readonly PlanMatch[], cost: number): void => {
    const one = problem.cases[index];
    if (one === undefined) {
      const coverage = priorities.map(
        (priority) =>
          matches.filter(
            (match) => (problem.cases.find((other) => other.id === match.case)?.priority ?? 1) === priority,
          ).length,
      );
      const order = best === null ? 1 : compareCoverage(coverage, best.coverage);
      if (order > 0 || (order === 0 && cost < (best?.cost ?? Infinity))) best = { matches, coverage, cost };
      return;
    }
    const pins = (problem.pins ?? []).filter((pin) => pin.case === one.id);
    if (pins.length === 0) visit(index + 1, matches, cost);
    for (const candidate of problem.candidates.filter((other) => other.case === one.id)) {
      if (has(problem.forbids, candidate)) continue;
      if (!pins.every((pin) => pin.leader === candidate.leader)) continue;
      const leader = problem.leaders.find((other) => other.id === candidate.leader);
      const own = matches.filter((match) => match.leader === candidate.leader);
      const days = candidate.days ?? one.days;
      const used = own.reduce((sum, match) => sum + match.days, days);
      if (used > (leader?.days ?? 0) || own.length + 1 > (leader?.maxEngagements ?? Infinity)) continue;
      visit(
        index + 1,
        [...matches, { leader: candidate.leader, case: one.id, days, score: candidate.score }],
        cost + Math.round(candidate.score * 1000) + extra(candidate),
      );
    }
  };
  visit(0, [], 0);
  return best;
}
