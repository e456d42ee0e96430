import {
  EXPERTISE_CODES,
  PHASES,
  type Refusal,
  SUPPORT_UNITS,
} from '../../../../../libs/domain/kernel/index.js';
import { type GivenColumn, type GivenFault, givenFaults } from '../../../../../libs/features/survey/index.js';
import type { AuditEntry } from '../../../../../libs/platform/audit/index.js';
import {
  begun,
  dateText,
  daysText,
  EXPERTISE_NAMES,
  milesText,
  needList,
  PHASE_NAMES,
  phaseList,
  refusalSentence,
  UNIT_NAMES,
  dayInEngland,
} from '../../../../../libs/wording/index.js';
import { type DateItem, dateItems } from '../date-items.js';
import type { SurveyForm } from './survey.form.js';

interface Box {
  readonly value: string;
  readonly text: string;
  readonly checked: boolean;
}

/** The fields of the form with what is in them, and the fault of each. */
export interface SurveyFields {
  readonly version: number;
  readonly phases: readonly Box[];
  readonly expertise: readonly Box[];
  readonly supportLevels: readonly Box[];
  readonly days: string;
  readonly engagements: string;
  readonly miles: string;
  readonly from: readonly DateItem[];
  readonly to: readonly DateItem[];
  readonly excludedUrns: string;
  readonly excludedTrusts: string;
  readonly errors: Readonly<Partial<Record<GivenColumn, { readonly text: string }>>>;
}

export function presentSurveyForm(
  { version, cells }: SurveyForm,
  faults: readonly GivenFault[],
): SurveyFields {
  const boxes = (cell: string, values: readonly string[], names: Readonly<Record<string, string>>): Box[] => {
    const ticked = new Set(cell.split(';'));
    return values.map((value) => ({
      value,
      text: capital(names[value] ?? value),
      checked: ticked.has(value),
    }));
  };
  return {
    version,
    phases: boxes(cells.phases, PHASES, PHASE_NAMES),
    expertise: boxes(cells.expertise, EXPERTISE_CODES, EXPERTISE_NAMES),
    supportLevels: boxes(cells.support_levels, SUPPORT_UNITS, UNIT_NAMES),
    days: cells.days_offered,
    engagements: cells.max_engagements,
    miles: cells.travel_miles,
    from: dateItems(cells.available_from),
    to: dateItems(cells.available_to),
    excludedUrns: cells.excluded_urns.replaceAll(';', ', '),
    excludedTrusts: cells.excluded_trust_uids.replaceAll(';', ', '),
    errors: Object.fromEntries(faults.map(({ column, sentence }) => [column, { text: sentence }])),
  };
}

const FIELD: Readonly<Partial<Record<GivenColumn, string>>> = {
  available_from: 'available_from-day',
  available_to: 'available_to-day',
};

/** Everything that is wrong, each with the field where it is. */
export function surveyErrors(refusal: Refusal): readonly { readonly text: string; readonly href: string }[] {
  const faults = givenFaults(refusal.facts);
  if (refusal.code === 'invalid-answer' && faults.length > 0) {
    return faults.map(({ column, sentence }) => ({ text: sentence, href: `#${FIELD[column] ?? column}` }));
  }
  const field = refusal.code === 'reason-needed' ? '#reason' : '#days_offered';
  return [{ text: refusalSentence(refusal), href: field }];
}

export interface AnswerChange {
  readonly on: string;
  readonly what: string;
  readonly by: string;
}

const ACTIONS: Readonly<Record<string, string>> = {
  'survey-answer.give': 'Given online',
  'survey-answer.change': 'Changed online',
  'survey-answer.withdraw': 'Withdrawn',
};

/** What changed online, newest first. `nameOf`: who an actor is to the person who reads. */
export function presentChanges(
  events: readonly AuditEntry[],
  nameOf: (actorId: string) => string,
): readonly AnswerChange[] {
  return events.map((event) => {
    const what = ACTIONS[event.action] ?? event.action;
    const detail = event.action === 'survey-answer.withdraw' ? (event.reason ?? '') : changed(event);
    return {
      on: dateText(dayInEngland(event.at)),
      what: detail === '' ? what : `${what}: ${detail}`,
      by: begun(nameOf(event.actorId)),
    };
  });
}

/** The parts of an answer that differ, as people call them. */
const PARTS: readonly (readonly [fact: string, name: string, words: (value: unknown) => string])[] = [
  ['state', 'answer', (value) => (value === 'withdrawn' ? 'withdrawn' : 'in force')],
  ['halfDaysOffered', 'days offered', (value) => daysText(Number(value))],
  ['phases', 'phases', (value) => phaseList(texts(value))],
  ['expertise', 'expertise', (value) => needList(texts(value)) || 'none'],
  ['maxEngagements', 'engagements at once', (value) => (value === null ? 'no limit' : textOf(value))],
  ['travelMetres', 'travel', (value) => (value === null ? 'no limit' : milesText(Number(value)))],
  ['supportUnits', 'support', (value) => texts(value).join(', ')],
  ['availableFrom', 'available from', (value) => (value === null ? 'the start' : dateText(textOf(value)))],
  ['availableTo', 'available until', (value) => (value === null ? 'the end' : dateText(textOf(value)))],
  ['excludedUrns', 'schools left out', (value) => texts(value).join(', ') || 'none'],
  ['excludedTrustUids', 'trusts left out', (value) => texts(value).join(', ') || 'none'],
];

function changed({ before, after }: AuditEntry): string {
  const [old, now] = [factsIn(before), factsIn(after)];
  if (old === null || now === null) return '';
  const parts = PARTS.filter(([fact]) => JSON.stringify(old[fact]) !== JSON.stringify(now[fact]));
  return parts
    .map(([fact, name, words]) => `${name} from ${words(old[fact])} to ${words(now[fact])}`)
    .join('; ');
}

function factsIn(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
