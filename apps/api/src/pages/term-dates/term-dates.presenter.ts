import type { IsoDate, Refusal } from '../../../../../libs/domain/kernel/index.js';
import type { AuthorityTermDates, ListedTermDates } from '../../../../../libs/features/offers/index.js';
import type { AuditEntry } from '../../../../../libs/platform/audit/index.js';
import { dateText, listText, refusalSentence, dayInEngland } from '../../../../../libs/wording/index.js';

export interface TermDatesRow {
  readonly name: string;
  readonly code: string;
  readonly schools: number;
  readonly ends: string;
  readonly isOwn: boolean;
  readonly href: string;
}
export interface TermDatesEvent {
  readonly on: string;
  readonly by: string;
  readonly text: string;
  /** The dates as they were before, to be put back; null: nobody can tell. */
  readonly before: string | null;
}

export const NATIONAL = 'national';
/** Where nothing is set, of every year. */
export const DEFAULTS = '31 December, 31 March and 31 July of every year';
const SHOWN = 6;

/** One line of the list. Long lists of dates end with how many more there are. */
export function presentAuthorities(rows: readonly ListedTermDates[]): readonly TermDatesRow[] {
  return rows.map(({ authority, name, schools, ends }) => ({
    name: authorityText(authority, name),
    code: authority,
    schools,
    ends: endsText(ends) ?? 'The national dates',
    isOwn: ends.length > 0,
    href: `/term-dates/${authority}`,
  }));
}

export function presentNational({ ends }: AuthorityTermDates): string {
  return endsText(ends) ?? DEFAULTS;
}

/** What this page calls an authority, or all that have no dates of their own. */
export function authorityText(authority: string, name: string | null): string {
  if (authority === NATIONAL) return 'National dates';
  return name ?? `Local authority ${authority}`;
}

/** What a day falls back to that none of the authority's own dates covers. */
export function fallbackText(authority: string, national: AuthorityTermDates): string {
  if (authority === NATIONAL) return `Without dates, terms end on ${DEFAULTS}.`;
  return national.ends.length === 0
    ? `Without dates, terms end on ${DEFAULTS}: no national dates are set.`
    : `Without dates, the national ones hold: ${endsText(national.ends) ?? ''}.`;
}

export function presentEvents(
  entries: readonly AuditEntry[],
  nameOf: (actorId: string) => string,
): readonly TermDatesEvent[] {
  return entries.map(({ at, actorId, before, after }) => {
    const [was, is] = [endsIn(before), endsIn(after)];
    return {
      on: dateText(dayInEngland(at)),
      by: nameOf(actorId),
      text: `${is === null || is.length === 0 ? 'No dates' : listText(is.map(dateText))}${was === null ? '' : ` (before: ${was.length === 0 ? 'no dates' : listText(was.map(dateText))})`}`,
      before: was === null ? null : was.map(dateText).join('\n'),
    };
  });
}

/** What is wrong, at the only field. */
export function termDatesError(refusal: Refusal): { readonly text: string; readonly href: string } {
  return { text: refusalSentence(refusal), href: '#ends' };
}

function endsText(ends: readonly IsoDate[]): string | undefined {
  if (ends.length === 0) return undefined;
  const shown = ends.slice(-SHOWN).map(dateText);
  const earlier = ends.length - shown.length;
  return listText(earlier === 0 ? shown : [`${String(earlier)} earlier`, ...shown]);
}

function endsIn(side: unknown): readonly string[] | null {
  if (typeof side !== 'object' || side === null || !('ends' in side) || !Array.isArray(side.ends))
    return null;
  return side.ends.filter((end): end is string => typeof end === 'string');
}
