import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { ApiClient } from '../support/api-client.js';

const SAMPLES = join(process.cwd(), 'samples');
export const sample = (name: string): string => join(SAMPLES, name);

/** The sample files of the 2024-25 offer, as people upload them: kind, file, offer. */
const UPLOADS: readonly (readonly [kind: string, file: string, offer?: string])[] = [
  ['places', 'outcodes.csv'],
  ['schools', 'gias.csv'],
  ['groups', 'groups.csv'],
  ['group-links', 'group-links.csv'],
  ['school-links', 'links.csv'],
  ['inspections', 'ofsted-2005-19.csv'],
  ['inspections', 'ofsted-2019.csv'],
  ['inspections', 'ofsted-2023.csv'],
  ['inspections', 'ofsted-2025.csv'],
  ['2ri-plus', '2ri-plus.csv', '2024-25'],
  ['survey', 'survey-2024-25.csv', '2024-25'],
];

/** Uploads the sample round over the API and decides who is eligible. */
export async function uploadSampleRound(api: ApiClient): Promise<void> {
  for (const [kind, file, offer] of UPLOADS) {
    const ended = await api.import(kind, sample(file), offer);
    if (ended['state'] !== 'imported') throw new Error(`${file}: ${JSON.stringify(ended)}`);
  }
  const assessment = await api.assess('2024-25');
  if (assessment['state'] !== 'done') throw new Error(JSON.stringify(assessment));
}

/** Who supports whom for how many days: `case leader days`, sorted. */
export type Pairs = readonly string[];

/** The same round from files to files, by the command line of the built code. */
export async function matchedByCommandLine(): Promise<Pairs> {
  const out = await mkdtemp(join(tmpdir(), 'leader-match-cli-'));
  const repeated = ['ofsted-2005-19', 'ofsted-2019', 'ofsted-2023', 'ofsted-2025'].flatMap((name) => [
    '--inspections',
    sample(`${name}.csv`),
  ]);
  const child = spawn(
    process.execPath,
    [
      ...[join(process.cwd(), 'bin', 'leader-match'), 'match', '--offer', '2024-25', ...repeated],
      ...['--schools', sample('gias.csv'), '--groups', sample('groups.csv')],
      ...['--group-links', sample('group-links.csv'), '--links', sample('links.csv')],
      ...['--places', sample('outcodes.csv'), '--list', `2ri-plus=${sample('2ri-plus.csv')}`],
      ...['--survey', sample('survey-2024-25.csv'), '--out', join(out, 'result')],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`leader-match match ended with ${String(code)}`);
  const text = await readFile(join(out, 'result', 'matches.csv'), 'utf8');
  await rm(out, { recursive: true, force: true });
  const rows = parse(text, { columns: true, bom: true }) as unknown as Record<string, string>[];
  return rows.map((row) => `${row['case_id'] ?? ''} ${row['leader_ref'] ?? ''} ${row['days'] ?? ''}`).sort();
}

/** The pairs of a run, read over the API. */
export async function pairsOfRun(api: ApiClient, runId: string): Promise<Pairs> {
  const { body } = await api.get<{ readonly items: readonly Record<string, unknown>[] }>(
    `/api/v1/matches?runId=${runId}&limit=200`,
  );
  return body.items
    .map((match) => `${String(match['caseId'])} ${String(match['leaderRef'])} ${String(match['days'])}`)
    .sort();
}
