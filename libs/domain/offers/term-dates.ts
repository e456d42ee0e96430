import { addYears, type IsoDate } from '../kernel/index.js';

/** Last days of school terms. */
export interface TermDates {
  /** For every authority without dates of its own; default 31 December, 31 March, 31 July of every year. */
  readonly national?: readonly IsoDate[];
  /** By the authority's three-digit GIAS code. */
  readonly byAuthority?: Readonly<Record<string, readonly IsoDate[]>>;
}

const DEFAULT_TERM_ENDS = ['03-31', '07-31', '12-31'] as const;

/**
 * The last day of the term that `date` falls into: the first end of a term on or after it, of the authority's own
 * dates, else the national ones, else the defaults. A day of the summer holidays belongs to the autumn term.
 */
export function termEnd(date: IsoDate, terms: TermDates = {}, laCode: string | null = null): IsoDate {
  const own = laCode === null ? [] : (terms.byAuthority?.[laCode] ?? []);
  return firstOnOrAfter(own, date) ?? firstOnOrAfter(terms.national ?? [], date) ?? defaultTermEnd(date);
}

/** Dates a year or more ahead are another year's list, in which this date's own term is missing. */
function firstOnOrAfter(ends: readonly IsoDate[], date: IsoDate): IsoDate | undefined {
  return ends.filter((end) => end >= date && end < addYears(date, 1)).toSorted()[0];
}

function defaultTermEnd(date: IsoDate): IsoDate {
  const year = date.slice(0, 4);
  const end = DEFAULT_TERM_ENDS.find((monthAndDay) => date <= `${year}-${monthAndDay}`);
  return `${year}-${end ?? '12-31'}`;
}
