/**
 * Imports a GIAS extract into an embedded PostgreSQL, from stored bytes to stored facts, and reads the same file with
 * csv-parse alone; prints both times and the peak of resident memory of the importing process.
 *
 *   node dist/benchmarks/make-gias.js /tmp/gias.csv 27000 135
 *   node dist/benchmarks/import-time.js /tmp/gias.csv [times=2]
 *
 * The promise: the import takes at most three times as long and stays under 300 MB. Exit 1 when it is broken. The
 * first import goes into an empty register, the next ones replace it.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Module } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import { parse } from 'csv-parse';
import { SYSTEM } from '../libs/domain/kernel/index.js';
import { ProcessImport, ReceiveImport } from '../libs/features/imports/index.js';
import { SchoolsModule } from '../libs/features/schools/index.js';
import { DatabaseModule, migrate, startEmbeddedPostgres } from '../libs/platform/database/index.js';

const PROMISED_TIMES = 3;
const PROMISED_MEGABYTES = 300;

const QUIET = Object.assign(new NestApplicationContextOptions(), { logger: ['error'] as const });

@Module({})
class ImportTimeModule {}

const secondsSince = (started: number): number => Math.round((performance.now() - started) / 10) / 100;

/** Nothing but the cells. */
async function parseAlone(path: string): Promise<void> {
  const started = performance.now();
  let rows = 0;
  for await (const _cells of createReadStream(path).pipe(parse({ bom: true, encoding: 'latin1' }))) rows += 1;
  console.log(JSON.stringify({ rows: rows - 1, seconds: secondsSince(started) }));
}

/** In a process of its own, so that neither warms up or burdens the other. */
function secondsOfParsing(path: string): number {
  const own = fileURLToPath(import.meta.url);
  const { stdout, stderr, status } = spawnSync(process.execPath, [own, '--parse-alone', path], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return (JSON.parse(stdout) as { seconds: number }).seconds;
}

async function measure(path: string, times: number): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'leader-match-import-time-'));
  const server = await startEmbeddedPostgres({ dataDir });
  await migrate(server.urls.owner);
  const database = DatabaseModule.forRoot({
    url: server.urls.app,
    entities: [],
    applicationName: 'leader-match import time',
  });
  const root = { module: ImportTimeModule, imports: [database, SchoolsModule] };
  const context = await NestFactory.createApplicationContext(root, QUIET);
  try {
    for (let time = 1; time <= times; time += 1) {
      const parsing = secondsOfParsing(path);
      const received = await context.get(ReceiveImport, { strict: false }).execute(SYSTEM, {
        ...{ kind: 'schools', offer: null, fileName: basename(path), force: true },
        content: createReadStream(path),
        maxBytes: statSync(path).size,
      });
      if (!received.ok) throw new Error(received.refusal.code);
      const { importId } = received.value;
      const started = performance.now();
      const done = await context.get(ProcessImport, { strict: false }).execute(SYSTEM, { importId });
      report(parsing, secondsSince(started), done.ok ? { ...done.value } : { refused: done.refusal.code });
    }
  } finally {
    await context.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function report(parsing: number, importing: number, result: object): void {
  const times = Math.round((importing / parsing) * 100) / 100;
  // Linux gives kilobytes.
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    JSON.stringify({
      ...result,
      csvParseAloneSeconds: parsing,
      importSeconds: importing,
      times,
      peakResidentMegabytes: peakMegabytes,
    }),
  );
  if (times > PROMISED_TIMES || peakMegabytes > PROMISED_MEGABYTES) process.exitCode = 1;
}

const [first, second] = process.argv.slice(2);
if (first === '--parse-alone' && second !== undefined) await parseAlone(second);
else if (first !== undefined) await measure(first, Number(second ?? '2'));
else {
  console.error('usage: import-time GIAS.csv [times]');
  process.exitCode = 2;
}
