/**
 * Fills an embedded PostgreSQL with a fictional national round, starts the API on it, and asks for every page a
 * coordinator, reviewer or leader opens, again and again; prints a table of the time to the last byte.
 *
 *   node dist/benchmarks/page-speed.js [times=20] [cases=2500] [leaders=1000] [runs=10]
 *
 * The promise: 95 of 100 answers within 300 ms. Exit 1 when a page breaks it.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import { SYSTEM } from '../libs/domain/kernel/index.js';
import { IDENTITY_ENTITIES, IdentityModule, SeedDemoUsers } from '../libs/features/identity/index.js';
import { MatchesQueries, publishMatches } from '../libs/features/matches/index.js';
import {
  CreateRunUseCase,
  FinishRunUseCase,
  RunsModule,
  TakeRunUseCase,
} from '../libs/features/runs/index.js';
import { Database, DatabaseModule, migrate, startEmbeddedPostgres } from '../libs/platform/database/index.js';
import { PASSWORD, startApiProcess, urlAt } from './api-process.js';
import {
  addSolvedRun,
  analyze,
  fillRound,
  ROUND_OFFER,
  type RoundShape,
} from './national-round.repository.js';

const PROMISED_MS = 300;
const PORT = 3998;
const URL_BASE = urlAt(PORT);
const TICKS_PER_SECOND = 100;
const QUIET = Object.assign(new NestApplicationContextOptions(), { logger: ['error'] as const });

@Module({})
class PageSpeedModule {}

/** What the pages are about: the newest run, one before it, one match of a leader, one case. */
interface Subjects {
  readonly runs: readonly string[];
  readonly matchId: string;
  readonly proposalId: string;
  readonly caseId: string;
  readonly leaderRef: string;
}

async function fill(url: string, shape: RoundShape): Promise<Subjects> {
  const database = DatabaseModule.forRoot({
    ...{ url, entities: IDENTITY_ENTITIES, applicationName: 'leader-match page speed' },
  });
  const root = { module: PageSpeedModule, imports: [database, IdentityModule, RunsModule] };
  const context = await NestFactory.createApplicationContext(root, QUIET);
  const of = { strict: false } as const;
  const store = context.get(Database, of);
  await fillRound(store, shape);
  const steps = {
    create: context.get(CreateRunUseCase, of),
    take: context.get(TakeRunUseCase, of),
    finish: context.get(FinishRunUseCase, of),
  };
  const runs: string[] = [];
  for (let n = 1; n <= shape.runs; n += 1) runs.unshift(await addSolvedRun(steps, n));
  const [newest = '', before = ''] = runs;
  const published = await store.transaction(SYSTEM, (manager) => publishMatches(manager, SYSTEM, before));
  if (!published.ok) throw new Error(published.refusal.code);
  const matches = context.get(MatchesQueries, of);
  const [mine] = (await matches.list({ runId: before })).items;
  const [proposal] = (await matches.list({ runId: newest })).items;
  if (mine === undefined || proposal === undefined) throw new Error('The runs match nobody');
  const { leaderRef } = mine;
  await context.get(SeedDemoUsers, of).execute(SYSTEM, { password: PASSWORD, leaderRef });
  await context.close();
  return { runs, matchId: mine.id, proposalId: proposal.id, caseId: mine.caseId, leaderRef };
}

function pagesOf({
  runs,
  matchId,
  proposalId,
  caseId,
  leaderRef,
}: Subjects): readonly (readonly [string, string])[] {
  const [run = '', before = ''] = runs;
  const staff = [
    ...[
      '/',
      '/imports',
      `/eligibility?offer=${ROUND_OFFER}`,
      `/eligibility?offer=${ROUND_OFFER}&eligible=&text=99`,
    ],
    ...[`/eligibility/${ROUND_OFFER}/school/${caseId.slice(7)}`, `/cases?offer=${ROUND_OFFER}`],
    ...[`/cases?offer=${ROUND_OFFER}&contact=overdue`, `/cases/${ROUND_OFFER}/${caseId}`],
    `/cases?offer=${ROUND_OFFER}&sort=contact&page=9`,
    '/runs?sort=covered&direction=descending',
    ...[`/leaders?offer=${ROUND_OFFER}`, `/leaders?offer=${ROUND_OFFER}&sort=left&left=some&page=3`],
    ...[`/leaders/${leaderRef}?offer=${ROUND_OFFER}`, `/leaders/${leaderRef}/survey?offer=${ROUND_OFFER}`],
    ...[
      '/runs',
      '/runs/new',
      `/runs/${run}`,
      `/runs/${run}/matches`,
      `/runs/${run}/matches?region=London&sort=miles`,
    ],
    ...[`/runs/${run}/uncovered`, `/runs/${run}/leaders`, `/runs/${run}/map`, `/runs/${run}/cases/${caseId}`],
    ...[`/runs/compare?run=${before}&run=${run}`, `/runs/${run}/publish`, `/matches/${matchId}`],
    ...[
      '/outbox',
      '/claims',
      `/reports?offer=${ROUND_OFFER}`,
      `/conflicts?offer=${ROUND_OFFER}`,
      '/about-matching',
    ],
  ];
  const reviewer = ['/review', `/matches/${proposalId}/override`, '/audit'];
  const leader = [
    `/assignments`,
    `/assignments/${matchId}`,
    `/assignments/${matchId}/respond`,
    '/survey',
    '/statement',
  ];
  return [
    ...staff.map((path) => ['coordinator', path] as const),
    ...reviewer.map((path) => ['reviewer', path] as const),
    ...leader.map((path) => ['leader', path] as const),
    ...['/admin/users', '/admin/background-work'].map((path) => ['admin', path] as const),
  ];
}

async function signedIn(username: string): Promise<string> {
  const form = await fetch(`${URL_BASE}/sign-in`);
  const first = form.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
  const csrf = /name="csrf" value="([^"]+)"/.exec(await form.text())?.[1] ?? '';
  const answer = await fetch(`${URL_BASE}/sign-in`, {
    ...{ method: 'POST', redirect: 'manual', headers: { cookie: first } },
    body: new URLSearchParams({ csrf, username, password: PASSWORD }),
  });
  if (answer.status !== 303) throw new Error(`${username} could not sign in: ${String(answer.status)}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

interface Row {
  readonly page: string;
  readonly bytes: number;
  readonly p50: number;
  readonly p95: number;
  /** Processor time of the API process for one answer. */
  readonly cpu: number;
  /** Processor time of the database for one answer. */
  readonly databaseCpu: number;
  /** The first answer, which compiles templates and fills what is kept of finished runs; by the clock. */
  readonly first: number;
}

/** The first answer is not counted: it compiles the page's templates. */
async function measure(
  { api, database }: { readonly api: number; readonly database: number },
  cookie: string,
  path: string,
  times: number,
): Promise<Row> {
  const ask = async (): Promise<{ readonly ms: number; readonly bytes: number }> => {
    const started = performance.now();
    const answer = await fetch(URL_BASE + path, { headers: { cookie }, redirect: 'manual' });
    const bytes = (await answer.arrayBuffer()).byteLength;
    if (answer.status !== 200) throw new Error(`${path} answered ${String(answer.status)}`);
    return { ms: performance.now() - started, bytes };
  };
  const { bytes, ms: first } = await ask();
  const spent = (): readonly [number, number] => [cpuMs(api), cpuMs(database) + childrenCpuMs(database)];
  const before = spent();
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) taken.push((await ask()).ms);
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.ceil(share * times) - 1] ?? 0);
  const page = path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');
  const [cpu, databaseCpu] = spent().map((now, n) => Math.round((now - (before[n] ?? 0)) / times));
  return {
    ...{ page, bytes, first: Math.round(first), p50: at(0.5), p95: at(0.95) },
    ...{ cpu: cpu ?? 0, databaseCpu: databaseCpu ?? 0 },
  };
}

/** Linux only; 0 elsewhere. */
function cpuMs(pid: number): number {
  try {
    const fields =
      readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ') ?? [];
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
}

/** Of the processes that PostgreSQL runs its sessions in. */
function childrenCpuMs(pid: number): number {
  try {
    const children = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8');
    return children
      .split(' ')
      .filter((child) => child !== '')
      .reduce((sum, child) => sum + cpuMs(Number(child)), 0);
  } catch {
    return 0;
  }
}

async function run(times: number, shape: RoundShape): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'leader-match-page-speed-'));
  const server = await startEmbeddedPostgres({ dataDir });
  let api: ChildProcess | undefined;
  try {
    await migrate(server.urls.owner);
    const subjects = await fill(server.urls.app, shape);
    await analyze(server.urls.owner);
    api = await startApiProcess(PORT, server.urls.app);
    const cookies = new Map<string, string>();
    console.log(
      `Load at the start: ${loadavg()
        .map((one) => one.toFixed(1))
        .join(', ')}\n`,
    );
    console.log('| Page | KB | first ms | median ms | p95 ms | CPU ms | database CPU ms |');
    console.log('| --- | --: | --: | --: | --: | --: | --: |');
    for (const [role, path] of pagesOf(subjects)) {
      const cookie = cookies.get(role) ?? (await signedIn(role));
      cookies.set(role, cookie);
      const pids = { api: api.pid ?? 0, database: server.pid };
      const row = await measure(pids, cookie, path, times);
      const kilobytes = Math.round(row.bytes / 1024);
      console.log(
        `| \`${row.page}\` | ${[kilobytes, row.first, row.p50, row.p95, row.cpu, row.databaseCpu].map(String).join(' | ')} |`,
      );
      if (row.p95 > PROMISED_MS) process.exitCode = 1;
    }
    console.log(
      `\nLoad at the end: ${loadavg()
        .map((one) => one.toFixed(1))
        .join(', ')}`,
    );
  } finally {
    api?.kill();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const [times = '20', cases = '2500', leaders = '1000', runs = '10'] = process.argv.slice(2);
await run(Number(times), {
  ...{ cases: Number(cases), leaders: Number(leaders), runs: Number(runs), decisions: 22_000 },
});
