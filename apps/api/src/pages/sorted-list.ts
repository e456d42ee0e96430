import { type Form, textField } from './form.js';

type Direction = 'ascending' | 'descending';

/** By which column a list is sorted, and which way. */
export interface SortOrder<Sort extends string> {
  readonly sort: Sort;
  readonly direction: Direction;
}

/** What the address asks for. What is not known counts as not asked. */
export function sortOrder<Sort extends string>(
  query: Form,
  sorts: readonly Sort[],
  otherwise: SortOrder<Sort>,
): SortOrder<Sort> {
  const sort = sorts.find((known) => known === textField(query, 'sort'));
  if (sort === undefined) return otherwise;
  return { sort, direction: textField(query, 'direction') === 'descending' ? 'descending' : 'ascending' };
}

/** One heading of a table; without an address the column cannot be sorted by. */
export interface SortColumn {
  readonly text: string;
  readonly numeric: boolean;
  readonly href: string | null;
  readonly ariaSort: Direction | 'none' | null;
}

/** A column in the order of the table: the sort that it stands for, or null, and its heading. */
export type ColumnName<Sort extends string> = readonly [
  sort: Sort | null,
  text: string,
  kind?: 'number' | 'text',
];

/** Each heading with the address that sorts by it; numbers come with the most first. */
export function sortColumns<Sort extends string>(
  names: readonly ColumnName<Sort>[],
  now: SortOrder<Sort>,
  address: (change: SortOrder<Sort>) => string,
): readonly SortColumn[] {
  return names.map(([sort, text, kind = 'text']) => {
    const numeric = kind === 'number';
    if (sort === null) return { text, numeric, href: null, ariaSort: null };
    const isNow = now.sort === sort;
    const first = numeric ? 'descending' : 'ascending';
    const other = now.direction === 'ascending' ? 'descending' : 'ascending';
    const href = address({ sort, direction: isNow ? other : first });
    return { text, numeric, href, ariaSort: isNow ? now.direction : 'none' };
  });
}

/** The rows by one key, equal ones as they were. */
export function sortedRows<Row>(
  rows: readonly Row[],
  key: (row: Row) => string | number,
  direction: Direction,
): readonly Row[] {
  const sign = direction === 'descending' ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(key(a), key(b)));
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b, 'en');
  return a < b ? -1 : Number(a > b);
}

/** From 1; whatever is no number counts as the first. */
export function pageNumber(query: Form): number {
  const page = /^\d{1,5}$/.test(textField(query, 'page')) ? Number(textField(query, 'page')) : 1;
  return Math.max(page, 1);
}

/** Links beneath a list, and which of its rows are shown. */
export interface PageLinks {
  /** `Cases 51 to 100 of 230`. */
  readonly words: string;
  /** Of a page that is not there any more, or never was; null: the page is there. */
  readonly past: string | null;
  readonly previous: string | null;
  readonly next: string | null;
}

/** @param noun what is listed, in the plural, with a capital letter */
export function pageLinks(
  { page, size, total }: { readonly page: number; readonly size: number; readonly total: number },
  noun: string,
  address: (page: string) => string,
): PageLinks {
  const first = (page - 1) * size + 1;
  const last = Math.min(page * size, total);
  const isPast = total > 0 && first > total;
  const words = isPast
    ? `${noun}: ${String(total)} in all`
    : total === 0
      ? `No ${noun.toLowerCase()}`
      : `${noun} ${String(first)} to ${String(last)} of ${String(total)}`;
  const before = Math.min(page - 1, Math.ceil(total / size));
  return {
    words,
    past: isPast ? 'This page is past the end of the list. Go back to the page before.' : null,
    previous: before > 0 ? address(before === 1 ? '' : String(before)) : null,
    next: last < total ? address(String(page + 1)) : null,
  };
}

/** An address with what is given of its query; what is empty is left out. */
export function addressOf(path: string, query: Readonly<Record<string, string>>): string {
  const given = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return given === '' ? path : `${path}?${given}`;
}

/** Every row of a list that is read page by page, from page 1: those of a file. */
export async function* everyRow<Row>(
  read: (page: number, size: number) => Promise<{ readonly items: readonly Row[] }>,
  atOnce = 500,
): AsyncGenerator<Row> {
  for (let page = 1; ; page++) {
    const { items } = await read(page, atOnce);
    yield* items;
    if (items.length < atOnce) return;
  }
}
