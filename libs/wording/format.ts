import {
  daysFromHalfDays,
  type Facts,
  type HalfDays,
  type IsoDate,
  type Metres,
  milesFromMetres,
} from '../domain/kernel/index.js';

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
];

/** `1 mile`, `12.3 miles`: miles to one decimal, without a decimal that says nothing. */
export function milesText(metres: Metres): string {
  return plural(milesFromMetres(metres), 'mile', 'miles');
}

/** `half a day`, `1 day`, `2.5 days`. */
export function daysText(halfDays: HalfDays): string {
  if (halfDays === 1) return 'half a day';
  return plural(daysFromHalfDays(halfDays), 'day', 'days');
}

/** `7 March 2024`, as GOV.UK writes dates. Anything that is no ISO date is given back as it is. */
export function dateText(date: IsoDate): string {
  const [year, month, day] = date.split('-').map(Number);
  const name = MONTHS[(month ?? 0) - 1];
  return name === undefined || day === undefined || year === undefined
    ? date
    : `${String(day)} ${name} ${String(year)}`;
}

const ENGLAND = new Intl.DateTimeFormat('en-CA', {
  ...{ timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' },
});

/** The day in England on which a moment falls: in summer its first hour is still the day before in UTC. */
export function dayInEngland(at: Date | string): IsoDate {
  return ENGLAND.format(new Date(at));
}

/** `1 school`, `3 schools`. */
export function plural(count: number, one: string, many: string): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listText(items: readonly string[], last: 'and' | 'or' = 'and'): string {
  const head = items.slice(0, -1);
  const tail = items.at(-1) ?? '';
  return head.length === 0 ? tail : `${head.join(', ')} ${last} ${tail}`;
}

/** What a leader or a case is called in a sentence, given its reference. */
export type LeaderCalled = (ref: string) => string;

/** `Jo Bloggs (L1)` for a leader, the name alone for a case; the reference alone where no name is known. */
export function leaderCalled(
  names: ReadonlyMap<string, string>,
  cases: ReadonlyMap<string, { readonly name: string }> = new Map(),
): LeaderCalled {
  return (ref) => {
    const school = cases.get(ref)?.name;
    if (school !== undefined) return school;
    const name = names.get(ref);
    return name === undefined || name === ref ? ref : `${name} (${ref})`;
  };
}

/** For files and callers that know leaders and cases by their reference. */
export const byReference: LeaderCalled = (ref) => ref;

/** A code as words: `leadership-and-management` becomes `leadership and management`. */
export function codeWords(code: string): string {
  return code.replaceAll('-', ' ');
}

/** The first letter large. */
export function begun(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The first letter large and a full stop at the end. */
export function sentence(text: string): string {
  const words = begun(text.trim());
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

/** A fact that is text; empty when it is not there or of another kind. */
export function textFact(facts: Facts, name: string): string {
  const value = facts[name];
  return typeof value === 'string' ? value : '';
}

/** A fact that is a number; 0 when it is not there or of another kind. */
export function numberFact(facts: Facts, name: string): number {
  const value = facts[name];
  return typeof value === 'number' ? value : 0;
}

/** A fact that is a list of texts; empty when it is not there. */
export function listFact(facts: Facts, name: string): readonly string[] {
  const value = facts[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** A date fact as people read it, or `otherwise`. */
export function dateFact(facts: Facts, name: string, otherwise = 'an unknown date'): string {
  const date = textFact(facts, name);
  return date === '' ? otherwise : dateText(date);
}

/** Points of a score with one decimal, with more where they would read as none. */
export function pointsText(score: number): string {
  const tenths = Math.round(score * 10) / 10;
  return String(tenths === 0 ? Math.round(score * 1000) / 1000 : tenths);
}
