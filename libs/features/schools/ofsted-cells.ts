import type { ConcernCategory, Grade, InspectionFacts, JudgementArea } from '../../domain/offers/index.js';
import { JUDGEMENT_AREAS } from '../../domain/offers/index.js';
import type { Facts, IsoDate, Urn } from '../../domain/kernel/index.js';
import { DATE_FORMS, dateCell, type TableRow, urnCell } from '../../platform/files/index.js';
import type { OfstedBlock, OfstedKey } from './ofsted-columns.js';

export type OfstedRow = TableRow<OfstedKey>;

/** The cell, or null when it is blank, `NULL`, or the file has no such column. */
export function told(row: OfstedRow, key: OfstedKey): string | null {
  const text = row.filled(key);
  return text === null || text.toUpperCase() === 'NULL' ? null : text;
}

const GRADES: Readonly<Record<string, Grade>> = {
  '1': 1,
  '2': 2,
  '3': 3,
  '4': 4,
  outstanding: 1,
  good: 2,
  'requires improvement': 3,
  inadequate: 4,
};
/** 9: not applicable or not judged apart; 8: no such provision, in early years and sixth form; 0: older files. */
const NOT_APPLICABLE = new Set(['9', '8', '0', 'not applicable']);
const GRADES_ALLOWED = ['1', '2', '3', '4', '9 (not applicable)', 'NULL'];

function gradeOf(row: OfstedRow, key: OfstedKey): Grade | null {
  const text = told(row, key)
    ?.toLowerCase()
    .replace(/^(\d)\.0+$/, '$1');
  if (text === undefined || NOT_APPLICABLE.has(text) || text === 'not judged') return null;
  const grade = GRADES[text];
  if (grade === undefined) row.ignoreValue(key, 'unknown-code', { allowed: GRADES_ALLOWED });
  return grade ?? null;
}

/** Null: no such column, or no value. `not-judged` is said by the file itself. */
export function overallOf(row: OfstedRow, block: OfstedBlock): InspectionFacts['overallEffectiveness'] {
  const key: OfstedKey = `${block}.overall`;
  return told(row, key)?.toLowerCase() === 'not judged' ? 'not-judged' : gradeOf(row, key);
}

const CONCERNS: readonly ConcernCategory[] = ['SM', 'SWK', 'NTI', 'RSI'];

/** An empty cell says "none"; `NULL` and a missing column say nothing. */
export function concernOf(row: OfstedRow, block: OfstedBlock): InspectionFacts['concern'] {
  const key: OfstedKey = `${block}.concern`;
  const text = row.text(key);
  if (text === '') return 'none';
  const said = told(row, key);
  if (said === null) return null;
  const code = CONCERNS.find((concern) => concern === said.toUpperCase());
  if (code === undefined) row.ignoreValue(key, 'unknown-code', { allowed: [...CONCERNS, 'blank', 'NULL'] });
  return code ?? null;
}

/** Areas whose column the file lacks are left out. */
export function judgementsOf(row: OfstedRow, block: OfstedBlock): InspectionFacts['judgements'] {
  const found: Partial<Record<JudgementArea, Grade | null>> = {};
  for (const area of JUDGEMENT_AREAS) {
    const key: OfstedKey = `${block}.${area}`;
    if (row.has(key)) found[area] = gradeOf(row, key);
  }
  return found;
}

/** Yes or no; 9 and NULL say nothing. The renewed framework says "Met" or "Not met". */
export function yesOf(row: OfstedRow, key: OfstedKey): boolean | null {
  const text = told(row, key)?.toLowerCase();
  if (text === undefined || NOT_APPLICABLE.has(text)) return null;
  if (text === 'yes' || text === 'met') return true;
  if (text === 'no' || text === 'not met') return false;
  row.ignoreValue(key, 'unknown-code', { allowed: ['Yes', 'No', '9', 'NULL'] });
  return null;
}

export function ofstedDate(row: OfstedRow, key: OfstedKey): IsoDate | null {
  const text = told(row, key);
  if (text === null) return null;
  const date = dateCell(text);
  // Without the day it began an inspection is of no use.
  const facts: Facts = key.endsWith('.start') ? { lost: 'inspection' } : {};
  if (date === undefined) row.ignoreValue(key, 'bad-date', { allowed: DATE_FORMS, facts });
  return date ?? null;
}

/** Ofsted's numbers have 6 to 9 characters; a far longer one is a damaged row and could not be stored. */
export const NUMBER_CHARACTERS = 60;

/** A URN, or the one at the end of a web link. */
export function urnIn(text: string): Urn | undefined {
  return urnCell(text) ?? urnCell(/(?<!\d)(\d{6})\D*$/.exec(/^https?:/i.test(text) ? text : '')?.[1] ?? '');
}

/** In an all-inspections file a school may have several rows. */
export const listsAllInspections = (row: OfstedRow): boolean => row.has('ownNumber');

/**
 * Whether the row's own inspection gave grades: section 5, section 8 deemed section 5, and section 8 converted to
 * section 5. Other section 8 visits (monitoring, urgent, short, ungraded) did not.
 */
export function isGraded(row: OfstedRow): boolean {
  if (!listsAllInspections(row)) return true;
  const event = told(row, 'eventType') ?? told(row, 'inspectionType') ?? '';
  if (/deemed|conversion|converted/i.test(event)) return true;
  return !/\bs8\b|section 8|monitoring|ungraded|urgent|short/i.test(event);
}
