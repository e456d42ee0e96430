import type { PlanMatch, Problem, ProblemPair } from '../../libs/domain/planning/index.js';

/**
 * Pins first, then case by case whoever has room, in an order that `seed` turns: a sound plan that is seldom the best.
 * Null when the pins cannot be honoured.
 */
export function greedyMatches(problem: Problem, seed: number): readonly PlanMatch[] | null {
  const left = new Map(
    problem.leaders.map((leader) => [
      leader.id,
      { days: leader.days, engagements: leader.maxEngagements ?? Infinity },
    ]),
  );
  const isIn = (pairs: readonly ProblemPair[] | undefined, pair: ProblemPair): boolean =>
    (pairs ?? []).some((one) => one.leader === pair.leader && one.case === pair.case);
  const matches: PlanMatch[] = [];
  const take = (pair: ProblemPair): boolean => {
    const candidate = problem.candidates.find((one) => one.leader === pair.leader && one.case === pair.case);
    const room = left.get(pair.leader);
    const days = candidate?.days ?? problem.cases.find((one) => one.id === pair.case)?.days;
    if (candidate === undefined || room === undefined || days === undefined) return false;
    if (days > room.days || room.engagements < 1 || isIn(problem.forbids, pair)) return false;
    if (matches.some((match) => match.case === pair.case)) return false;
    left.set(pair.leader, { days: room.days - days, engagements: room.engagements - 1 });
    matches.push({ leader: pair.leader, case: pair.case, days, score: candidate.score });
    return true;
  };
  if (!(problem.pins ?? []).every(take)) return null;
  const turn = problem.candidates.length === 0 ? 0 : seed % problem.candidates.length;
  for (const candidate of [...problem.candidates.slice(turn), ...problem.candidates.slice(0, turn)]) {
    take(candidate);
  }
  return matches;
}
