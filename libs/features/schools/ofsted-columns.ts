import type { TableColumn } from '../../platform/files/index.js';
import type { JudgementArea } from '../../domain/offers/index.js';

/**
 * The inspections that one row of Ofsted's management information may describe. `latest`: the latest graded one,
 * or in an all-inspections file the row's only one; since November 2025 one under the renewed framework. `oeif`:
 * the latest graded one under the framework of 2019 to 2025. `previous`: the graded one before the latest.
 */
export type OfstedBlock = 'latest' | 'oeif' | 'previous' | 'ungraded';

export type OfstedField =
  | 'number'
  | 'start'
  | 'published'
  | 'relates'
  | 'urnAt'
  | 'overall'
  | 'concern'
  | 'safeguarding'
  | JudgementArea;

export type OfstedKey =
  | 'urn'
  | 'webLink'
  /** Only all-inspections files have it: there the row's own inspection may be an ungraded one. */
  | 'ownNumber'
  | 'eventType'
  | 'inspectionType'
  /** Only the renewed framework has it. */
  | 'renewedSafeguarding'
  | `${OfstedBlock}.${OfstedField}`;

type Names = Readonly<Partial<Record<OfstedField, readonly string[]>>>;

const EARLY_YEARS = ['early years provision (where applicable)', 'early years provision'];
const SIXTH_FORM = [
  'sixth form provision (where applicable)',
  'sixth form provision',
  // before September 2019
  '16 - 19 study programmes (where applicable)',
  '16 - 19 study programmes',
  '16 to 19 study programmes (where applicable)',
  '16 to 19 study programmes',
];

/** What is judged, as the columns call it. Before September 2019 one judgement covered behaviour and development. */
const JUDGED: Readonly<Record<JudgementArea, readonly string[]>> = {
  'quality-of-education': ['quality of education', 'quality of teaching, learning and assessment'],
  'behaviour-and-attitudes': ['behaviour and attitudes', 'personal development, behaviour and welfare'],
  'personal-development': ['personal development', 'personal development, behaviour and welfare'],
  'leadership-and-management': ['effectiveness of leadership and management'],
  'early-years': EARLY_YEARS,
  'sixth-form': SIXTH_FORM,
};

/** One file loses the question mark; the file of June 2026 has two blanks, which header matching forgives. */
const SAFEGUARDING = [
  'safeguarding is effective?',
  'safeguarding is effective',
  'is safeguarding effective?',
];

function judgedNames(prefix: string): Names {
  const named = Object.entries(JUDGED).map(([area, names]) => [area, names.map((name) => prefix + name)]);
  return Object.fromEntries(named) as Names;
}

/** "Graded" was called "full" before September 2022. */
const gradedOrFull = (wording: (word: string) => string): readonly string[] => [
  wording('graded'),
  wording('full'),
];

const BLOCKS: Readonly<Record<OfstedBlock, Names>> = {
  latest: {
    number: gradedOrFull((word) => `Inspection number of latest ${word} inspection`),
    start: ['Inspection start date', 'Inspection date'],
    published: ['Publication date', 'First published date'],
    relates: gradedOrFull(
      (word) => `Does the latest ${word} inspection relate to the URN of the current school?`,
    ),
    urnAt: gradedOrFull((word) => `URN at time of latest ${word} inspection`),
    overall: ['Overall effectiveness'],
    concern: ['Category of concern'],
    safeguarding: SAFEGUARDING,
    ...judgedNames(''),
  },
  oeif: {
    number: ['Inspection number of latest OEIF graded inspection'],
    start: ['Inspection start date of latest OEIF graded inspection'],
    published: ['Publication date of latest OEIF graded inspection'],
    relates: ['Does the latest OEIF graded inspection relate to the URN of the current school?'],
    urnAt: ['URN at time of latest OEIF graded inspection'],
    overall: ['Latest OEIF overall effectiveness'],
    concern: ['Latest OEIF category of concern'],
    safeguarding: SAFEGUARDING.map((name) => `Latest OEIF ${name}`),
    ...judgedNames('Latest OEIF '),
  },
  previous: {
    number: [
      ...gradedOrFull((word) => `Previous ${word} inspection number`),
      'Previous inspection number',
      'Inspection number of the previous inspection',
    ],
    start: ['Previous inspection start date', 'Previous full inspection date'],
    published: ['Previous publication date'],
    relates: [
      ...gradedOrFull(
        (word) => `Does the previous ${word} inspection relate to the URN of the current school?`,
      ),
      'Does the previous inspection relate to the school in its current form?',
    ],
    urnAt: [
      ...gradedOrFull((word) => `URN at time of previous ${word} inspection`),
      'URN at time of previous inspection',
    ],
    overall: [
      ...gradedOrFull((word) => `Previous ${word} inspection overall effectiveness`),
      'Previous overall effectiveness',
    ],
    concern: ['Previous category of concern'],
    safeguarding: SAFEGUARDING.map((name) => `Previous ${name}`),
    ...judgedNames('Previous '),
  },
  ungraded: {
    number: [
      'Latest ungraded inspection number since last graded inspection',
      'Latest ungraded inspection number',
      'Latest section 8 inspection number since last full inspection',
    ],
    start: [
      'Date of latest ungraded inspection',
      'Date of latest section 8 inspection',
      // in 2018
      'Date of latest short inspection',
    ],
    published: [
      'Ungraded inspection publication date',
      'Section 8 inspection publication date',
      'Short inspection publication date',
    ],
    relates: [
      'Does the ungraded inspection relate to the URN of the current school?',
      'Does the section 8 inspection relate to the URN of the current school?',
    ],
    urnAt: ['URN at time of the ungraded inspection', 'URN at time of the section 8 inspection'],
  },
};

const blockColumns = Object.entries(BLOCKS).flatMap(([block, fields]) =>
  Object.entries(fields).map(([field, names]): TableColumn<OfstedKey> => {
    return { key: `${block as OfstedBlock}.${field as OfstedField}`, names };
  }),
);

const LINK = ['Web link', 'Web Link (opens in new window)'];

/**
 * The columns of the management information of state-funded schools, by every name they have had since 2017. A
 * column renamed this year is one more name here and one more sample beside the reader.
 */
export const OFSTED_COLUMNS: readonly TableColumn<OfstedKey>[] = [
  { key: 'urn', names: ['URN', ...LINK], required: true },
  { key: 'webLink', names: LINK },
  { key: 'ownNumber', names: ['Inspection number'] },
  { key: 'eventType', names: ['Event type grouping', 'Inspection type grouping'] },
  { key: 'inspectionType', names: ['Inspection type'] },
  { key: 'renewedSafeguarding', names: ['Safeguarding standards'] },
  ...blockColumns,
];
