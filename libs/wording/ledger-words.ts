import type { HalfDays } from '../domain/kernel/index.js';
import type { LedgerKind } from '../domain/ledger/index.js';
import { codeWords, daysText, sentence } from './format.js';

/** One row of a leader's ledger as far as words go. */
export interface LedgerMovement {
  readonly kind: LedgerKind;
  readonly deltaHalfDays: number;
  /** Code of why, e.g. `survey`, `declined`. */
  readonly reason: string;
  /** School or trust that the days are for; null: for none. */
  readonly caseName: string | null;
}

/** Kinds of rows as column entries and filters name them. */
export const LEDGER_KIND_NAMES: Readonly<Record<LedgerKind, string>> = {
  grant: 'Offered',
  adjust: 'Offer changed',
  reserve: 'Reserved',
  release: 'Given back',
  deliver: 'Delivered',
};

/** Why days were given back, after "because". A code that is not here is read as its own words. */
const RELEASE_REASONS: Readonly<Record<string, string>> = {
  declined: 'the match was declined',
  lapsed: 'the match was not answered in time',
  'waiting-ended': 'the answer was not waited for any longer',
  unpublished: 'the match was unpublished',
  superseded: 'another match took its place',
  stopped: 'a conflict of interest was declared',
  delivered: 'the visits are confirmed',
  'ended-early': 'the support ended early',
  completed: 'the support is complete',
};

const WORDS: Readonly<Record<LedgerKind, (movement: LedgerMovement) => string>> = {
  grant: (movement) => `${days(movement)} offered in the survey answer`,
  adjust: (movement) =>
    movement.reason === 'withdrawn'
      ? `the survey answer was withdrawn: ${days(movement)} that were not promised taken back`
      : `the survey answer changed: ${days(movement)} ${movement.deltaHalfDays > 0 ? 'more' : 'fewer'}`,
  reserve: (movement) => `${days(movement)} reserved for ${who(movement)}`,
  release: (movement) =>
    `${days(movement)} for ${who(movement)} no longer reserved, because ${RELEASE_REASONS[movement.reason] ?? `of this: ${codeWords(movement.reason)}`}`,
  deliver: (movement) => `${days(movement)} delivered to ${who(movement)}`,
};

/** What happened to a leader's days, in a sentence. */
export function ledgerSentence(movement: LedgerMovement): string {
  return sentence(WORDS[movement.kind](movement));
}

function days({ deltaHalfDays }: LedgerMovement): string {
  const halfDays: HalfDays = Math.abs(deltaHalfDays);
  return daysText(halfDays);
}

function who({ caseName }: LedgerMovement): string {
  return caseName ?? 'a school or trust';
}
