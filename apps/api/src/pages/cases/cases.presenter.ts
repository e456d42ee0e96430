import { daysFromHalfDays, OFFER_YEARS } from '../../../../../libs/domain/kernel/index.js';
import { CASE_STATES, type CaseState } from '../../../../../libs/domain/lifecycle/index.js';
import { CONTACT_STATUSES, type ContactStatus } from '../../../../../libs/domain/offers/index.js';
import type { CaseSort, CaseSummary } from '../../../../../libs/features/offers/index.js';
import { LIST_SEPARATOR } from '../../../../../libs/features/reports/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import {
  CRITERION_NAMES,
  dateText,
  nameIn,
  needList,
  OFFER_NAMES,
} from '../../../../../libs/wording/index.js';
import { type ColumnName, type SortColumn, sortColumns } from '../sorted-list.js';
import { caseAddress, casesAddress, type CasesForm } from './cases.form.js';

interface Tagged {
  readonly text: string;
  readonly classes: string;
}

export const CASE_STATE_TAGS: Readonly<Record<CaseState, Tagged>> = {
  eligible: { text: 'Eligible', classes: 'govuk-tag--blue' },
  contacting: { text: 'Being contacted', classes: 'govuk-tag--light-blue' },
  offered: { text: 'Support offered', classes: 'govuk-tag--light-blue' },
  'taken-up': { text: 'Taken up', classes: 'govuk-tag--green' },
  'turned-down': { text: 'Turned down', classes: 'govuk-tag--grey' },
  matched: { text: 'Matched', classes: 'govuk-tag--green' },
  active: { text: 'Being supported', classes: 'govuk-tag--green' },
  closed: { text: 'Support over', classes: 'govuk-tag--grey' },
};

export const CONTACT_STATUS_TAGS: Readonly<Record<ContactStatus, Tagged>> = {
  overdue: { text: 'Contact late', classes: 'govuk-tag--red' },
  due: { text: 'To contact', classes: 'govuk-tag--yellow' },
  done: { text: 'Contacted', classes: 'govuk-tag--grey' },
  'not-needed': { text: 'No contact needed', classes: 'govuk-tag--grey' },
};

interface Item {
  readonly value: string;
  readonly text: string;
}

export interface CaseChoices {
  readonly offers: readonly Item[];
  readonly contacts: readonly Item[];
  readonly states: readonly Item[];
}

export const CASE_CHOICES: CaseChoices = {
  offers: [...OFFER_YEARS].reverse().map((value) => ({ value, text: OFFER_NAMES[value] })),
  contacts: [
    { value: '', text: 'Contacted or not' },
    ...CONTACT_STATUSES.map((value) => ({ value, text: CONTACT_STATUS_TAGS[value].text })),
  ],
  states: [
    { value: '', text: 'Any state' },
    ...CASE_STATES.map((value) => ({ value, text: CASE_STATE_TAGS[value].text })),
  ],
};

/** Each filter in force, with the address that lifts it. */
export function caseTags(form: CasesForm): readonly { readonly text: string; readonly href: string }[] {
  const tag = (name: keyof CasesForm, text: string): { text: string; href: string } => ({
    text,
    href: casesAddress(form, { [name]: '' }),
  });
  return [
    ...(form.contact === '' ? [] : [tag('contact', CONTACT_STATUS_TAGS[form.contact].text)]),
    ...(form.state === '' ? [] : [tag('state', CASE_STATE_TAGS[form.state].text)]),
    ...(form.text === '' ? [] : [tag('text', `“${form.text}”`)]),
  ];
}

const COLUMN_NAMES: readonly ColumnName<CaseSort>[] = [
  ['name', 'School or trust'],
  ['state', 'State'],
  ['contact', 'Contact'],
  ['contactBy', 'Contact by'],
  ['priority', 'Priority'],
  ['days', 'Days', 'number'],
  ['region', 'Region'],
  [null, 'Needs'],
];

/** Each column with the address that sorts by it; priority 1 is the best. */
export function caseColumns(form: CasesForm): readonly SortColumn[] {
  return sortColumns(COLUMN_NAMES, form, (change) => casesAddress(form, change));
}

export interface CaseRow {
  readonly href: string;
  readonly name: string;
  readonly caseId: string;
  readonly state: Tagged;
  readonly contact: Tagged;
  readonly isEligible: boolean;
  readonly priority: number;
  readonly days: number;
  readonly contactBy: string;
  readonly region: string;
  readonly needs: string;
}

export function presentCases(cases: readonly CaseSummary[]): readonly CaseRow[] {
  return cases.map(({ offer, caseId, state, eligible, supportCase, contactStatus }) => ({
    href: caseAddress(offer, caseId),
    name: supportCase.name,
    caseId,
    state: CASE_STATE_TAGS[state],
    contact: CONTACT_STATUS_TAGS[contactStatus],
    isEligible: eligible,
    priority: supportCase.priority,
    days: daysFromHalfDays(supportCase.halfDays),
    contactBy: supportCase.contactBy === null ? '' : dateText(supportCase.contactBy),
    region: supportCase.region ?? 'Not known',
    needs: supportCase.needs.length === 0 ? 'None known' : needList(supportCase.needs),
  }));
}

/** The list as a file. */
export const CASE_FILE_COLUMNS: readonly CsvColumn<CaseSummary>[] = [
  { name: 'case_id', of: ({ caseId }) => caseId },
  { name: 'name', of: ({ supportCase }) => supportCase.name },
  { name: 'state', of: ({ state }) => CASE_STATE_TAGS[state].text },
  { name: 'eligible', of: ({ eligible }) => (eligible ? 'yes' : 'no') },
  { name: 'contact', of: ({ contactStatus }) => CONTACT_STATUS_TAGS[contactStatus].text },
  { name: 'contact_by', of: ({ supportCase }) => supportCase.contactBy },
  { name: 'priority', of: ({ supportCase }) => supportCase.priority },
  { name: 'days', of: ({ supportCase }) => daysFromHalfDays(supportCase.halfDays) },
  { name: 'criterion', of: ({ supportCase }) => nameIn(CRITERION_NAMES, supportCase.criterion) },
  { name: 'region', of: ({ supportCase }) => supportCase.region },
  { name: 'needs', of: ({ supportCase }) => supportCase.needs.join(LIST_SEPARATOR) },
];
