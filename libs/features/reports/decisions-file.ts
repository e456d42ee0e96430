import type { SourceRow } from '../../domain/kernel/index.js';
import { daysFromHalfDays } from '../../domain/kernel/index.js';
import type { Decision } from '../../domain/offers/index.js';
import { type CsvCell, type CsvColumn, csvText, xlsxBytes } from '../../platform/files/index.js';
import { whyDecision } from '../../wording/index.js';

/** Lists in a cell are separated like this in every file of ours. */
export const LIST_SEPARATOR = ';';

/** decisions.csv (contracts: assess). */
export const DECISION_COLUMNS: readonly CsvColumn<Decision>[] = [
  { name: 'subject_kind', of: (decision) => decision.subjectKind },
  { name: 'subject_id', of: (decision) => decision.subjectId },
  { name: 'name', of: (decision) => decision.name },
  { name: 'eligible', of: (decision) => decision.eligible },
  { name: 'criterion', of: (decision) => decision.criterion },
  { name: 'tier', of: (decision) => decision.tier },
  { name: 'priority', of: (decision) => decision.priority },
  { name: 'unit', of: (decision) => decision.unit },
  { name: 'supported_id', of: (decision) => decision.supportedId },
  { name: 'case_id', of: (decision) => decision.caseId },
  { name: 'days', of: ({ halfDays }) => (halfDays === null ? null : daysFromHalfDays(halfDays)) },
  { name: 'contact_1', of: ({ contacts }) => contacts[0] ?? null },
  { name: 'contact_2', of: ({ contacts }) => contacts[1] ?? null },
  { name: 'contact_3', of: ({ contacts }) => contacts[2] ?? null },
  { name: 'contact_by', of: (decision) => decision.contactBy },
  { name: 'extras', of: ({ extras }) => extras.join(LIST_SEPARATOR) },
  { name: 'missing', of: ({ missing }) => missing.join(LIST_SEPARATOR) },
  { name: 'evidence', of: ({ evidence }) => evidence.map(evidenceCell).join(LIST_SEPARATOR) },
  { name: 'why', of: whyDecision },
];

/** decisions.csv: one row per open school read and per trust (contracts: assess). */
export function decisionsCsv(decisions: readonly Decision[]): string {
  return csvText(DECISION_COLUMNS, decisions);
}

/** `gias.csv:12`: the file and the line in it. */
function evidenceCell({ file, row }: SourceRow): string {
  return `${file}:${String(row)}`;
}

/** The same table as a workbook of one sheet; days and dates are typed. Only the cells are held, not the decisions. */
export async function decisionsWorkbook(
  decisions: Iterable<Decision> | AsyncIterable<Decision>,
): Promise<Buffer> {
  const rows: CsvCell[][] = [];
  for await (const decision of decisions) rows.push(DECISION_COLUMNS.map(({ of }) => of(decision)));
  const columns = DECISION_COLUMNS.map(({ name }, at) => ({
    name,
    of: (row: readonly CsvCell[]) => row[at] ?? null,
    isDate: name === 'contact_by',
  }));
  return xlsxBytes({ name: 'Decisions', columns, rows });
}
