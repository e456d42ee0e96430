import { type OfferYear, parseIsoDate, type Refusal } from '../../../../../libs/domain/kernel/index.js';
import { dateField, type Form, textField } from '../form.js';
import type { ClaimLine, ClaimView, Unclaimed } from '../../../../../libs/features/delivery/index.js';
import {
  CLAIM_STATE_NAMES,
  dateText,
  daysText,
  OFFER_NAMES,
  plural,
  poundsText,
  refusalSentence,
} from '../../../../../libs/wording/index.js';

export interface ClaimRow {
  readonly href: string;
  readonly made: string;
  readonly offer: string;
  readonly whose: string;
  readonly period: string;
  readonly days: string;
  readonly amount: string;
  readonly state: { readonly text: string; readonly classes: string };
}

export interface ClaimLineRow {
  readonly leader: string;
  readonly school: string;
  readonly visited: string;
  readonly signed: string;
  readonly days: string;
  readonly amount: string;
}

export function presentClaim(claim: ClaimView): ClaimRow {
  return {
    href: `/claims/${claim.id}`,
    made: dateText(claim.madeAt.toISOString().slice(0, 10)),
    offer: OFFER_NAMES[claim.offer],
    whose: claim.leaderName ?? 'All leaders',
    period: `${dateText(claim.from)} to ${dateText(claim.to)}`,
    days: daysText(claim.halfDays),
    amount: poundsText(claim.amountPence),
    state: {
      text: CLAIM_STATE_NAMES[claim.state],
      classes: claim.state === 'made' ? 'govuk-tag--green' : 'govuk-tag--grey',
    },
  };
}

/** What of an offer still waits to be claimed. */
export function waitingText(offer: OfferYear, { visits, halfDays }: Unclaimed): string {
  if (visits === 0) return `No signed visit of ${OFFER_NAMES[offer]} is waiting to be claimed.`;
  return `${plural(visits, 'signed visit', 'signed visits')} of ${OFFER_NAMES[offer]} not claimed yet: ${daysText(halfDays)}.`;
}

export function presentLine(line: ClaimLine): ClaimLineRow {
  return {
    ...{ leader: line.leaderName, school: line.caseName },
    ...{ visited: dateText(line.visitedOn), signed: dateText(line.signedOn) },
    ...{ days: daysText(line.halfDays), amount: poundsText(line.amountPence) },
  };
}

/** What is wrong with a claim that was refused, and at which field. */
export interface ClaimFault {
  readonly field: 'from' | 'to' | 'leaderRef';
  readonly text: string;
  readonly href: string;
}

export function claimFault(refusal: Refusal, form: Form): ClaimFault {
  const at = (field: ClaimFault['field'], text = refusalSentence(refusal)): ClaimFault => ({
    ...{ field, text, href: field === 'leaderRef' ? '#leaderRef' : `#${field}-day` },
  });
  if (refusal.code === 'nothing-to-claim' && textField(form, 'leaderRef') !== '') return at('leaderRef');
  if (refusal.code === 'bad-period') return at('to');
  if (refusal.code !== 'bad-date') return at('from');
  const isFrom = parseIsoDate(dateField(form, 'from')) === undefined;
  return isFrom
    ? at('from', 'Enter the first day of the visits, as a date that there is.')
    : at('to', 'Enter the last day of the visits, as a date that there is.');
}
