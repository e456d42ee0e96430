import { nearestOf } from './nearest.js';
import { cleanText } from './odd-characters.js';
import type { FaultInput } from './row-fault.js';

/** One column that a reader wants: our key, and every name it goes by, the first of them being ours. */
export interface TableColumn<Key extends string> {
  readonly key: Key;
  readonly names: readonly string[];
  /** Without it the file is refused. */
  readonly required?: boolean;
}

/** Their column name to ours (contracts: `--map FILE`). */
export type ColumnMap = Readonly<Record<string, string>>;

/** Names are compared without regard to case, unseen characters, and repeated or odd blanks. */
export function normaliseHeader(name: string): string {
  return cleanText(name).replace(/\s+/g, ' ').trim().toLowerCase();
}

/** Where each wanted column stands in the file. */
export interface MatchedHeader<Key extends string> {
  /** Index of the column, or -1 when the file has none. */
  readonly index: Readonly<Record<Key, number>>;
  /** The column's name as the file writes it (our own name when the file has none). */
  readonly label: Readonly<Record<Key, string>>;
  readonly width: number;
  readonly faults: readonly FaultInput[];
}

export interface HeaderWish<Key extends string> {
  readonly columns: readonly TableColumn<Key>[];
  readonly map: ColumnMap;
  readonly noteUnknownColumns: boolean;
}

/** Header names after the map: their names replaced by ours, all normalised. */
function effectiveNames(cells: readonly string[], map: ColumnMap): string[] {
  const byTheirs = new Map(
    Object.entries(map).map(([theirs, ours]) => [normaliseHeader(theirs), normaliseHeader(ours)]),
  );
  const names = cells.map(normaliseHeader);
  const mapped = new Set(names.map((name) => byTheirs.get(name)).filter((name) => name !== undefined));
  // A mapped column takes the place of one that happens to bear our name.
  return names.map((name) => byTheirs.get(name) ?? (mapped.has(name) ? '' : name));
}

/** How many of the wanted columns a row of cells names: the row that names most is the header. */
export function countKnownNames<Key extends string>(cells: readonly string[], wish: HeaderWish<Key>): number {
  const present = new Set(effectiveNames(cells, wish.map));
  return wish.columns.filter((column) => column.names.some((name) => present.has(normaliseHeader(name))))
    .length;
}

export function hasColumn<Key extends string>(
  cells: readonly string[],
  column: TableColumn<Key>,
  map: ColumnMap,
): boolean {
  const present = new Set(effectiveNames(cells, map));
  return column.names.some((name) => present.has(normaliseHeader(name)));
}

export function matchHeader<Key extends string>(
  cells: readonly string[],
  wish: HeaderWish<Key>,
): MatchedHeader<Key> {
  const names = effectiveNames(cells, wish.map);
  const index: Partial<Record<Key, number>> = {};
  const label: Partial<Record<Key, string>> = {};
  const faults: FaultInput[] = mapFaults(cells, wish);
  const used = new Set<number>();
  for (const column of wish.columns) {
    const name = column.names.map(normaliseHeader).find((candidate) => names.includes(candidate));
    const positions = name === undefined ? [] : names.flatMap((own, at) => (own === name ? [at] : []));
    const first = positions[0];
    index[column.key] = first ?? -1;
    label[column.key] =
      (first === undefined ? undefined : cleanText(cells[first] ?? '').trim()) ?? column.names[0] ?? '';
    for (const position of positions) used.add(position);
    if (positions.length > 1) faults.push(duplicateColumn(label[column.key] ?? '', positions));
    if (first === undefined && column.required === true) {
      faults.push({ code: 'column-missing', effect: 'file-refused', allowed: column.names.slice(0, 3) });
    }
  }
  if (wish.noteUnknownColumns) faults.push(...unknownColumns(cells, used, wish.columns));
  return {
    index: index as Record<Key, number>,
    label: label as Record<Key, string>,
    width: cells.length,
    faults,
  };
}

function duplicateColumn(column: string, positions: readonly number[]): FaultInput {
  return {
    column,
    code: 'column-duplicate',
    effect: 'file-refused',
    facts: { count: positions.length, positions: positions.map((at) => at + 1).join(' and ') },
  };
}

function mapFaults<Key extends string>(cells: readonly string[], wish: HeaderWish<Key>): FaultInput[] {
  const ours = wish.columns.flatMap((column) => column.names.slice(0, 1));
  const known = new Set(wish.columns.flatMap((column) => column.names.map(normaliseHeader)));
  const present = new Set(cells.map(normaliseHeader));
  return Object.entries(wish.map).flatMap(([theirs, target]): FaultInput[] => {
    if (!known.has(normaliseHeader(target))) {
      const suggestion = nearestOf(target, ours);
      const facts = suggestion === null ? {} : { suggestion };
      return [{ code: 'map-target-unknown', value: target, allowed: ours, effect: 'file-refused', facts }];
    }
    const absent = !present.has(normaliseHeader(theirs));
    return absent ? [{ code: 'map-source-absent', value: theirs, effect: 'noted' }] : [];
  });
}

function unknownColumns<Key extends string>(
  cells: readonly string[],
  used: ReadonlySet<number>,
  columns: readonly TableColumn<Key>[],
): FaultInput[] {
  const ours = columns.flatMap((column) => column.names.slice(0, 1));
  return cells.flatMap((cell, at): FaultInput[] => {
    if (used.has(at) || cell.trim() === '') return [];
    const suggestion = nearestOf(normaliseHeader(cell), ours);
    const facts = suggestion === null ? {} : { suggestion };
    return [{ code: 'unknown-column', column: cell.trim(), value: cell.trim(), effect: 'noted', facts }];
  });
}
