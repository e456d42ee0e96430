import {
  halfDaysFromDays,
  type HalfDays,
  type IsoDate,
  type Metres,
  metresFromMiles,
} from '../../domain/kernel/index.js';
import {
  DATE_FORMS,
  dateCell,
  kebabCell,
  listCell,
  nearestOf,
  numberCell,
  wholeNumberCell,
} from '../../platform/files/index.js';
import {
  GRID_RANGE,
  isOnBritishGrid,
  normalisePostcode,
  POSTCODE_FORMS,
} from '../../platform/geography/index.js';
import type { SurveyColumn, SurveyRow } from './survey-columns.js';

const MOST_DAYS = 200;
const MOST_ENGAGEMENTS = 1_000;
const MOST_MILES = 1_000;

/** A cell that must hold one of a few codes; null when the row was refused for it, or the cell is blank. */
export function codeOf<Code extends string>(
  row: SurveyRow,
  column: SurveyColumn,
  codes: readonly Code[],
): Code | null {
  const text = row.filled(column);
  return text === null ? null : knownCode(row, column, text, codes);
}

function knownCode<Code extends string>(
  row: SurveyRow,
  column: SurveyColumn,
  text: string,
  codes: readonly Code[],
): Code | null {
  const wanted = kebabCell(text);
  const found = codes.find((code) => code === wanted);
  if (found !== undefined) return found;
  const parts = text.split(/[,|/&+\n]|\band\b/).map((part) => kebabCell(part.trim()));
  if (parts.length > 1 && parts.every((part) => codes.some((code) => code === part))) {
    row.refuse(column, 'wrong-separator', { value: text });
    return null;
  }
  const suggestion = nearestOf(wanted, codes);
  const facts = suggestion === null ? {} : { suggestion };
  row.refuse(column, 'unknown-code', { value: text, allowed: codes, facts });
  return null;
}

/** A list of codes, in the order of the code list, so that equal answers are equal. */
export function codesOf<Code extends string>(
  row: SurveyRow,
  column: SurveyColumn,
  codes: readonly Code[],
): readonly Code[] {
  const found = listCell(row.text(column) ?? '').map((item) => knownCode(row, column, item, codes));
  return codes.filter((code) => found.includes(code));
}

/** A list of identifiers, sorted; every one that is none refuses the row by name. */
export function identifiersOf(
  row: SurveyRow,
  column: SurveyColumn,
  parse: (text: string) => string | undefined,
  code: 'bad-urn' | 'bad-trust-uid',
): readonly string[] {
  const found: string[] = [];
  for (const item of listCell(row.text(column) ?? '')) {
    const parsed = parse(item);
    if (parsed !== undefined) found.push(parsed);
    else if (isListOf(item, parse)) row.refuse(column, 'wrong-separator', { value: item });
    else row.refuse(column, code, { value: item });
  }
  return [...new Set(found)].sort();
}

const isListOf = (text: string, parse: (text: string) => string | undefined): boolean => {
  const parts = text.split(/[,|/\s]+/);
  return parts.length > 1 && parts.every((part) => parse(part) !== undefined);
};

/** One identifier or a blank cell. */
export function identifierOf(
  row: SurveyRow,
  column: SurveyColumn,
  parse: (text: string) => string | undefined,
  code: 'bad-urn' | 'bad-trust-uid',
): string | null {
  const text = row.filled(column);
  if (text === null) return null;
  const parsed = parse(text);
  if (parsed === undefined) row.refuse(column, code);
  return parsed ?? null;
}

/** More than 0 and at most 200 days, in steps of 0.5. */
export function daysOf(row: SurveyRow): HalfDays | null {
  const allowed = [`0.5 to ${MOST_DAYS} in steps of 0.5`];
  const text = row.filled('days_offered');
  if (text === null) {
    row.refuse('days_offered', 'value-missing', { allowed });
    return null;
  }
  const days = numberCell(text);
  const halfDays = days === undefined ? undefined : halfDaysFromDays(days);
  if (days === undefined) row.refuse('days_offered', 'not-a-number', { allowed });
  else if (days <= 0 || days > MOST_DAYS) row.refuse('days_offered', 'out-of-range', { allowed });
  else if (halfDays === undefined) row.refuse('days_offered', 'bad-step', { allowed });
  return halfDays ?? null;
}

/** A whole number of at least 1; blank: no limit. */
export function engagementsOf(row: SurveyRow): number | null {
  const text = row.filled('max_engagements');
  if (text === null) return null;
  const allowed = [`a whole number from 1 to ${MOST_ENGAGEMENTS}`, 'blank for no limit'];
  const count = wholeNumberCell(text);
  if (count === undefined) {
    const code = numberCell(text) === undefined ? 'not-a-number' : 'not-a-whole-number';
    row.refuse('max_engagements', code, { allowed });
    return null;
  }
  if (count < 1 || count > MOST_ENGAGEMENTS) row.refuse('max_engagements', 'out-of-range', { allowed });
  return count;
}

/** More than 0 miles; blank: no limit. */
export function travelOf(row: SurveyRow): Metres | null {
  const text = row.filled('travel_miles');
  if (text === null) return null;
  const allowed = [`miles, more than 0 and at most ${MOST_MILES}`, 'blank for no limit'];
  const miles = numberCell(text);
  if (miles === undefined) row.refuse('travel_miles', 'not-a-number', { allowed });
  else if (miles <= 0 || miles > MOST_MILES) row.refuse('travel_miles', 'out-of-range', { allowed });
  return miles === undefined ? null : metresFromMiles(miles);
}

export function postcodeOf(row: SurveyRow): string | null {
  const text = row.filled('postcode');
  if (text === null) return null;
  const postcode = normalisePostcode(text);
  if (postcode === undefined) row.refuse('postcode', 'bad-postcode', { allowed: POSTCODE_FORMS });
  return postcode ?? null;
}

/** Both or neither, on the British grid, in whole metres. */
export function gridOf(row: SurveyRow): {
  readonly easting: number | null;
  readonly northing: number | null;
} {
  const nowhere = { easting: null, northing: null };
  const eastingText = row.filled('easting');
  const northingText = row.filled('northing');
  if (eastingText === null && northingText === null) return nowhere;
  if (eastingText === null || northingText === null) {
    const missing = eastingText === null ? 'easting' : 'northing';
    row.refuse(eastingText === null ? 'northing' : 'easting', 'half-a-pair', { facts: { missing } });
    return nowhere;
  }
  const easting = numberCell(eastingText);
  const northing = numberCell(northingText);
  if (easting === undefined) row.refuse('easting', 'not-a-number', { allowed: GRID_RANGE });
  if (northing === undefined) row.refuse('northing', 'not-a-number', { allowed: GRID_RANGE });
  if (easting === undefined || northing === undefined) return nowhere;
  if (!isOnBritishGrid(easting, northing)) {
    const code = isOnBritishGrid(northing, easting) ? 'coordinates-swapped' : 'not-in-great-britain';
    row.refuse('easting', easting === 0 && northing === 0 ? 'coordinates-zero' : code, {
      value: `${eastingText}, ${northingText}`,
      allowed: GRID_RANGE,
    });
    return nowhere;
  }
  return { easting: Math.round(easting), northing: Math.round(northing) };
}

export function periodOf(row: SurveyRow): { readonly from: IsoDate | null; readonly to: IsoDate | null } {
  const from = dateOf(row, 'available_from');
  const to = dateOf(row, 'available_to');
  if (from !== null && to !== null && from > to)
    row.refuse('available_to', 'dates-reversed', { facts: { from } });
  return { from, to };
}

function dateOf(row: SurveyRow, column: SurveyColumn): IsoDate | null {
  const text = row.filled(column);
  if (text === null) return null;
  const date = dateCell(text);
  if (date === undefined) row.refuse(column, 'bad-date', { allowed: DATE_FORMS });
  return date ?? null;
}

/** One address with one @ and a dot after it: whether it exists is not for a file reader to say. */
export function emailOf(row: SurveyRow): string | null {
  const email = row.filled('email');
  if (email === null) return null;
  if (email.length > 254 || !/^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]+$/.test(email)) {
    row.refuse('email', 'bad-email');
  }
  return email;
}

/** Free text of bearable length, without line breaks. */
export function textOf(row: SurveyRow, column: SurveyColumn, limit: number): string | null {
  const text = row.filled(column)?.replace(/\s+/g, ' ') ?? null;
  if (text !== null && text.length > limit) row.refuse(column, 'value-too-long', { facts: { limit } });
  return text;
}
