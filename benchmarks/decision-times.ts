/**
 * Times decisions over HTTP while many are made at once: two API processes on one embedded PostgreSQL with a fictional
 * round of the national size. Prints a table of times from sending to the whole answer, beside the same request alone and
 * beside the cheapest answer there is, so that a slow machine shows as slow in every row.
 *
 *   node dist/benchmarks/decision-times.js [atOnce=64] [rounds=5] [cases=2500] [leaders=1500]
 *
 * Exit 1 when an answer is not the one that the row says.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Module } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import { SYSTEM } from '../libs/domain/kernel/index.js';
import { grantBudgets } from '../libs/features/budgets/index.js';
import { IDENTITY_ENTITIES, IdentityModule, SeedDemoUsers } from '../libs/features/identity/index.js';
import { MatchesQueries } from '../libs/features/matches/index.js';
import {
  CreateRunUseCase,
  FinishRunUseCase,
  PublishRunUseCase,
  RunsModule,
  TakeRunUseCase,
} from '../libs/features/runs/index.js';
import { Database, DatabaseModule, migrate, startEmbeddedPostgres } from '../libs/platform/database/index.js';
import { addSolvedRun, analyze, fillRound, ROUND_OFFER } from './national-round.repository.js';

const PORTS = [3996, 3997] as const;
const PASSWORD = 'only-for-the-benchmark-0123';
const QUIET = Object.assign(new NestApplicationContextOptions(), { logger: ['error'] as const });
const API = join(fileURLToPath(new URL('.', import.meta.url)), '../apps/api/src/main.js');
const WHY = { reasonCode: 'local-knowledge', reason: 'They know the area.' };

@Module({})
class DecisionTimesModule {}

interface OwnMatch {
  readonly id: string;
  readonly leaderRef: string;
}

/** A published run of the whole round, its matches, and leaders who can take one more. */
interface Subjects {
  readonly runId: string;
  readonly matches: readonly OwnMatch[];
  readonly free: readonly string[];
}

async function fill(url: string, cases: number, leaders: number): Promise<Subjects> {
  const database = DatabaseModule.forRoot({
    ...{ url, entities: IDENTITY_ENTITIES, applicationName: 'leader-match decision times' },
  });
  const root = { module: DecisionTimesModule, imports: [database, IdentityModule, RunsModule] };
  const context = await NestFactory.createApplicationContext(root, QUIET);
  const of = { strict: false } as const;
  const store = context.get(Database, of);
  await fillRound(store, { cases, leaders, runs: 1, decisions: cases });
  const steps = {
    create: context.get(CreateRunUseCase, of),
    take: context.get(TakeRunUseCase, of),
    finish: context.get(FinishRunUseCase, of),
  };
  const runId = await addSolvedRun(steps, 1);
  const refs = Array.from({ length: leaders }, (_, n) => `L${String(n + 1).padStart(5, '0')}`);
  const grants = refs.map((leaderRef) => ({
    ...{ offer: ROUND_OFFER, leaderRef, halfDays: 4000, idempotencyKey: `more:${leaderRef}` },
  }));
  await store.transaction(SYSTEM, (manager) => grantBudgets(manager, SYSTEM, grants));
  const published = await context.get(PublishRunUseCase, of).execute(SYSTEM, { runId });
  if (!published.ok) throw new Error(published.refusal.code);
  await analyze(store);
  const matches = await context.get(MatchesQueries, of).ofRun(runId);
  await context.get(SeedDemoUsers, of).execute(SYSTEM, { password: PASSWORD, leaderRef: 'L00001' });
  await context.close();
  return { runId, matches: matches.map(({ id, leaderRef }) => ({ id, leaderRef })), free: refs };
}

async function startApi(databaseUrl: string, port: number): Promise<ChildProcess> {
  const api = spawn(process.execPath, [API], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...{ DATABASE_URL: databaseUrl, PORT: String(port), LOG_LEVEL: 'warn' },
      ...{ SESSION_SECRET: 'k7Qw2Zr9Tb4Xn6Vc1Mh8Ls3Pd5Jf0Gy2Ru7Ea4Wo', API_REQUESTS_PER_MINUTE: '1000000' },
    },
  });
  for (;;) {
    const ready = await fetch(`http://127.0.0.1:${String(port)}/health/ready`).catch(() => null);
    if (ready?.ok === true) return api;
    if (api.exitCode !== null) throw new Error('The API did not start');
    await delay(200);
  }
}

interface Told {
  readonly status: number;
  readonly tag: string;
  readonly ms: number;
}

type Send = (method: string, path: string, body?: object, tag?: string) => Promise<Told>;

/** Sends to the two processes by turns, as this user. */
async function sender(username: string): Promise<Send> {
  let turn = 0;
  let token = '';
  const send = async (method: string, path: string, body?: object, tag?: string): Promise<Response> => {
    const url = `http://127.0.0.1:${String(PORTS[turn++ % 2])}${path}`;
    return fetch(url, {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(tag === undefined ? {} : { 'if-match': tag }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  const given = await send('POST', '/api/v1/tokens', { username, password: PASSWORD, name: 'benchmark' });
  token = ((await given.json()) as { token: string }).token;
  return async (...request) => {
    const began = performance.now();
    const answer = await send(...request);
    await answer.arrayBuffer();
    return { status: answer.status, tag: answer.headers.get('etag') ?? '', ms: performance.now() - began };
  };
}

/** One row of the table: what is prepared for each request, and the request itself. */
interface Kind {
  readonly name: string;
  prepare(index: number): Promise<() => Promise<Told>>;
  /** How many answers of each status are expected of so many at once; absent: all of the first status. */
  readonly statuses: readonly number[];
  /** Of many at once only this many get the first status. */
  readonly winners?: number;
}

const atShare = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
const whole = (ms: number): string => String(Math.round(ms));

async function timesOf(kind: Kind, atOnce: number, rounds: number, from: number): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const ready: (() => Promise<Told>)[] = [];
    for (let n = 0; n < atOnce; n += 1) ready.push(await kind.prepare(from + round * atOnce + n));
    const told = await Promise.all(ready.map((send) => send()));
    const first = told.filter(({ status }) => status === kind.statuses[0]).length;
    const wrong = told.filter(({ status }) => !kind.statuses.includes(status));
    if (wrong.length > 0 || first !== (kind.winners ?? atOnce)) {
      console.log(`${kind.name}: ${told.map(({ status }) => String(status)).join(' ')}`);
      process.exitCode = 1;
    }
    taken.push(...told.map(({ ms }) => ms));
  }
  return taken.toSorted((a, b) => a - b);
}

function kindsOf({ runId, matches, free }: Subjects, reviewer: Send, coordinator: Send): readonly Kind[] {
  const change = async (match: OwnMatch | undefined, leaderRef: string) => {
    const changes = [{ kind: 'reassign', matchId: match?.id ?? '', leaderRef }];
    const { tag } = await reviewer('POST', `/api/v1/runs/${runId}/overrides/preview`, { changes });
    return () => reviewer('POST', `/api/v1/runs/${runId}/overrides`, { changes, ...WHY }, tag);
  };
  let used = 0;
  /** A match that no request was about yet. */
  const fresh = (): OwnMatch | undefined => matches[used++];
  const asked = (send: () => Promise<Told>) => () => Promise.resolve(send);
  return [
    {
      ...{ name: 'that the process lives', statuses: [200] },
      prepare: asked(() => coordinator('GET', '/health/live')),
    },
    {
      ...{ name: 'one match, read', statuses: [200] },
      prepare: asked(() => coordinator('GET', `/api/v1/matches/${matches[0]?.id ?? ''}`)),
    },
    {
      ...{ name: 'a leader accepts, each another match', statuses: [200] },
      prepare: () => {
        const path = `/api/v1/matches/${fresh()?.id ?? ''}/accept`;
        return Promise.resolve(() => coordinator('POST', path));
      },
    },
    {
      ...{ name: 'the effect of a change, shown', statuses: [200] },
      prepare: (n) => {
        const changes = [{ kind: 'reassign', matchId: matches[0]?.id ?? '', leaderRef: free[n % 900] ?? '' }];
        return Promise.resolve(() =>
          reviewer('POST', `/api/v1/runs/${runId}/overrides/preview`, { changes }),
        );
      },
    },
    {
      ...{ name: 'changes of one run, each another match and leaders', statuses: [201] },
      prepare: () => {
        const match = fresh();
        return change(match, free[(free.indexOf(match?.leaderRef ?? '') + 700) % free.length] ?? '');
      },
    },
    {
      ...{ name: 'changes in favour of one leader: one wins, others look again', statuses: [201, 412] },
      ...{ prepare: () => change(fresh(), free[3] ?? ''), winners: 1 },
    },
  ];
}

async function measure(atOnce: number, rounds: number, subjects: Subjects): Promise<void> {
  const kinds = kindsOf(subjects, await sender('reviewer'), await sender('coordinator'));
  console.log(`| Request | alone | median | p95 | p99 | p99 / alone | p99 / that it lives |`);
  console.log('| --- | --: | --: | --: | --: | --: | --: |');
  let cheapest: number | undefined;
  for (const kind of kinds) {
    await timesOf(kind, 1, 3, 0);
    const alone = atShare(await timesOf(kind, 1, 20, 3), 0.5);
    const many = await timesOf(kind, atOnce, rounds, 23);
    const p99 = atShare(many, 0.99);
    cheapest ??= p99;
    const cells = [whole(alone), whole(atShare(many, 0.5)), whole(atShare(many, 0.95)), whole(p99)];
    const ratios = [(p99 / alone).toFixed(1), (p99 / cheapest).toFixed(1)];
    console.log(`| ${[kind.name, ...cells, ...ratios].join(' | ')} |`);
  }
}

async function run(atOnce: number, rounds: number, cases: number, leaders: number): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'leader-match-decision-times-'));
  const server = await startEmbeddedPostgres({ dataDir });
  const apis: ChildProcess[] = [];
  const load = (): string =>
    loadavg()
      .map((one) => one.toFixed(1))
      .join(', ');
  try {
    await migrate(server.urls.owner);
    const subjects = await fill(server.urls.app, cases, leaders);
    for (const port of PORTS) apis.push(await startApi(server.urls.app, port));
    console.log(
      `${String(atOnce)} at once, ${String(rounds)} times; milliseconds. Load at the start: ${load()}\n`,
    );
    await measure(atOnce, rounds, subjects);
    console.log(`\nLoad at the end: ${load()}`);
  } finally {
    for (const api of apis) api.kill();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const [atOnce = '64', rounds = '5', cases = '2500', leaders = '1500'] = process.argv.slice(2);
await run(Number(atOnce), Number(rounds), Number(cases), Number(leaders));
