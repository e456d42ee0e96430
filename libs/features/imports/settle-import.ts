import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OfferYear } from '../../domain/kernel/index.js';
import {
  clearlyBest,
  clipValue,
  contradicts,
  type ColumnMap,
  DEFAULT_TABLE_LIMITS,
  findHeader,
  guessColumns,
  likenesses,
  likenessOf,
  missingColumns,
  nearestOf,
  normaliseHeader,
  otherSeparator,
  peekTable,
  type RawRow,
  type RowFault,
  type TablePeek,
  type TableProfile,
} from '../../platform/files/index.js';
import { ColumnMapsRepository, headerFingerprint } from './column-maps.repository.js';
import type { FileHeader, Recognition } from './file-header.js';
import { belongsToOneOffer, type ImportKind } from './import-kind.js';
import { ImporterRegistry } from './importer.js';
import type { TakenImport } from './imports.repository.js';
import type { StoredFile } from './stored-file.js';

const SAMPLE_ROWS = 3;
const CANDIDATES_KEPT = 5;
/** Exports of forms ask whole questions as column names. */
const NAME_CHARACTERS_MAX = 1_000;
/** What a file holds and how its columns are called, as far as the machine can tell. */
export type Settled =
  | {
      readonly answer: 'read';
      readonly kind: ImportKind;
      readonly offer: OfferYear | null;
      readonly columnMap: ColumnMap;
      readonly header: FileHeader | null;
    }
  | { readonly answer: 'ask-kind'; readonly recognition: Recognition; readonly header: FileHeader }
  | {
      readonly answer: 'ask-columns';
      readonly kind: ImportKind;
      readonly offer: OfferYear | null;
      readonly header: FileHeader;
    }
  /** It is no table at all. */
  | { readonly answer: 'refuse'; readonly stop: RowFault };

/** Looks at the first rows of a file: which kind it is, and whether its columns are known. */
@Injectable()
export class SettleImport {
  constructor(
    private readonly registry: ImporterRegistry,
    private readonly columnMaps: ColumnMapsRepository,
  ) {}

  async execute(manager: EntityManager, taken: TakenImport, source: StoredFile): Promise<Settled> {
    const peek = await peekTable(source);
    source.throwIfBroken();
    const unreadable = notATable(peek);
    if (unreadable !== null) {
      // The reader of the kind says it best, where there is one.
      if (taken.kind !== null) return asItIs(taken, taken.kind);
      return { answer: 'refuse', stop: faultOf(taken.fileName, unreadable) };
    }
    const wide = this.tooWide(taken, peek.rows);
    if (wide !== null) return { answer: 'refuse', stop: faultOf(taken.fileName, wide) };
    const known = await this.recognise(manager, taken, peek.rows);
    if ('answer' in known) return known;
    return this.columns(manager, taken, known, peek.rows);
  }

  /** A header with more columns than are read: nobody could choose among them. */
  private tooWide({ kind, columnMap }: TakenImport, rows: readonly RawRow[]): Unreadable | null {
    const profiles = kind === null ? this.registry.profiles() : [this.registry.profileOf(kind)];
    const { row, cells } = findHeader(rows, profiles, columnMap) ?? NO_ROW;
    const limit = DEFAULT_TABLE_LIMITS.maxColumns;
    if (cells.length <= limit) return null;
    return { code: 'too-many-columns', row, facts: { columns: cells.length, limit } };
  }

  private async recognise(
    manager: EntityManager,
    taken: TakenImport,
    rows: readonly RawRow[],
  ): Promise<Scope | (Settled & { readonly answer: 'ask-kind' })> {
    const profiles = this.registry.profiles();
    const header = findHeader(rows, profiles, taken.columnMap) ?? NO_ROW;
    const found = likenesses(header.cells, profiles, taken.columnMap);
    const best = clearlyBest(found);
    const ask = (why: NonNullable<Recognition['why']>, looksLike: ImportKind | null) => ({
      answer: 'ask-kind' as const,
      recognition: { candidates: found.slice(0, CANDIDATES_KEPT), why, looksLike },
      header: describe(header, rows),
    });
    const { kind, offer } = taken;
    if (kind !== null) {
      const own = likenessOf(header.cells, this.registry.profileOf(kind), taken.columnMap);
      const isOther = !taken.kindSettled && best !== null && contradicts(best, own);
      return isOther ? ask('looks-like-another', best.name) : { kind, offer };
    }
    const mapped = await this.columnMaps.findByHeader(manager, headerFingerprint(header.cells));
    const looksLike = best?.name ?? (mapped.length === 1 ? (mapped[0]?.kind ?? null) : null);
    if (looksLike === null) return ask('no-clear-kind', null);
    if (!belongsToOneOffer(looksLike)) return { kind: looksLike, offer: null };
    return offer === null ? ask('offer-needed', looksLike) : { kind: looksLike, offer };
  }

  private async columns(
    manager: EntityManager,
    taken: TakenImport,
    { kind, offer }: Scope,
    rows: readonly RawRow[],
  ): Promise<Settled> {
    const profile = this.registry.profileOf(kind);
    const header = findHeader(rows, [profile], taken.columnMap) ?? NO_ROW;
    const columnMap = await this.mapFor(manager, taken, kind, header.cells);
    const missing = missingColumns(header.cells, profile.columns, columnMap);
    const described = describe(header, rows, profile, missing);
    const stranger = strangerIn(columnMap, profile);
    if (stranger !== null) return { answer: 'refuse', stop: { ...stranger, file: taken.fileName } };
    if (missing.length > 0) return { answer: 'ask-columns', kind, offer, header: described };
    return { answer: 'read', kind, offer, columnMap, header: described };
  }

  /** The map that came with the file, else the one remembered for such files. */
  private async mapFor(
    manager: EntityManager,
    { columnMap }: TakenImport,
    kind: ImportKind,
    header: readonly string[],
  ): Promise<ColumnMap> {
    if (Object.keys(columnMap).length > 0) return columnMap;
    const mapped = await this.columnMaps.findByHeader(manager, headerFingerprint(header));
    return mapped.find((one) => one.kind === kind)?.map ?? columnMap;
  }
}

interface Scope {
  readonly kind: ImportKind;
  readonly offer: OfferYear | null;
}

const NO_ROW: RawRow = { row: 1, cells: [] };

function asItIs({ offer, columnMap }: TakenImport, kind: ImportKind): Settled {
  return { answer: 'read', kind, offer, columnMap, header: null };
}

/** Why a file cannot be read as a whole. */
type Unreadable = Pick<RowFault, 'code' | 'row' | 'facts'>;

function notATable({ rows, stop }: TablePeek): Unreadable | null {
  if (rows.length === 0) return stop ?? { code: 'file-empty', row: null, facts: {} };
  const separator = otherSeparator(rows);
  if (separator === null) return null;
  return { code: 'not-comma-separated', row: rows[0]?.row ?? null, facts: { separator } };
}

function faultOf(file: string, fault: Unreadable): RowFault {
  return { file, column: null, value: null, allowed: [], effect: 'file-refused', ...fault };
}

/** A column map must name columns of ours. */
function strangerIn(map: ColumnMap, { columns }: TableProfile): Omit<RowFault, 'file'> | null {
  const known = new Set(columns.flatMap(({ names }) => names.map(normaliseHeader)));
  const value = Object.values(map).find((target) => !known.has(normaliseHeader(target)));
  if (value === undefined) return null;
  const allowed = columns.flatMap(({ names }) => names.slice(0, 1));
  const suggestion = nearestOf(value, allowed);
  const facts = suggestion === null ? {} : { suggestion };
  return {
    row: null,
    column: null,
    value,
    code: 'map-target-unknown',
    allowed,
    effect: 'file-refused',
    facts,
  };
}

function describe(
  header: RawRow,
  rows: readonly RawRow[],
  profile?: TableProfile,
  missing: readonly string[] = [],
): FileHeader {
  const below = rows.filter(({ row }) => row > header.row).slice(0, SAMPLE_ROWS);
  return {
    row: header.row,
    names: header.cells.map((cell) => cell.trim().slice(0, NAME_CHARACTERS_MAX)),
    samples: below.map(({ cells }) => header.cells.map((_name, at) => clipValue((cells[at] ?? '').trim()))),
    missing,
    guesses: profile === undefined || missing.length === 0 ? {} : guessColumns(header.cells, profile.columns),
  };
}
