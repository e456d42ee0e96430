import { type OfferYear, parseIsoDate, type Refusal } from '../../../../../libs/domain/kernel/index.js';
import { dateField, type Form, textField } from '../form.js';
import { type FormFault, formFaults, type FormFaults } from '../form-faults.js';
import type { ClaimLine, ClaimView, Unclaimed } from '../../../../../libs/features/delivery/index.js';
import {
  CLAIM_STATE_NAMES,
  dateText,
  daysText,
  OFFER_NAMES,
  plural,
  poundsText,
  refusalSentence,
  dayInEngland,
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
    made: dateText(dayInEngland(claim.madeAt)),
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

/** What is wrong with a claim that was refused: every date that there is not, or what it was refused for. */
export function claimFaults(refusal: Refusal | undefined, form: Form): FormFaults {
  if (refusal === undefined) return formFaults([], []);
  const isDate = (name: string): boolean => parseIsoDate(dateField(form, name)) !== undefined;
  const at = (field: string, text: string): FormFault => ({ field, text });
  const dates = [
    isDate('from')
      ? null
      : at('from-day', 'Enter the first day of the visits: day, month and year of a real date.'),
    isDate('to')
      ? null
      : at('to-day', 'Enter the last day of the visits: day, month and year of a real date.'),
  ];
  const isLeaders = refusal.code === 'nothing-to-claim' && textField(form, 'leaderRef') !== '';
  const field = isLeaders ? 'leaderRef' : refusal.code === 'bad-period' ? 'to-day' : 'from-day';
  const refused = refusal.code === 'bad-date' ? null : at(field, refusalSentence(refusal));
  return formFaults(['from-day', 'to-day', 'leaderRef'], [...dates, refused]);
}
