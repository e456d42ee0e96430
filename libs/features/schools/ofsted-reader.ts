import type { InspectionFacts, UrnListEntry } from '../../domain/offers/index.js';
import { type Urn } from '../../domain/kernel/index.js';
import {
  type FileSource,
  type ItemSink,
  readTable,
  type TableSummary,
  urnCell,
} from '../../platform/files/index.js';
import type { ReadOptions } from './gias-reader.js';
import {
  concernOf,
  isGraded,
  judgementsOf,
  listsAllInspections,
  NUMBER_CHARACTERS,
  ofstedDate,
  type OfstedRow,
  overallOf,
  told,
  urnIn,
  yesOf,
} from './ofsted-cells.js';
import { OFSTED_COLUMNS, type OfstedBlock, type OfstedKey } from './ofsted-columns.js';
import { glanceInspections, lostInspections } from './ofsted-unread.js';
import { tellUnread } from './unread-subject.js';

/** Where the reader puts what it finds. */
export interface InspectionSinks {
  readonly inspection: ItemSink<InspectionFacts>;
  /** A school that the file lists as never having had a graded inspection, nor a predecessor's. */
  readonly uninspected?: ItemSink<UrnListEntry>;
}

/**
 * Reads Ofsted's management information of state-funded schools, "latest inspections" or "all inspections" of a
 * year. One row gives up to four inspections: the latest graded one, the one before it, the latest ungraded one,
 * and in files of 2026 the latest under the framework of 2019 to 2025. What a file has no column for is null,
 * never false.
 *
 * Refused rows: no URN, or (in a "latest" file) a URN twice. A bad cell costs itself; a bad start date costs its
 * inspection.
 */
export function readInspections(
  source: FileSource,
  sinks: InspectionSinks,
  options: ReadOptions = {},
): Promise<TableSummary> {
  const { onUnread, ...table } = options;
  const firstRows = new Map<Urn, number>();
  const onRefused = (row: OfstedRow): Promise<void> => tellUnread(onUnread, row, glanceInspections(row));
  const wanted = { ...table, columns: OFSTED_COLUMNS, anchor: 'urn', onRefused } as const;
  return readTable(source, wanted, async (row) => {
    const urn = urnOf(row, firstRows);
    if (urn === null) return;
    const lost = lostInspections(row, urn);
    if (lost.length > 0) await tellUnread(onUnread, row, lost);
    const inspections = inspectionsOf(row, urn);
    for (const inspection of inspections) await sinks.inspection(inspection);
    if (isUninspected(row, inspections)) {
      await sinks.uninspected?.({ urn, source: { file: row.file, row: row.row } });
    }
  });
}

/** The URN column, or the number at the end of the web link. */
function urnOf(row: OfstedRow, firstRows: Map<Urn, number>): Urn | null {
  const text = told(row, 'urn') ?? told(row, 'webLink') ?? '';
  const urn = urnIn(text);
  if (urn === undefined) {
    row.refuse('urn', text === '' ? 'value-missing' : 'bad-urn', { value: text });
    return null;
  }
  const firstRow = firstRows.get(urn);
  if (firstRow !== undefined && !listsAllInspections(row)) {
    row.refuse('urn', 'duplicate-key', { facts: { firstRow } });
    return null;
  }
  firstRows.set(urn, row.row);
  return urn;
}

function inspectionsOf(row: OfstedRow, urn: Urn): readonly InspectionFacts[] {
  const previous = inspectionOf(row, urn, 'previous', null);
  const oeif = inspectionOf(row, urn, 'oeif', earlierOf(row, 'oeif', previous));
  const latest = inspectionOf(row, urn, 'latest', earlierOf(row, 'latest', oeif ?? previous));
  const graded = [latest, oeif, previous].filter((inspection) => inspection !== null);
  const ungraded = inspectionOf(row, urn, 'ungraded', null);
  // A visit that was converted into a graded inspection is that inspection.
  const isNew =
    ungraded !== null &&
    !graded.some(
      (inspection) =>
        inspection.startDate === ungraded.startDate ||
        (inspection.inspectionNumber !== null && inspection.inspectionNumber === ungraded.inspectionNumber),
    );
  return isNew ? [...graded, ungraded] : graded;
}

/** What the row says about the graded inspection before the one of `block` (facts.ts: `earlier`). */
function earlierOf(
  row: OfstedRow,
  block: 'latest' | 'oeif',
  before: InspectionFacts | null,
): 'listed' | 'none' | null {
  if (before !== null) return 'listed';
  if (!row.has('previous.start') || row.has('oeif.start') || block === 'oeif') return null;
  return isEmptyBlock(row, 'previous') ? 'none' : null;
}

function isEmptyBlock(row: OfstedRow, block: OfstedBlock): boolean {
  return (['number', 'start', 'overall'] as const).every((field) => told(row, `${block}.${field}`) === null);
}

/** Only a "latest" file that carries overall grades says of a school that it was never graded. */
function isUninspected(row: OfstedRow, inspections: readonly InspectionFacts[]): boolean {
  const saysSo = row.has('latest.overall') && row.has('latest.number') && !listsAllInspections(row);
  const isEmpty = isEmptyBlock(row, 'latest') && isEmptyBlock(row, 'previous');
  return saysSo && isEmpty && inspections.every((inspection) => inspection.kind === 'ungraded');
}

function inspectionOf(
  row: OfstedRow,
  urn: Urn,
  block: OfstedBlock,
  earlier: 'listed' | 'none' | null,
): InspectionFacts | null {
  const number = numberIn(row, `${block}.number`) ?? (block === 'latest' ? numberIn(row, 'ownNumber') : null);
  const startDate = ofstedDate(row, `${block}.start`);
  if (startDate === null) {
    if (number !== null && told(row, `${block}.start`) === null) {
      row.ignoreValue(`${block}.start`, 'value-missing', { facts: { lost: 'inspection' } });
    }
    return null;
  }
  const kind = block === 'ungraded' || (block === 'latest' && !isGraded(row)) ? 'ungraded' : 'graded';
  const urnAtInspection = urnCell(told(row, `${block}.urnAt`) ?? '') ?? urn;
  const isRenewed = block === 'latest' && row.has('renewedSafeguarding');
  const concern = concernOf(row, block);
  return {
    urn,
    urnAtInspection,
    ofCurrentSchool: yesOf(row, `${block}.relates`) ?? urnAtInspection === urn,
    inspectionNumber: number,
    kind,
    startDate,
    publicationDate: ofstedDate(row, `${block}.published`),
    // The renewed framework gives no overall grade at all, and grades on another scale than 1 to 4.
    overallEffectiveness: isRenewed ? 'not-judged' : overallOf(row, block),
    // An ungraded visit does not judge whether there is a concern: its empty cell clears nobody.
    concern: kind === 'ungraded' && concern === 'none' ? null : concern,
    judgements: judgementsOf(row, block),
    safeguardingEffective: yesOf(row, isRenewed ? 'renewedSafeguarding' : `${block}.safeguarding`),
    earlier: kind === 'graded' ? earlier : null,
    source: { file: row.file, row: row.row },
  };
}

/** An inspection's number, of bearable length. */
function numberIn(row: OfstedRow, key: OfstedKey): string | null {
  const number = told(row, key);
  if (number === null || number.length <= NUMBER_CHARACTERS) return number;
  row.ignoreValue(key, 'value-too-long', { facts: { limit: NUMBER_CHARACTERS } });
  return null;
}
