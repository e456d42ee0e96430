import type { Referral, UrnListEntry } from '../../domain/offers/index.js';
import {
  DATE_FORMS,
  dateCell,
  FaultLog,
  type FileSource,
  type ItemSink,
  nearestOf,
  readTable,
  type TableColumn,
  type TableRow,
  type TableSummary,
  trustUidCell,
  urnCell,
} from '../../platform/files/index.js';
import { type ReadOptions, shortText, uniqueUrn } from './gias-reader.js';
import { aboutSchool, aboutTrust, tellUnread } from './unread-subject.js';

export const URN_LIST_COLUMNS: readonly TableColumn<'urn'>[] = [
  { key: 'urn', names: ['URN'], required: true },
];

/**
 * Reads a list of schools (`--list 2ri-plus=FILE`): one column `URN`, others do not matter. Without rows it says that
 * nobody is on it, and that is told.
 */
export async function readUrnList(
  source: FileSource,
  onEntry: ItemSink<UrnListEntry>,
  options: ReadOptions = {},
): Promise<TableSummary> {
  const { onUnread, ...table } = options;
  const firstRows = new Map<string, number>();
  const onRefused = async (row: TableRow<'urn'>): Promise<void> => {
    const urn = urnCell(row.glance('urn'));
    // A school that is on the list already is on it.
    if (urn === undefined || !firstRows.has(urn)) await tellUnread(onUnread, row, aboutSchool(urn));
  };
  const columns = { columns: URN_LIST_COLUMNS, anchor: 'urn' } as const;
  const summary = await readTable(source, { ...table, ...columns, onRefused }, (row) => {
    const urn = uniqueUrn(row, 'urn', firstRows);
    return urn === null ? undefined : onEntry({ urn, source: { file: row.file, row: row.row } });
  });
  return toldWhenEmpty(summary);
}

function toldWhenEmpty(summary: TableSummary): TableSummary {
  if (summary.stopped !== null || summary.rowsRead > 0) return summary;
  const log = new FaultLog(summary.file);
  const told = log.add({ code: 'list-names-nobody', effect: 'noted' });
  return { ...summary, faults: [...summary.faults, told], faultCount: summary.faultCount + 1 };
}

type Key = 'kind' | 'id' | 'decision' | 'decidedOn' | 'decidedBy';

export const REFERRAL_COLUMNS: readonly TableColumn<Key>[] = [
  { key: 'kind', names: ['subject_kind'], required: true },
  { key: 'id', names: ['subject_id'], required: true },
  { key: 'decision', names: ['decision'], required: true },
  { key: 'decidedOn', names: ['decided_on'] },
  { key: 'decidedBy', names: ['decided_by'] },
];

const KINDS = ['school', 'trust'] as const;
const DECISIONS = ['accepted', 'declined', 'pending'] as const;

/**
 * Reads the exceptional-circumstances referrals (`--list referrals=FILE`): subject_kind (school, trust),
 * subject_id (URN or UID), decision (accepted, declined, pending), decided_on, decided_by. A second row about the
 * same subject is refused: which of two decisions counts is not for us to say. Without rows it says that nobody was
 * referred, and that is told.
 */
export async function readReferrals(
  source: FileSource,
  onReferral: ItemSink<Referral>,
  options: ReadOptions = {},
): Promise<TableSummary> {
  const { onUnread, ...given } = options;
  const firstRows = new Map<string, number>();
  const onRefused = (row: TableRow<Key>): Promise<void> => tellUnread(onUnread, row, glanceSubjects(row));
  const table = { columns: REFERRAL_COLUMNS, anchor: 'id', noteUnknownColumns: true } as const;
  const summary = await readTable(source, { ...given, ...table, onRefused }, (row) => {
    const referral = referralOf(row, firstRows);
    return referral === null ? undefined : onReferral(referral);
  });
  return toldWhenEmpty(summary);
}

/** Whom a refused row may be about: without a kind that can be read, a school or a trust. */
function glanceSubjects(row: TableRow<Key>) {
  const kind = KINDS.find((one) => one === row.glance('kind').toLowerCase());
  const id = row.glance('id');
  return [
    ...(kind === 'trust' ? [] : aboutSchool(urnCell(id))),
    ...(kind === 'school' ? [] : aboutTrust(trustUidCell(id))),
  ];
}

function referralOf(row: TableRow<Key>, firstRows: Map<string, number>): Referral | null {
  const subjectKind = oneOf(row, 'kind', KINDS);
  const decision = oneOf(row, 'decision', DECISIONS);
  const subjectId = subjectIdOf(row, subjectKind);
  const decidedOn = decisionDate(row);
  const subject = `${subjectKind ?? ''}-${subjectId ?? ''}`;
  const firstRow = firstRows.get(subject);
  if (firstRow !== undefined) row.refuse('id', 'duplicate-key', { facts: { firstRow } });
  if (subjectKind === null || decision === null || subjectId === null || row.isRefused) return null;
  firstRows.set(subject, row.row);
  return {
    subjectKind,
    subjectId,
    decision,
    decidedOn,
    decidedBy: shortText(row, 'decidedBy'),
    source: { file: row.file, row: row.row },
  };
}

function oneOf<Code extends string>(row: TableRow<Key>, key: Key, codes: readonly Code[]): Code | null {
  const text = (row.text(key) ?? '').toLowerCase();
  const found = codes.find((code) => code === text);
  if (found !== undefined) return found;
  const suggestion = nearestOf(text, codes);
  row.refuse(key, text === '' ? 'value-missing' : 'unknown-code', {
    allowed: codes,
    facts: suggestion === null ? {} : { suggestion },
  });
  return null;
}

function subjectIdOf(row: TableRow<Key>, kind: Referral['subjectKind'] | null): string | null {
  const text = row.text('id') ?? '';
  if (text === '') row.refuse('id', 'value-missing');
  if (text === '' || kind === null) return null;
  const id = kind === 'school' ? urnCell(text) : trustUidCell(text);
  if (id === undefined) row.refuse('id', kind === 'school' ? 'bad-urn' : 'bad-trust-uid');
  return id ?? null;
}

/** A decision's date is evidence: an unreadable one refuses the row, a blank one does not. */
function decisionDate(row: TableRow<Key>): string | null {
  const text = row.filled('decidedOn');
  if (text === null) return null;
  const date = dateCell(text);
  if (date === undefined) row.refuse('decidedOn', 'bad-date', { allowed: DATE_FORMS });
  return date ?? null;
}
