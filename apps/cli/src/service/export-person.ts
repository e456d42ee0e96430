import { SYSTEM } from '../../../../libs/domain/kernel/index.js';
import {
  ExportPerson,
  type Holding,
  type PersonExport,
  PersonsModule,
} from '../../../../libs/features/persons/index.js';
import { type CsvCell, csvText } from '../../../../libs/platform/files/index.js';
import { plural, refusalSentence } from '../../../../libs/wording/index.js';
import { fileSystemReason, writeOutputFolder } from '../output-folder.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import { onDatabase } from './on-database.js';
import { printJson, refuse } from './service-session.js';
import type { Surroundings } from './surroundings.js';

export interface ExportPersonOptions {
  readonly key: string;
  readonly out: string;
  readonly purpose: string;
  readonly json: boolean;
}

const PERSONS = { entities: [], feature: PersonsModule, applicationName: 'leader-match person' };

/** Writes everything that is held on one person into a folder. */
export function exportPerson(
  { key, out, purpose, json }: ExportPersonOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  return onDatabase(PERSONS, { json }, surroundings, terminal, async (context) => {
    const found = await context.get(ExportPerson, { strict: false }).execute(SYSTEM, { key, purpose });
    if (!found.ok) return refuse({ json, terminal }, found.refusal.code, refusalSentence(found.refusal));
    const files = filesOf(found.value, purpose);
    try {
      await writeOutputFolder(out, files, false, true);
    } catch (error) {
      const reason = fileSystemReason(error);
      if (reason === null) throw error;
      return refuse({ json, terminal }, 'cannot-write', `The files cannot be written: ${reason}`);
    }
    const rows = found.value.holdings.reduce((sum, holding) => sum + holding.rows.length, 0);
    if (json) printJson(terminal, { files: [...files.keys()], rows });
    else terminal.out(`${plural(rows, 'row', 'rows')} in ${plural(files.size, 'file', 'files')} in ${out}\n`);
    return EXIT.done;
  });
}

function filesOf({ person, holdings }: PersonExport, purpose: string): ReadonlyMap<string, string> {
  const held = holdings.filter(({ rows }) => rows.length > 0);
  const tables = Object.fromEntries(held.map(({ table, rows }) => [table, rows]));
  return new Map([
    ['person.json', `${JSON.stringify({ person, purpose, tables }, null, 2)}\n`],
    ...held.map((holding): [string, string] => [`${holding.table}.csv`, csvOf(holding)]),
  ]);
}

function csvOf({ rows }: Holding): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return csvText(
    names.map((name) => ({ name, of: (row: Holding['rows'][number]) => cellOf(row[name]) })),
    rows,
  );
}

function cellOf(value: unknown): CsvCell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
}
