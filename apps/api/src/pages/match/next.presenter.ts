import { daysFromHalfDays } from '../../../../../libs/domain/kernel/index.js';
import type { NextCandidate } from '../../../../../libs/features/runs/index.js';

export interface NextRow {
  readonly ref: string;
  readonly name: string;
  readonly daysLeft: number;
  readonly possible: boolean;
  readonly why: string;
}

/** The next leaders for a case, in the order of the run. */
export function presentNext(
  next: readonly NextCandidate[],
  names: ReadonlyMap<string, string>,
): readonly NextRow[] {
  return next.map(({ leaderRef, halfDaysLeft, candidate, why }) => ({
    ref: leaderRef,
    name: names.get(leaderRef) ?? leaderRef,
    daysLeft: daysFromHalfDays(halfDaysLeft),
    possible: candidate !== null,
    why: why.join(' '),
  }));
}
