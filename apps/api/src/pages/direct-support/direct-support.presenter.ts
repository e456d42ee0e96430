import { type OfferYear, parseIsoDate, type Refusal } from '../../../../../libs/domain/kernel/index.js';
import type { DirectSupport } from '../../../../../libs/features/offers/index.js';
import { dateText, refusalSentence } from '../../../../../libs/wording/index.js';
import { type DateItem, dateItems, NO_REAL_DATE } from '../date-items.js';
import { dateField, type Form, textField } from '../form.js';
import { blanks, formFaults, type FormFaults } from '../form-faults.js';

/** What somebody types of one agreement, or of its end. */
export interface AgreementForm {
  /** URN of a school that was chosen by name; empty: the typed one says which is meant. */
  readonly school: string;
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

export function presentAgreement(
  offer: OfferYear,
  { urn, name, agreed, trustUid, leaderRef, decidedOn, reason, recordedBy }: DirectSupport,
  nameOf: (userId: string) => string,
): AgreementRow {
  return {
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
  };
}

export function agreementForm(given: Form): AgreementForm {
  return {
    school: textField(given, 'school'),
    urn: textField(given, 'urn'),
    leaderRef: textField(given, 'leaderRef'),
    on: dateField(given, 'on'),
    reason: textField(given, 'reason'),
    agreed: textField(given, 'agreed') !== 'no',
  };
}

/** A school that can be chosen by name is shown so, also when an address gave its number. */
export function presentAgreementForm(
  { on, ...form }: AgreementForm,
  schools: ReadonlyMap<string, string>,
): AgreementFields {
  const isNamed = form.school === '' && schools.has(form.urn);
  return { ...form, ...(isNamed ? { school: form.urn, urn: '' } : {}), on: dateItems(on) };
}

/** The school that is meant: as typed, else as chosen. */
export function urnOf({ school, urn }: AgreementForm): string {
  return urn === '' ? school : urn;
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

/** Everything that is wrong with a form that was refused, at its field. */
export function agreementFaults(form: AgreementForm, refusal: Refusal): FormFaults {
  const noDate = form.on !== '' && parseIsoDate(form.on) === undefined;
  return formFaults(
    ['urn', 'leaderRef', 'on-day', 'reason'],
    [
      ...blanks(
        { urn: urnOf(form), reason: form.reason },
        { urn: 'Choose the school or enter its URN', reason: 'Say why' },
      ),
      noDate || refusal.code === 'bad-date' ? { field: 'on-day', text: NO_REAL_DATE } : null,
      { field: FIELD_OF[refusal.code] ?? null, text: refusalSentence(refusal) },
    ],
  );
}
