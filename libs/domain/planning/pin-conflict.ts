import type { IntegerPair, IntegerProblem } from './integer-problem.js';

/**
 * A smallest set of pins that no plan can honour together, or null when all can. Pins bind only through a case (one
 * leader at most), a leader's days or a leader's engagements, and through nothing else: so a contradiction lies within
 * the pins of one case or of one leader. Smallest means fewest pins: one that is forbidden or too long for its leader; two
 * for one case, or the fewest of one leader, longest first, whose days exceed the budget (no other set of that size takes
 * more days); or any one more than the leader's engagements. Ties go to the lowest id, so the answer never depends on the
 * document's order.
 *
 * @returns indices into `problem.pairs`, ascending
 */
export function pinConflict(problem: IntegerProblem): readonly number[] | null {
  const conflicts = [...caseConflicts(problem), ...leaderConflicts(problem)];
  const smallest = conflicts.reduce<readonly number[] | null>(
    (best, one) => (best === null || one.length < best.length ? one : best),
    null,
  );
  return smallest === null ? null : [...smallest].sort((left, right) => left - right);
}

function caseConflicts(problem: IntegerProblem): (readonly number[])[] {
  const pinsOfCase = pinsBy(problem, (pair) => pair.case);
  return [
    ...problem.pins.filter((pin) => problem.pairs[pin]?.forbidden === true).map((pin) => [pin]),
    ...[...pinsOfCase.values()].filter((pins) => pins.length > 1).map((pins) => pins.slice(0, 2)),
  ];
}

function leaderConflicts(problem: IntegerProblem): (readonly number[])[] {
  return [...pinsBy(problem, (pair) => pair.leader)].flatMap(([index, pins]) => {
    const leader = problem.leaders[index];
    if (leader === undefined) return [];
    const overDays = fewestOverBudget(problem, pins, leader.halfDays);
    const overEngagements = pins.length > leader.engagements ? pins.slice(0, leader.engagements + 1) : null;
    return [overDays, overEngagements].filter((conflict) => conflict !== null);
  });
}

function fewestOverBudget(
  problem: IntegerProblem,
  pins: readonly number[],
  budget: number,
): readonly number[] | null {
  const daysOf = (pin: number): number => problem.pairs[pin]?.halfDays ?? 0;
  const longestFirst = [...pins].sort((left, right) => daysOf(right) - daysOf(left) || left - right);
  let total = 0;
  for (const [position, pin] of longestFirst.entries()) {
    total += daysOf(pin);
    if (total > budget) return longestFirst.slice(0, position + 1);
  }
  return null;
}

function pinsBy(problem: IntegerProblem, key: (pair: IntegerPair) => number): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const pin of problem.pins) {
    const pair = problem.pairs[pin];
    if (pair === undefined) continue;
    const group = groups.get(key(pair)) ?? [];
    group.push(pin);
    groups.set(key(pair), group);
  }
  return groups;
}
