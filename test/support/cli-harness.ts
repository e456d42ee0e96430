import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { runCli } from '../../apps/cli/src/program.js';

/** One finished command line. */
export interface CliRun {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process. `errIsTerminal`: as if a person watched stderr. */
export async function cli(args: readonly string[], errIsTerminal = false): Promise<CliRun> {
  let out = '';
  let err = '';
  const exit = await runCli(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    errIsTerminal,
  });
  return { exit, out, err };
}

/** A new empty folder under the system's temporary folder; `remove` takes it away again. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'leader-match-'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** A folder for the tests of one file, gone after the last of them. */
export function folderOfTests(): { readonly path: string } {
  const folder = temporaryFolder();
  afterAll(() => {
    folder.remove();
  });
  return folder;
}

/** The rows of a CSV file by column name. */
export function csvRows(path: string): readonly Readonly<Record<string, string>>[] {
  return parse(readFileSync(path), { columns: true });
}

/** The first line of a CSV file as column names. */
export function csvHeader(path: string): readonly string[] {
  const [header] = parse(readFileSync(path), { to: 1 });
  return header ?? [];
}

const SAMPLES = join(process.cwd(), 'samples');

export function sampleFile(name: string): string {
  return join(SAMPLES, name);
}

const INSPECTIONS: Readonly<Record<string, readonly string[]>> = {
  '2019-20': ['ofsted-2019.csv', 'ofsted-2005-19.csv'],
  '2022-23': ['ofsted-2023.csv', 'ofsted-2019.csv'],
  '2024-25': ['ofsted-2025.csv', 'ofsted-2023.csv'],
};

/** The options that read every sample file of one offer. */
export function sampleOptions(offer: string): readonly string[] {
  return [
    ...['--offer', offer, '--schools', sampleFile('gias.csv')],
    ...(INSPECTIONS[offer] ?? []).flatMap((name) => ['--inspections', sampleFile(name)]),
    ...['--groups', sampleFile('groups.csv'), '--group-links', sampleFile('group-links.csv')],
    ...['--links', sampleFile('links.csv'), '--places', sampleFile('outcodes.csv')],
    ...(offer === '2024-25' ? ['--list', `2ri-plus=${sampleFile('2ri-plus.csv')}`] : []),
    ...(offer === '2022-23' ? ['--list', `referrals=${sampleFile('referrals.csv')}`] : []),
  ];
}

export function sampleSurvey(offer: string): readonly string[] {
  return ['--survey', sampleFile(`survey-${offer}.csv`)];
}
