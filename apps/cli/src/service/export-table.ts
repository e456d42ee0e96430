import { type CsvColumn, csvText, xlsxBytes } from '../../../../libs/platform/files/index.js';
import { plural } from '../../../../libs/wording/index.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import { MATCH_COLUMNS, matchesOf } from './list-matches.js';
import { noteExport, type PurposeOptions, purposeOf } from './note-export.js';
import { runUncovered, type UncoveredCase } from './resources.js';
import type { ServiceOptions } from './service-options.js';
import {
  pathOf,
  printJson,
  refuse,
  type ServiceSession,
  tellFailure,
  withService,
} from './service-session.js';
import type { Surroundings } from './surroundings.js';
import { writtenFile } from './written-file.js';

export interface ExportOptions extends ServiceOptions, PurposeOptions {
  /** Ends in .csv or .xlsx. */
  readonly out: string;
}

export type ExportedTable = 'matches' | 'uncovered' | 'claim' | 'statements';

/** As in uncovered.csv of `leader-match match`. */
const UNCOVERED_COLUMNS: readonly CsvColumn<UncoveredCase>[] = [
  { name: 'case_id', of: ({ caseId }) => caseId },
  { name: 'subject_kind', of: ({ caseId }) => caseId.slice(0, Math.max(0, caseId.indexOf('-'))) },
  { name: 'subject_id', of: ({ caseId }) => caseId.slice(caseId.indexOf('-') + 1) },
  { name: 'name', of: ({ name }) => name },
  { name: 'days', of: ({ days }) => days },
  { name: 'priority', of: ({ priority }) => priority },
  { name: 'reason', of: ({ reason }) => reason },
  { name: 'nearest_remedy', of: ({ nearestRemedy }) => nearestRemedy },
  { name: 'why', of: ({ why }) => why },
];

/** Writes one table of the service into a file. */
export function exportTable(
  table: ExportedTable,
  id: string,
  options: ExportOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  return withService(options, surroundings, terminal, async (session) => {
    const format = formatOf(options.out);
    switch (table) {
      case 'matches': {
        const found = await matchesOf(session, id);
        if (!found.ok) return tellFailure(session, found.failure);
        const noted = await noteExport(
          session,
          { table: 'run-matches', runId: id, format, rows: found.value.length },
          options,
        );
        if (!noted.ok) return tellFailure(session, noted.failure);
        return written(session, options.out, { name: 'Matches', columns: MATCH_COLUMNS, rows: found.value });
      }
      case 'uncovered': {
        const found = await session.client.get(`${pathOf('runs', id)}/result`, runUncovered);
        if (!found.ok) return tellFailure(session, found.failure);
        const rows = found.value.uncovered;
        const noted = await noteExport(
          session,
          { table: 'run-uncovered', runId: id, format, rows: rows.length },
          options,
        );
        if (!noted.ok) return tellFailure(session, noted.failure);
        return written(session, options.out, { name: 'Uncovered', columns: UNCOVERED_COLUMNS, rows });
      }
      case 'claim':
        return fetched(session, options, `${pathOf('claims', id)}/lines`);
      case 'statements':
        return fetched(session, options, `${pathOf('offers', id)}/statements`);
    }
  });
}

const isWorkbook = (file: string): boolean => file.toLowerCase().endsWith('.xlsx');
const formatOf = (file: string): 'csv' | 'xlsx' => (isWorkbook(file) ? 'xlsx' : 'csv');

async function written<Row>(
  session: ServiceSession,
  file: string,
  sheet: {
    readonly name: string;
    readonly columns: readonly CsvColumn<Row>[];
    readonly rows: readonly Row[];
  },
): Promise<ExitCode> {
  const content = isWorkbook(file) ? await xlsxBytes(sheet) : csvText(sheet.columns, sheet.rows);
  const reason = await writtenFile(file, content);
  if (reason !== null) return refuse(session, 'unwritable-file', `${file} cannot be written: ${reason}.`);
  const rows = sheet.rows.length;
  if (session.json) printJson(session.terminal, { file, rows });
  else session.terminal.out(`Wrote ${plural(rows, 'row', 'rows')} to ${file}\n`);
  return EXIT.done;
}

/** A file that the service itself makes, and notes. */
async function fetched(session: ServiceSession, options: ExportOptions, path: string): Promise<ExitCode> {
  const { out: file } = options;
  const query = new URLSearchParams(purposeOf(options)).toString();
  const got = await session.client.download(`${path}.${formatOf(file)}?${query}`, file);
  if (!got.ok) return tellFailure(session, got.failure);
  if (session.json) printJson(session.terminal, { file });
  else session.terminal.out(`Wrote ${file}\n`);
  return EXIT.done;
}
