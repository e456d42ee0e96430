import { daysFromHalfDays } from '../../../../../libs/domain/kernel/index.js';
import { type CaseState, transition } from '../../../../../libs/domain/lifecycle/index.js';
import type { NextCandidate } from '../../../../../libs/features/runs/index.js';

export interface NextRow {
  readonly ref: string;
  readonly name: string;
  readonly daysLeft: number;
  readonly possible: boolean;
  readonly why: string;
}

const NOT_AGAIN: Partial<Readonly<Record<CaseState, string>>> = {
  matched: 'The case has another match since: the page of the case leads to it.',
  active: 'The case has another match since, and its support is under way: the page of the case leads to it.',
  'turned-down': 'The school or trust turned the support down, so the case is offered to nobody else.',
  closed: 'The support of the case is over, so it is offered to nobody else.',
};

/** Why a case is offered to no other leader now; null: it can be. */
export function notOfferedAgain(state: CaseState | null): string | null {
  if (state !== null && transition('case', state, 'match').ok) return null;
  return NOT_AGAIN[state ?? 'closed'] ?? null;
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
