import type { Urn } from '../../domain/kernel/index.js';
import type { InspectionFacts, UrnListEntry } from '../../domain/offers/index.js';
import { dateCell } from '../../platform/files/index.js';
import { isGraded, NUMBER_CHARACTERS, type OfstedRow, told, urnIn } from './ofsted-cells.js';
import type { OfstedBlock } from './ofsted-columns.js';
import { aboutSchool, type UnreadSubject } from './unread-subject.js';

const BLOCKS: readonly OfstedBlock[] = ['latest', 'oeif', 'previous'];

type Lost = Pick<UnreadSubject, 'subjectKind' | 'subjectId' | 'inspectionNumber'>;

/** The graded inspections of which a good row says when they began in no way that can be read. */
export function lostInspections(row: OfstedRow, urn: Urn): readonly Lost[] {
  return BLOCKS.flatMap((block): readonly Lost[] => {
    if (block === 'latest' && !isGraded(row)) return [];
    const start = told(row, `${block}.start`);
    const number = numberOf(told(row, `${block}.number`) ?? ownNumber(row, block));
    const isLost = start === null ? number !== null : dateCell(start) === undefined;
    return isLost ? [{ subjectKind: 'school', subjectId: urn, inspectionNumber: number }] : [];
  });
}

const ownNumber = (row: OfstedRow, block: OfstedBlock): string | null =>
  block === 'latest' ? told(row, 'ownNumber') : null;

/** The inspections that a refused row names, each by its number; without any number, the school. */
export function glanceInspections(row: OfstedRow): readonly Lost[] {
  const school = aboutSchool(urnIn(row.glance('urn')) ?? urnIn(row.glance('webLink')));
  const glances = [...BLOCKS.map((block) => row.glance(`${block}.number`)), row.glance('ownNumber')];
  const numbers = [...new Set(glances.flatMap((text) => numberOf(text) ?? []))];
  if (numbers.length === 0) return school;
  return school.flatMap((one) => numbers.map((inspectionNumber) => ({ ...one, inspectionNumber })));
}

function numberOf(text: string | null): string | null {
  return text === null ||
    !/^\w+$/.test(text) ||
    text.toUpperCase() === 'NULL' ||
    text.length > NUMBER_CHARACTERS
    ? null
    : text;
}

/** One file of inspections, as far as it tells whether what another could not say is known after all. */
export interface InspectionFile<Row extends UnreadSubject> {
  readonly unread: readonly Row[];
  /** URNs of the schools about which it says something. */
  readonly urns: ReadonlySet<Urn>;
  /** The newest date that it tells of; empty: none. */
  readonly newest: string;
}

/**
 * What no file says, of all that some file could not say: a lost inspection is known once any file gives one of its
 * number; a lost row without a number, once a file that is at least as new speaks of the school.
 */
export function stillUnread<Row extends UnreadSubject>(
  files: readonly InspectionFile<Row>[],
  inspections: readonly InspectionFacts[],
): readonly Row[] {
  const lost = files.flatMap((file) => file.unread.map((row) => ({ row, file })));
  if (lost.length === 0) return [];
  const known = new Set(inspections.map(({ urn, inspectionNumber }) => `${urn} ${inspectionNumber ?? ''}`));
  const isKnown = ({ row, file }: (typeof lost)[number]): boolean => {
    if (row.subjectId === null) return false;
    const urn = row.subjectId;
    if (row.inspectionNumber != null) return known.has(`${urn} ${row.inspectionNumber}`);
    return files.some((other) => other !== file && other.newest >= file.newest && other.urns.has(urn));
  };
  return lost.filter((each) => !isKnown(each)).map(({ row }) => row);
}

/** How new a file is, and whom it speaks of. */
export function inspectionFile<Row extends UnreadSubject>(
  inspections: readonly InspectionFacts[],
  uninspected: readonly UrnListEntry[],
  unread: readonly Row[],
): InspectionFile<Row> {
  const dates = inspections.map(({ publicationDate, startDate }) => publicationDate ?? startDate);
  return {
    unread,
    urns: new Set([...inspections, ...uninspected].map(({ urn }) => urn)),
    newest: dates.reduce((newest, date) => (date > newest ? date : newest), ''),
  };
}
