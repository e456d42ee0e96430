import { type OfferYear, parseIsoDate, type Refusal } from '../../../../../libs/domain/kernel/index.js';
import type { ListedReferral } from '../../../../../libs/features/offers/index.js';
import { offerPolicy } from '../../../../../libs/domain/offers/index.js';
import { dateText, refusalSentence } from '../../../../../libs/wording/index.js';
import { type DateItem, dateItems, NO_REAL_DATE } from '../date-items.js';
import { dateField, type Form, textField } from '../form.js';
import { blanks, type FormFault, formFaults, type FormFaults } from '../form-faults.js';

/** What somebody types of one request. */
export interface RequestForm {
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly decision: string;
  readonly on: string;
  readonly decidedBy: string;
  readonly reason: string;
}

export interface RequestRow {
  readonly who: string;
  readonly decision: { readonly text: string; readonly classes: string };
  readonly on: string;
  readonly decidedBy: string;
  readonly why: string;
  readonly from: string;
  /** Null: it stands in a file, or was withdrawn. */
  readonly href: string | null;
}

type Decided = ListedReferral['decision'];

const DECISIONS: Readonly<Record<Decided, { readonly text: string; readonly classes: string }>> = {
  accepted: { text: 'Accepted', classes: 'govuk-tag--green' },
  declined: { text: 'Declined', classes: 'govuk-tag--grey' },
  pending: { text: 'Not decided yet', classes: 'govuk-tag--yellow' },
};
/** A file may lack it. */
const NOT_RECORDED = 'Not recorded';
const WITHDRAWN = { text: 'Withdrawn', classes: 'govuk-tag--red' };

export function stateOf(state: Decided | 'withdrawn'): RequestRow['decision'] {
  return state === 'withdrawn' ? WITHDRAWN : DECISIONS[state];
}

export interface RequestWords {
  readonly title: string;
  readonly intro: string;
  readonly file: string;
}

/** An offer on application asks every school and trust to apply; in others a request stands beside the criteria. */
export function requestWords(offer: OfferYear): RequestWords {
  return offerPolicy(offer).lists.includes('applications')
    ? {
        title: 'Applications',
        intro:
          'The offer is on application: the regional team decides. A school or trust about which nothing stands here stays undecided until the list of applications is loaded.',
        file: 'List of applications',
      }
    : {
        title: 'Exceptional requests',
        intro:
          'Outside the criteria a school or trust may ask for support. It is considered in discussion with the regional schools commissioner, and what was decided is recorded here.',
        file: 'List of referrals',
      };
}

export function requestsAddress(offer: OfferYear): string {
  return `/rounds/${offer}/requests`;
}

/** The form in which a decision about this school or trust is recorded. */
export function requestFormAddress(
  offer: OfferYear,
  subjectKind: ListedReferral['subjectKind'],
  subjectId: string,
): string {
  return `${requestsAddress(offer)}/form?${new URLSearchParams({ subjectKind, subjectId }).toString()}`;
}

/** Hill School (URN 100001). */
export function subjectText({
  subjectKind,
  subjectId,
  name,
}: Pick<ListedReferral, 'subjectKind' | 'subjectId' | 'name'>): string {
  const id = subjectKind === 'school' ? `URN ${subjectId}` : `trust UID ${subjectId}`;
  return name === null ? `${id.charAt(0).toUpperCase()}${id.slice(1)}` : `${name} (${id})`;
}

export function presentRequest(
  offer: OfferYear,
  referral: ListedReferral,
  nameOf: (userId: string) => string,
): RequestRow {
  const { referralId, decision, decidedOn, decidedBy, reason, recordedBy, withdrawn } = referral;
  const taken = withdrawn === null ? '' : `. Withdrawn by ${nameOf(withdrawn.by)}: ${withdrawn.reason}`;
  return {
    who: subjectText(referral),
    decision: stateOf(withdrawn === null ? decision : 'withdrawn'),
    on: decidedOn === null ? 'No date' : dateText(decidedOn),
    decidedBy: decidedBy ?? (decision === 'pending' ? 'Nobody yet' : NOT_RECORDED),
    why: `${reason ?? NOT_RECORDED}${taken}`,
    from: recordedBy === null ? requestWords(offer).file : `Recorded by ${nameOf(recordedBy)}`,
    href: referralId === null || withdrawn !== null ? null : `${requestsAddress(offer)}/${referralId}`,
  };
}

export function requestForm(given: Form): RequestForm {
  return {
    subjectKind: textField(given, 'subjectKind'),
    subjectId: textField(given, 'subjectId'),
    decision: textField(given, 'decision'),
    on: dateField(given, 'on'),
    decidedBy: textField(given, 'decidedBy'),
    reason: textField(given, 'reason'),
  };
}

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly checked: boolean;
}

export interface RequestFields {
  readonly kinds: readonly Choice[];
  readonly subjectId: string;
  readonly decisions: readonly Choice[];
  readonly on: readonly DateItem[];
  readonly decidedBy: string;
  readonly reason: string;
}

export function presentRequestForm(form: RequestForm): RequestFields {
  return {
    kinds: [
      { value: 'school', text: 'A school', checked: form.subjectKind === 'school' },
      { value: 'trust', text: 'A trust', checked: form.subjectKind === 'trust' },
    ],
    subjectId: form.subjectId,
    decisions: (['accepted', 'declined', 'pending'] as const).map((value) => ({
      value,
      text: DECISIONS[value].text,
      checked: form.decision === value,
    })),
    on: dateItems(form.on),
    decidedBy: form.decidedBy,
    reason: form.reason,
  };
}

/** What is missing, before anything is asked of the service; nothing: what was typed may be recorded. */
export function missingInRequest(form: RequestForm): readonly FormFault[] {
  const isKind = form.subjectKind === 'school' || form.subjectKind === 'trust';
  const missing = blanks(
    {
      ...form,
      subjectKind: isKind ? form.subjectKind : '',
      decision: Object.hasOwn(DECISIONS, form.decision) ? form.decision : '',
    },
    {
      subjectKind: 'Choose whether a school or a trust asked',
      subjectId: 'Enter the URN of the school, or the UID of the trust',
      decision: 'Choose what was decided',
      reason: 'Say why',
    },
  );
  const noDate = form.on !== '' && parseIsoDate(form.on) === undefined;
  return noDate ? [...missing, { field: 'on-day', text: NO_REAL_DATE }] : missing;
}

const FIELD_OF: Readonly<Record<string, string>> = {
  'unknown-school': 'subjectId',
  'unknown-trust': 'subjectId',
  'bad-date': 'on-day',
  'date-in-future': 'on-day',
  'decided-by-too-long': 'decidedBy',
  'reason-needed': 'reason',
  'reason-too-long': 'reason',
};

/** Everything that is wrong, at its field. */
export function requestFaults(missing: readonly FormFault[], refusal?: Refusal): FormFaults {
  const text = refusal?.code === 'bad-date' ? NO_REAL_DATE : refusal && refusalSentence(refusal);
  const field = FIELD_OF[refusal?.code ?? ''] ?? null;
  const refused = text === undefined ? null : { field, text };
  return formFaults(
    ['subjectKind', 'subjectId', 'decision', 'on-day', 'decidedBy', 'reason'],
    [...missing, refused],
  );
}
