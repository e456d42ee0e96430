import { daysFromHalfDays, OFFER_YEARS, type OfferYear } from '../../../../../libs/domain/kernel/index.js';
import {
  CRITERION_CODES,
  type Decision,
  offerPolicy,
  type RuleFinding,
  takesRequests,
} from '../../../../../libs/domain/offers/index.js';
import type { DecisionSort } from '../../../../../libs/features/offers/index.js';
import {
  begun,
  CONTACT_NAMES,
  CRITERION_NAMES,
  dateText,
  EXTRA_NAMES,
  listText,
  nameIn,
  OFFER_NAMES,
  offeredDaysText,
  placeSentence,
  type PlaceKnown,
  UNIT_NAMES,
  whyDecision,
  whyFinding,
} from '../../../../../libs/wording/index.js';
import { caseAddress } from '../cases/cases.form.js';
import { agreementAddress, directSupportAddress } from '../direct-support/direct-support.presenter.js';
import { requestFormAddress, requestsAddress, requestWords } from '../requests/requests.presenter.js';
import { type ColumnName, type SortColumn, sortColumns } from '../sorted-list.js';
import { eligibilityAddress, type EligibilityForm } from './eligibility.form.js';

interface Tagged {
  readonly text: string;
  readonly classes: string;
}

const ANSWER: Readonly<Record<Decision['eligible'], Tagged>> = {
  yes: { text: 'Eligible', classes: 'govuk-tag--green' },
  no: { text: 'Not eligible', classes: 'govuk-tag--grey' },
  undetermined: { text: 'Cannot be decided', classes: 'govuk-tag--yellow' },
};

const FOUND: Readonly<Record<RuleFinding['answer'], Tagged>> = {
  yes: { text: 'Yes', classes: 'govuk-tag--green' },
  no: { text: 'No', classes: 'govuk-tag--grey' },
  undetermined: { text: 'Not known', classes: 'govuk-tag--yellow' },
};

export interface DecisionListRow {
  readonly href: string;
  readonly name: string;
  readonly id: string;
  readonly answer: Tagged;
  readonly days: string;
  readonly contactBy: string;
  readonly why: string;
  /** Null: it has no case. */
  readonly caseHref: string | null;
}

export function presentDecisions(decisions: readonly Decision[]): readonly DecisionListRow[] {
  return decisions.map((decision) => ({
    href: `/eligibility/${decision.offer}/${decision.subjectKind}/${encodeURIComponent(decision.subjectId)}`,
    name: decision.name,
    id: `${decision.subjectKind === 'school' ? 'URN' : 'UID'} ${decision.subjectId}`,
    answer: ANSWER[decision.eligible],
    days: decision.halfDays === null ? '' : String(daysFromHalfDays(decision.halfDays)),
    contactBy: decision.contactBy === null ? '' : dateText(decision.contactBy),
    why: whyDecision(decision),
    caseHref: caseHref(decision),
  }));
}

const LIST_COLUMNS: readonly ColumnName<DecisionSort>[] = [
  ['name', 'School or trust'],
  ['answer', 'Answer'],
  ['days', 'Days', 'number'],
  ['contactBy', 'Contact by'],
  [null, 'Why'],
];

export function decisionColumns(form: EligibilityForm): readonly SortColumn[] {
  return sortColumns(LIST_COLUMNS, form, (change) => eligibilityAddress(form, change));
}

interface Item {
  readonly value: string;
  readonly text: string;
}

export interface EligibilityChoices {
  readonly offers: readonly Item[];
  readonly answers: readonly Item[];
  readonly kinds: readonly Item[];
  readonly criteria: readonly Item[];
}

export const ELIGIBILITY_CHOICES: EligibilityChoices = {
  offers: [...OFFER_YEARS].reverse().map((value) => ({ value, text: OFFER_NAMES[value] })),
  answers: [
    { value: '', text: 'Any answer' },
    ...(['yes', 'undetermined', 'no'] as const).map((value) => ({ value, text: ANSWER[value].text })),
  ],
  kinds: [
    { value: '', text: 'Schools and trusts' },
    { value: 'school', text: 'Schools' },
    { value: 'trust', text: 'Trusts' },
  ],
  criteria: [
    { value: '', text: 'Any criterion' },
    ...CRITERION_CODES.map((value) => ({ value, text: CRITERION_NAMES[value] })),
  ],
};

/** Each filter in force, with the address that lifts it. */
export function filterTags(
  form: EligibilityForm,
): readonly { readonly text: string; readonly href: string }[] {
  const tag = (name: keyof EligibilityForm, text: string): { text: string; href: string } => ({
    text,
    href: eligibilityAddress(form, { [name]: '' }),
  });
  return [
    ...(form.eligible === '' ? [] : [tag('eligible', ANSWER[form.eligible].text)]),
    ...(form.kind === '' ? [] : [tag('kind', form.kind === 'school' ? 'Schools' : 'Trusts')]),
    ...(form.criterion === '' ? [] : [tag('criterion', nameIn(CRITERION_NAMES, form.criterion))]),
    ...(form.text === '' ? [] : [tag('text', `“${form.text}”`)]),
  ];
}

interface SummaryRow {
  readonly key: { readonly text: string };
  readonly value: { readonly text: string };
}

export interface DecisionPage {
  readonly name: string;
  readonly answer: Tagged;
  readonly why: string;
  /** Null: it has no case. */
  readonly caseHref: string | null;
  readonly facts: readonly SummaryRow[];
  readonly findings: readonly {
    readonly answer: Tagged;
    readonly sentence: string;
    readonly rule: string;
    readonly evidence: string;
  }[];
}

/** One decision with every rule that was asked, in the order asked, and the rows that each one looked at. */
export function presentDecision(decision: Decision, place: PlaceKnown | null = null): DecisionPage {
  const isTrust = decision.subjectKind === 'trust';
  const row = (key: string, text: string | null): readonly SummaryRow[] =>
    text === null || text === '' ? [] : [{ key: { text: key }, value: { text } }];
  return {
    name: decision.name,
    answer: ANSWER[decision.eligible],
    why: whyDecision(decision),
    caseHref: caseHref(decision),
    facts: [
      ...row(isTrust ? 'UID' : 'URN', decision.subjectId),
      ...row('Offer', OFFER_NAMES[decision.offer]),
      ...row('Decided on what was published up to', dateText(decision.asOf)),
      ...row('Criterion', decision.criterion === null ? null : nameIn(CRITERION_NAMES, decision.criterion)),
      ...row('Tier', decision.tier === null ? null : String(decision.tier)),
      ...row('Priority', decision.priority === null ? null : String(decision.priority)),
      ...row('Support', supportText(decision)),
      ...row('Comes with it', listText(decision.extras.map((extra) => nameIn(EXTRA_NAMES, extra)))),
      ...row(
        'Contact, in this order',
        begun(decision.contacts.map((party) => CONTACT_NAMES[party]).join(', then ')),
      ),
      ...row('Contact by', decision.contactBy === null ? null : dateText(decision.contactBy)),
      ...row('Place', place === null ? null : placeText(place)),
    ],
    findings: decision.findings.map((finding) => ({
      answer: FOUND[finding.answer],
      sentence: whyFinding(finding),
      rule: finding.rule,
      evidence: finding.evidence.map(({ file, row: line }) => `${file}, row ${String(line)}`).join('; '),
    })),
  };
}

function caseHref({ eligible, offer, caseId }: Decision): string | null {
  return eligible === 'yes' && caseId !== null ? caseAddress(offer, caseId) : null;
}

/** Where the school or trust is known to be, and what to do where it is not. */
function placeText(place: PlaceKnown): string {
  const known = place.postcode === null ? 'Known' : `Known (${place.postcode})`;
  const roughly = 'Approximate: in the middle of its postcode district or of its schools';
  return placeSentence(place) ?? (place.placed === 'exact' ? known : roughly);
}

function supportText({ offer, unit, supportedId, halfDays, subjectKind }: Decision): string | null {
  if (unit === null || halfDays === null) return null;
  const through = unit === subjectKind ? '' : ` (UID ${supportedId ?? 'not known'})`;
  const days = offeredDaysText(offer, halfDays);
  return `${begun(days)}, ${UNIT_NAMES[unit]}${through}`;
}

interface Link {
  readonly text: string;
  readonly href: string;
}

/** What is recorded by hand beside the files of the offer. */
export function recordLinks(offer: OfferYear): readonly Link[] {
  const policy = offerPolicy(offer);
  return [
    ...(takesRequests(policy) ? [{ text: requestWords(offer).title, href: requestsAddress(offer) }] : []),
    ...(policy.trustLevelRule === null
      ? []
      : [{ text: 'Agreements on direct support', href: directSupportAddress(offer) }]),
  ];
}

/** What a coordinator may record about the subject of one decision. */
export function actionLinks({ offer, subjectKind, subjectId, unit, findings }: Decision): readonly Link[] {
  const policy = offerPolicy(offer);
  const isAgreed = findings.some(({ facts }) => facts['directSupportAgreed'] === true);
  const direct =
    subjectKind !== 'school' || policy.trustLevelRule === null
      ? []
      : isAgreed
        ? [
            {
              text: 'Take back the agreement on direct support',
              href: agreementAddress(offer, subjectId, false),
            },
          ]
        : unit === 'trust'
          ? [{ text: 'Record an agreement on direct support', href: agreementAddress(offer, subjectId) }]
          : [];
  return [
    ...(takesRequests(policy)
      ? [{ text: 'Record a decision on a request', href: requestFormAddress(offer, subjectKind, subjectId) }]
      : []),
    ...direct,
  ];
}
