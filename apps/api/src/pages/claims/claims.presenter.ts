import type { ClaimLine, ClaimView } from '../../../../../libs/features/delivery/index.js';
import {
  CLAIM_STATE_NAMES,
  dateText,
  daysText,
  OFFER_NAMES,
  poundsText,
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

export function presentLine(line: ClaimLine): ClaimLineRow {
  return {
    ...{ leader: line.leaderName, school: line.caseName },
    ...{ visited: dateText(line.visitedOn), signed: dateText(line.signedOn) },
    ...{ days: daysText(line.halfDays), amount: poundsText(line.amountPence) },
  };
}
