/**
 * How long decisions take that are sent at once, at two API processes on one embedded PostgreSQL: publishing against one
 * budget that has days for 20, and changing the leaders of matches. Beside them, in the same run, as many plain reads.
 * The budget is another one each round, so that none grows longer than one that is used for years.
 *
 *   node dist/benchmarks/decision-speed.js [rounds=100] [most=64]
 *
 * The promise: 99 of 100 decisions within 250 ms where 64 are sent at once. Exit 1 when it is broken; an error when not
 * exactly 20 publish.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import { SYSTEM } from '../libs/domain/kernel/index.js';
import { IDENTITY_ENTITIES, IdentityModule, SeedDemoUsers } from '../libs/features/identity/index.js';
import { Database, DatabaseModule, migrate, startEmbeddedPostgres } from '../libs/platform/database/index.js';
import { PASSWORD, startApiProcess, urlAt } from './api-process.js';
import { grantFor, openMatch, type ProposedMatch, proposePair } from './decision-round.repository.js';
import { analyze, fillRound } from './national-round.repository.js';

const PROMISED_MS = 250;
const PORTS = [3996, 3997] as const;
/** Leaders whom all want, by turns. */
const WANTED = 20;
/** What the budget of each has days for. */
const ROOM = 20;
const AGAIN_MS = 50;
const QUIET = Object.assign(new NestApplicationContextOptions(), { logger: ['error'] as const });

@Module({})
class DecisionSpeedModule {}

/** How often the service was too busy to listen. */
let busy = 0;

interface Answer {
  readonly status: number;
  readonly tag: string;
  readonly ms: number;
}

/** One person who decides, by turns at either API process. */
class Person {
  private turn = 0;

  private constructor(private readonly token: string) {}

  static async signedIn(username: string): Promise<Person> {
    const answer = await fetch(`${urlAt(PORTS[0])}/api/v1/tokens`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ username, password: PASSWORD, name: 'benchmark' }),
    });
    return new Person(((await answer.json()) as { token: string }).token);
  }

  /** Where the service says that it is busy (503), the same is sent again; the time is that of the whole. */
  async send(method: 'GET' | 'POST', path: string, body?: object, tag?: string): Promise<Answer> {
    const started = performance.now();
    for (;;) {
      const answer = await this.once(method, path, body, tag);
      if (answer.status !== 503) return { ...answer, ms: performance.now() - started };
      busy += 1;
      await delay(AGAIN_MS);
    }
  }

  private async once(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    tag?: string,
  ): Promise<Omit<Answer, 'ms'>> {
    const answer = await fetch(urlAt(PORTS[this.turn++ % PORTS.length] ?? PORTS[0]) + path, {
      method,
      headers: {
        ...{ authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
        ...(tag === undefined ? {} : { 'if-match': tag }),
      },
      ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
    });
    await answer.arrayBuffer();
    return { status: answer.status, tag: answer.headers.get('etag') ?? '' };
  }
}

interface Scene {
  readonly store: Database;
  readonly coordinator: Person;
  readonly reviewer: Person;
  /** For each leader whom all want: all matches, of which the days suffice for `ROOM`. */
  readonly wanted: readonly (readonly ProposedMatch[])[];
  /** Each of a leader of its own. */
  readonly changed: readonly ProposedMatch[];
}

const leaderAt = (n: number): string => `L${String(n + 1).padStart(5, '0')}`;
const caseAt = (n: number): string => `school-${String(100_001 + n)}`;

async function fill(store: Database, most: number): Promise<Pick<Scene, 'wanted' | 'changed'>> {
  await fillRound(store, { cases: 2 * most, leaders: WANTED + 2 * most, runs: 0, decisions: 2 * most });
  const wanted: ProposedMatch[][] = [];
  for (let leader = 0; leader < WANTED; leader += 1) {
    await grantFor(store, leaderAt(leader), ROOM);
    const all: ProposedMatch[] = [];
    for (let n = 0; n < most; n += 1) all.push(await proposePair(store, leaderAt(leader), caseAt(n)));
    wanted.push(all);
  }
  const changed: ProposedMatch[] = [];
  for (let n = 0; n < most; n += 1) {
    changed.push(await proposePair(store, leaderAt(WANTED + n), caseAt(most + n)));
  }
  return { wanted, changed };
}

/** Milliseconds of each publish of `atOnce` runs that want one budget; then all is as it was. */
async function publishing(
  { store, coordinator, wanted }: Scene,
  atOnce: number,
  round: number,
): Promise<readonly number[]> {
  const some = (wanted[round % wanted.length] ?? []).slice(0, atOnce);
  const answers = await Promise.all(
    some.map(({ runId }) => coordinator.send('POST', `/api/v1/runs/${runId}/publish`)),
  );
  const won = answers.filter(({ status }) => status === 200).length;
  const lost = answers.filter(({ status }) => status === 409).length;
  if (won !== Math.min(ROOM, atOnce) || won + lost !== atOnce)
    throw new Error(`${String(won)} were published and ${String(lost)} refused`);
  const published = some.filter((_, n) => answers[n]?.status === 200);
  for (const { runId } of published) {
    const matchId = await openMatch(store.manager, runId);
    const back = await coordinator.send('POST', `/api/v1/matches/${matchId}/unpublish`);
    if (back.status !== 200) throw new Error(`unpublish answered ${String(back.status)}`);
  }
  return answers.map(({ ms }) => ms);
}

/** Milliseconds of each of `atOnce` changes, each of a match of its own, from a leader to a spare one or back. */
async function changing(
  { store, reviewer, changed }: Scene,
  atOnce: number,
  round: number,
): Promise<readonly number[]> {
  const shown: { readonly path: string; readonly body: object; readonly tag: string }[] = [];
  for (const [n, { runId }] of changed.slice(0, atOnce).entries()) {
    const leaderRef = leaderAt(WANTED + n + (round % 2 === 0 ? changed.length : 0));
    const changes = [{ kind: 'reassign', matchId: await openMatch(store.manager, runId), leaderRef }];
    const path = `/api/v1/runs/${runId}/overrides`;
    const { tag } = await reviewer.send('POST', `${path}/preview`, { changes });
    shown.push({ path, tag, body: { changes, reasonCode: 'local-knowledge', reason: 'A benchmark.' } });
  }
  const answers = await Promise.all(
    shown.map(({ path, body, tag }) => reviewer.send('POST', path, body, tag)),
  );
  const other = answers.find(({ status }) => status !== 201);
  if (other !== undefined) throw new Error(`a change answered ${String(other.status)}`);
  return answers.map(({ ms }) => ms);
}

async function reading({ coordinator, wanted }: Scene, atOnce: number): Promise<readonly number[]> {
  const answers = await Promise.all(
    (wanted[0] ?? [])
      .slice(0, atOnce)
      .map(({ matchId }) => coordinator.send('GET', `/api/v1/matches/${matchId}`)),
  );
  return answers.map(({ ms }) => ms);
}

const at = (taken: readonly number[], share: number): number =>
  taken.toSorted((a, b) => a - b)[Math.ceil(share * taken.length) - 1] ?? 0;

async function measure(scene: Scene, rounds: number, most: number): Promise<void> {
  console.log('| At once | What | Median ms | p99 ms | p99 beside that of a read |');
  console.log('| --: | --- | --: | --: | --: |');
  for (const atOnce of [1, 8, most]) {
    const taken = { read: [] as number[], publish: [] as number[], change: [] as number[] };
    for (let round = 0; round < rounds * (atOnce === 1 ? 8 : 1); round += 1) {
      taken.read.push(...(await reading(scene, atOnce)));
      taken.publish.push(...(await publishing(scene, atOnce, round)));
      taken.change.push(...(await changing(scene, atOnce, round)));
    }
    for (const [what, ms] of Object.entries(taken)) {
      const [middle, most99] = [at(ms, 0.5), at(ms, 0.99)];
      const beside = (most99 / at(taken.read, 0.99)).toFixed(1);
      console.log(
        `| ${String(atOnce)} | ${what} | ${middle.toFixed(0)} | ${most99.toFixed(0)} | ${beside} |`,
      );
      if (what !== 'read' && most99 > PROMISED_MS) process.exitCode = 1;
    }
  }
}

async function run(rounds: number, most: number): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'leader-match-decision-speed-'));
  const server = await startEmbeddedPostgres({ dataDir });
  const stops: (() => unknown)[] = [];
  const load = (): string =>
    loadavg()
      .map((one) => one.toFixed(1))
      .join(', ');
  try {
    await migrate(server.urls.owner);
    const database = DatabaseModule.forRoot({
      ...{
        url: server.urls.app,
        entities: IDENTITY_ENTITIES,
        applicationName: 'leader-match decision speed',
      },
    });
    const root = { module: DecisionSpeedModule, imports: [database, IdentityModule] };
    const context = await NestFactory.createApplicationContext(root, QUIET);
    stops.push(() => context.close());
    const store = context.get(Database, { strict: false });
    const filled = await fill(store, most);
    await analyze(server.urls.owner);
    await context
      .get(SeedDemoUsers, { strict: false })
      .execute(SYSTEM, { password: PASSWORD, leaderRef: leaderAt(0) });
    for (const port of PORTS) {
      const api = await startApiProcess(port, server.urls.app);
      stops.push(() => api.kill());
    }
    const [coordinator, reviewer] = [await Person.signedIn('coordinator'), await Person.signedIn('reviewer')];
    console.log(`Node ${process.version}; load at the start: ${load()}\n`);
    // Every second round gives the matches back to whom they had.
    await measure({ store, coordinator, reviewer, ...filled }, rounds + (rounds % 2), most);
    console.log(`\nLoad at the end: ${load()}; sent again because the service was busy: ${String(busy)}`);
  } finally {
    for (const stop of stops.toReversed()) await stop();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const [rounds = '100', most = '64'] = process.argv.slice(2);
await run(Number(rounds), Number(most));
