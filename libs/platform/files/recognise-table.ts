import { nearestOf } from './nearest.js';
import type { RawRow } from './peek-table.js';
import {
  type ColumnMap,
  countKnownNames,
  hasColumn,
  normaliseHeader,
  type TableColumn,
} from './table-header.js';

/** What the header of one kind of file looks like. */
export interface TableProfile<Name extends string = string> {
  readonly name: Name;
  readonly columns: readonly TableColumn<string>[];
  /** Columns that only other kinds have. */
  readonly unlike?: readonly string[];
  /** A header with fewer of the columns is no such file; default 1. */
  readonly least?: number;
  /** Neither is one of which the kind knows a smaller share of the names, 0 to 1; default 0. */
  readonly leastShare?: number;
}

/** How well a header fits one kind. */
export interface Likeness<Name extends string = string> {
  readonly name: Name;
  /** 0 to 1. */
  readonly score: number;
  /** Columns of the kind that the header has. */
  readonly matched: number;
  /** Required columns that the header lacks, by our name. */
  readonly missing: readonly string[];
}

const HEADER_SEARCH_ROWS = 10;
/** A kind is clear when it fits so well, and so much better than the next. */
const CLEAR_SCORE = 0.15;
const CLEAR_LEAD = 1.5;
/** A kind that knows so many columns of a header, and so many times more than another, contradicts that other. */
const CONTRADICTS = { columns: 5, times: 2 } as const;

/** Our names of the required columns that a header lacks. */
export function missingColumns(
  header: readonly string[],
  columns: readonly TableColumn<string>[],
  map: ColumnMap = {},
): readonly string[] {
  return columns.flatMap((column) =>
    column.required === true && !hasColumn(header, column, map) ? [column.names[0] ?? column.key] : [],
  );
}

/**
 * How well the header fits one kind: the geometric mean of two shares, of the kind's columns that the header has and of
 * the header's columns that the kind knows. Without one of the required columns, at most half of that.
 */
export function likenessOf<Name extends string>(
  header: readonly string[],
  { name, columns, unlike = [], least = 1, leastShare = 0 }: TableProfile<Name>,
  map: ColumnMap = {},
): Likeness<Name> {
  const filled = header.filter((cell) => cell.trim() !== '').length;
  const matched = countKnownNames(header, { columns, map, noteUnknownColumns: false });
  const missing = missingColumns(header, columns, map);
  const isOther = unlike.some((other) => hasColumn(header, { key: other, names: [other] }, map));
  // What only other kinds have counts for more than all that is shared with them.
  if (isOther) return { name, score: 0, matched: 0, missing };
  const isNone = matched < least || matched < filled * leastShare;
  if (filled === 0 || isNone) return { name, score: 0, matched, missing };
  const fit = Math.sqrt((matched / columns.length) * Math.min(1, matched / filled));
  const required = columns.filter((column) => column.required === true).length;
  const share = required === 0 ? 1 : (required - missing.length) / required;
  const score = missing.length === 0 ? fit : (fit * share) / 2;
  return { name, score: Math.round(score * 1000) / 1000, matched, missing };
}

/** Best first; those that do not fit at all are left out. */
export function likenesses<Name extends string>(
  header: readonly string[],
  profiles: readonly TableProfile<Name>[],
  map: ColumnMap = {},
): readonly Likeness<Name>[] {
  return profiles
    .map((profile) => likenessOf(header, profile, map))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
}

/** The one kind that fits clearly better than any other, with all its required columns; null when none does. */
export function clearlyBest<Name extends string>(found: readonly Likeness<Name>[]): Likeness<Name> | null {
  const [best, next] = found;
  if (best === undefined || best.missing.length > 0 || best.score < CLEAR_SCORE) return null;
  return next === undefined || best.score >= next.score * CLEAR_LEAD ? best : null;
}

/** Whether a header that is said to be of one kind speaks for another: that fits, and its own does not or hardly does. */
export function contradicts(best: Likeness, own: Likeness): boolean {
  if (best.name === own.name) return false;
  if (own.missing.length > 0) return true;
  return best.matched >= CONTRADICTS.columns && best.matched >= own.matched * CONTRADICTS.times;
}

/** The row that is most likely the header: the one that names most columns of a kind, else the first with most cells. */
export function findHeader(
  rows: readonly RawRow[],
  profiles: readonly TableProfile[],
  map: ColumnMap = {},
): RawRow | null {
  let best: { readonly row: RawRow; readonly score: number } | null = null;
  for (const row of rows.slice(0, HEADER_SEARCH_ROWS)) {
    const named = profiles.map(({ columns }) => {
      const isWhole = missingColumns(row.cells, columns, map).length === 0;
      return countKnownNames(row.cells, { columns, map, noteUnknownColumns: false }) + (isWhole ? 1_000 : 0);
    });
    // Any name beats any number of cells.
    const score = Math.max(0, ...named) * 10_000 + row.cells.filter((cell) => cell.trim() !== '').length;
    if (best === null || score > best.score) best = { row, score };
  }
  return best?.row ?? null;
}

/** How the columns are separated when it is not by commas; null when they are, as far as can be seen. */
export function otherSeparator(rows: readonly RawRow[]): string | null {
  const looked = rows.slice(0, HEADER_SEARCH_ROWS);
  if (looked.length === 0 || looked.some(({ cells }) => cells.length > 1)) return null;
  const names = { ';': 'semicolons', '\t': 'tabs', '|': 'vertical bars' } as const;
  const found = Object.entries(names).find(([mark]) => looked.every(({ cells }) => cells[0]?.includes(mark)));
  return found?.[1] ?? null;
}

/** For each of our columns that a header lacks, the header's own name that probably means it. */
export function guessColumns(
  header: readonly string[],
  columns: readonly TableColumn<string>[],
): Readonly<Record<string, string>> {
  const known = new Set(columns.flatMap(({ names }) => names.map(normaliseHeader)));
  const unused = header.filter((cell) => cell.trim() !== '' && !known.has(normaliseHeader(cell)));
  const guesses: Record<string, string> = {};
  const wanted = columns.filter((column) => !hasColumn(header, column, {}));
  for (const { names } of [...wanted].sort(
    (a, b) => Number(b.required ?? false) - Number(a.required ?? false),
  )) {
    const free = unused.filter((cell) => !Object.values(guesses).includes(cell.trim()));
    const guess = guessOf(names, free);
    if (guess !== null) guesses[names[0] ?? ''] = guess.trim();
  }
  return guesses;
}

function guessOf(names: readonly string[], free: readonly string[]): string | null {
  for (const name of names) {
    const near = nearestOf(
      wordsOf(name).join(' '),
      free.map((cell) => wordsOf(cell).join(' ')),
    );
    const found = free.find((cell) => wordsOf(cell).join(' ') === near);
    if (found !== undefined) return found;
  }
  const scored = free.map((cell) => ({
    cell,
    share: Math.max(...names.map((name) => sharedWords(name, cell))),
  }));
  const best = scored.sort((a, b) => b.share - a.share)[0];
  return best !== undefined && best.share > 0.5 ? best.cell : null;
}

const wordsOf = (name: string): readonly string[] =>
  normaliseHeader(name.replace(/([a-z])([A-Z])/g, '$1 $2'))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Share of our words that begin, or are begun by, one of theirs: "ref" and "Reference". */
function sharedWords(ours: string, theirs: string): number {
  const [mine, others] = [wordsOf(ours), wordsOf(theirs)];
  if (mine.length === 0) return 0;
  const isShared = (word: string): boolean =>
    others.some(
      (other) =>
        other === word ||
        (word.length > 2 && other.startsWith(word)) ||
        (other.length > 2 && word.startsWith(other)),
    );
  const both = mine.filter(isShared).length / mine.length;
  return both - others.filter((word) => !mine.some((own) => word.startsWith(own))).length * 0.05;
}
