import type { OfferYear, Refusal } from '../../../../../libs/domain/kernel/index.js';
import type { DirectSupport } from '../../../../../libs/features/offers/index.js';
import { dateText, refusalSentence } from '../../../../../libs/wording/index.js';
import { type DateItem, dateItems, NO_REAL_DATE } from '../date-items.js';
import { dateField, type Form, textField } from '../form.js';

/** What somebody types of one agreement, or of its end. */
export interface AgreementForm {
  readonly urn: string;
  readonly leaderRef: string;
  readonly on: string;
  readonly reason: string;
  /** False: the agreement is taken back. */
  readonly agreed: boolean;
}

export interface AgreementFields extends Omit<AgreementForm, 'on'> {
  readonly on: readonly DateItem[];
}

export interface AgreementRow {
  readonly school: string;
  readonly trust: string;
  readonly state: { readonly text: string; readonly classes: string };
  readonly leader: string;
  readonly on: string;
  readonly why: string;
  readonly by: string;
  /** Null: it was taken back. */
  readonly href: string | null;
}

export function directSupportAddress(offer: OfferYear): string {
  return `/rounds/${offer}/direct-support`;
}

/** The form in which an agreement about one school is recorded, or taken back. */
export function agreementAddress(offer: OfferYear, urn: string, agreed = true): string {
  const query = new URLSearchParams({ urn, ...(agreed ? {} : { agreed: 'no' }) });
  return `${directSupportAddress(offer)}/form?${query.toString()}`;
}

export function presentAgreements(
  offer: OfferYear,
  rows: readonly DirectSupport[],
  nameOf: (userId: string) => string,
): readonly AgreementRow[] {
  return rows.map(({ urn, name, agreed, trustUid, leaderRef, decidedOn, reason, recordedBy }) => ({
    school: name === null ? `URN ${urn}` : `${name} (URN ${urn})`,
    trust: trustUid === null ? '' : `UID ${trustUid}`,
    state: agreed
      ? { text: 'Agreed', classes: 'govuk-tag--green' }
      : { text: 'Taken back', classes: 'govuk-tag--grey' },
    leader: leaderRef ?? '',
    on: dateText(decidedOn),
    why: reason,
    by: nameOf(recordedBy),
    href: agreed ? agreementAddress(offer, urn, false) : null,
  }));
}

export function agreementForm(given: Form): AgreementForm {
  return {
    urn: textField(given, 'urn'),
    leaderRef: textField(given, 'leaderRef'),
    on: dateField(given, 'on'),
    reason: textField(given, 'reason'),
    agreed: textField(given, 'agreed') !== 'no',
  };
}

export function presentAgreementForm({ on, ...form }: AgreementForm): AgreementFields {
  return { ...form, on: dateItems(on) };
}

const FIELD_OF: Readonly<Record<string, string>> = {
  'unknown-school': 'urn',
  'school-in-no-trust': 'urn',
  'already-agreed': 'urn',
  'not-agreed': 'urn',
  'unknown-leader': 'leaderRef',
  'bad-date': 'on-day',
  'date-in-future': 'on-day',
  'reason-needed': 'reason',
  'reason-too-long': 'reason',
};

/** What is wrong, at its field. */
export function agreementErrors(refusal: Refusal): {
  readonly errors: readonly { readonly text: string; readonly href?: string }[];
  readonly faults: Readonly<Record<string, { readonly text: string }>>;
} {
  const text = refusal.code === 'bad-date' ? NO_REAL_DATE : refusalSentence(refusal);
  const field = FIELD_OF[refusal.code];
  if (field === undefined) return { errors: [{ text }], faults: {} };
  return { errors: [{ text, href: `#${field}` }], faults: { [field]: { text } } };
}
