import { randomUUID } from 'node:crypto';
import { SYSTEM } from '../../libs/domain/kernel/index.js';
import { Database } from '../../libs/platform/database/index.js';
import { correlationId } from '../../libs/platform/observability/index.js';
import {
  type AnyJobProcessor,
  type Consumers,
  createConsumers,
  enqueue,
  type JobContext,
  type JobHandler,
  type JobPayload,
  type JobQueue,
  type LostJobFinder,
  openQueue,
  OutboxRelay,
  OutboxRow,
  Reconciler,
} from '../../libs/platform/queue/index.js';
import { openTestDatabase, type TestDatabase } from './database-harness.js';
import { eventually } from './eventually.js';

/** What a suite needs of the place where the queue lives. */
export interface QueuePlace {
  readonly redisUrl?: string;
  readonly prefix?: string;
  /** Loses every job, as a Redis that restarts empty does. */
  loseEverything(database: TestDatabase): Promise<void>;
  close(): Promise<void>;
}

/** A queue with its consumers, on a database of its own. */
export interface RunningQueue {
  readonly place: QueuePlace;
  readonly test: TestDatabase;
  readonly database: Database;
  readonly queue: JobQueue;
  readonly consumers: Consumers;
  readonly relay: OutboxRelay;
  readonly handlers: Map<string, JobHandler<'run'>>;
  readonly errors: string[];
}

const ignored: AnyJobProcessor[] = [
  { job: 'import', handle: () => Promise.resolve() },
  { job: 'assessment', handle: () => Promise.resolve() },
  { job: 'effect', handle: () => Promise.resolve() },
  { job: 'message', handle: () => Promise.resolve() },
];

export async function startQueue(place: QueuePlace): Promise<RunningQueue> {
  const test = await openTestDatabase([OutboxRow]);
  const database = new Database(test.app);
  const errors: string[] = [];
  const onError = (error: Error, where: string): void => {
    errors.push(`${where}: ${error.message}`);
  };
  const { redisUrl, prefix } = place;
  const queue = await openQueue({
    databaseUrl: test.urls.app,
    onError,
    ...(redisUrl === undefined ? {} : { redisUrl }),
    ...(prefix === undefined ? {} : { prefix }),
  });
  await queue.waitUntilReady();
  const handlers: RunningQueue['handlers'] = new Map();
  const run: AnyJobProcessor = {
    job: 'run',
    handle: async (payload, context) => handlers.get(payload.runId)?.(payload, context),
  };
  const consumers = createConsumers(queue, [run, ...ignored], { concurrency: 4 });
  const relay = new OutboxRelay({ database, queue, onError });
  return { place, test, database, queue, consumers, relay, handlers, errors };
}

export async function stopQueue(on: RunningQueue): Promise<void> {
  await on.consumers.close();
  await on.queue.close();
  await on.test.close();
  await on.place.close();
}

interface EnqueuedRun {
  readonly runId: string;
  readonly calls: { readonly payload: unknown; readonly context: JobContext }[];
}

/** Enqueues a run and gives the calls that its handler receives. */
async function enqueued(
  on: RunningQueue,
  handle: JobHandler<'run'> = () => Promise.resolve(),
): Promise<EnqueuedRun> {
  const runId = randomUUID();
  const calls: { payload: JobPayload<'run'>; context: JobContext }[] = [];
  on.handlers.set(runId, async (payload, context) => {
    calls.push({ payload, context });
    await handle(payload, context);
  });
  await on.database.transaction(SYSTEM, (manager) => enqueue(manager, 'run', { runId }));
  return { runId, calls };
}

const outboxOf = (on: RunningQueue, runId: string): Promise<OutboxRow[]> =>
  on.test.app.getRepository(OutboxRow).find({ where: { subjectId: runId }, order: { attempt: 'ASC' } });

const markSent = (on: RunningQueue, runId: string): Promise<unknown> =>
  on.test.app.query('UPDATE outbox SET sent_at = now() WHERE subject_id = $1', [runId]);

function reconcilerOf(on: RunningQueue, runId: string, givenUp: string[] = []): Reconciler {
  const finder: LostJobFinder = {
    job: 'run',
    findLost: () => Promise.resolve([runId]),
    giveUp: (_manager, id) => {
      givenUp.push(id);
      return Promise.resolve();
    },
  };
  return new Reconciler({ ...on, finders: [finder], onError: () => undefined });
}

async function carriesPayload(on: RunningQueue): Promise<void> {
  const ids: (string | undefined)[] = [];
  const { runId, calls } = await enqueued(on, () => Promise.resolve(void ids.push(correlationId())));
  expect(await on.relay.relayOnce()).toBe(1);
  const call = await eventually('the handler is called', () => calls[0]);
  expect(call.payload).toEqual({ runId });
  expect(call.context).toMatchObject({ jobId: `run-${runId}-1`, attempt: 1 });
  expect(ids).toEqual([`run-${runId}-1`]);
  expect((await outboxOf(on, runId))[0]?.sentAt).toBeInstanceOf(Date);
}

async function forgetsRolledBack(on: RunningQueue): Promise<void> {
  const runId = randomUUID();
  const failed = on.database.transaction(SYSTEM, async (manager) => {
    await enqueue(manager, 'run', { runId });
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(await on.relay.relayOnce()).toBe(0);
  expect(await outboxOf(on, runId)).toEqual([]);
  expect(await on.queue.presenceOf('run', `run-${runId}-1`)).toBe('gone');
}

async function sendsOnceInARace(on: RunningQueue): Promise<void> {
  const jobs = await Promise.all(Array.from({ length: 30 }, () => enqueued(on)));
  const rival = new OutboxRelay({ database: on.database, queue: on.queue, onError: () => undefined });
  let sent = 0;
  for (let round = 0; round < 10 && sent < jobs.length; round++) {
    const both = await Promise.all([on.relay.relayOnce(), rival.relayOnce()]);
    sent += both[0] + both[1];
  }
  expect(sent).toBe(30);
  await eventually('all are handled', () => (jobs.every(({ calls }) => calls.length > 0) ? true : undefined));
  expect(jobs.map(({ calls }) => calls.length)).toEqual(jobs.map(() => 1));
}

async function takesTwoForOne(on: RunningQueue): Promise<void> {
  const { runId, calls } = await enqueued(on);
  await on.relay.relayOnce();
  await eventually('it is handled', () => calls[0]);
  await on.queue.send({ name: 'run', jobId: `run-${runId}-1`, payload: { runId } });
  const { calls: later } = await enqueued(on);
  await on.relay.relayOnce();
  await eventually('a later one is handled', () => later[0]);
  expect(calls).toHaveLength(1);
}

async function callsAgain(on: RunningQueue): Promise<void> {
  let failures = 1;
  const { runId, calls } = await enqueued(on, () =>
    failures-- > 0 ? Promise.reject(new Error('out of luck')) : Promise.resolve(),
  );
  await on.relay.relayOnce();
  await eventually('the second call', () => calls[1]);
  expect(calls.map(({ context }) => context.attempt)).toEqual([1, 2]);
  expect(on.errors).toContain(`worker of runs: Job run-${runId}-1 failed: out of luck`);
}

async function resendsLost(on: RunningQueue): Promise<void> {
  const { runId, calls } = await enqueued(on);
  const reconciler = reconcilerOf(on, runId);
  expect((await reconciler.reconcileOnce()).resent).toEqual([]); // still in the outbox

  await on.queue.send({ name: 'run', jobId: `run-${runId}-1`, payload: { runId } });
  await markSent(on, runId);
  await eventually('it is handled', () => calls[0]);
  await on.place.loseEverything(on.test);
  expect(await on.queue.presenceOf('run', `run-${runId}-1`)).toBe('gone');

  expect((await reconciler.reconcileOnce()).resent).toEqual([runId]);
  expect((await reconciler.reconcileOnce()).resent).toEqual([]); // in the outbox again
  expect(await on.relay.relayOnce()).toBe(1);
  const call = await eventually('the handler is called for the second sending', () => calls[1]);
  expect(call.context.jobId).toBe(`run-${runId}-2`);
}

async function leavesActiveAlone(on: RunningQueue): Promise<void> {
  let release = (): void => undefined;
  const gate = new Promise<void>((settle) => {
    release = settle;
  });
  const { runId, calls } = await enqueued(on, () => gate);
  await on.relay.relayOnce();
  await eventually('it is under way', () => calls[0]);
  expect((await reconcilerOf(on, runId).reconcileOnce()).resent).toEqual([]);
  release();
  await eventually('it is done', async () =>
    (await on.queue.presenceOf('run', `run-${runId}-1`)) === 'gone' ? true : undefined,
  );
}

async function givesUp(on: RunningQueue): Promise<void> {
  const runId = randomUUID();
  const givenUp: string[] = [];
  const reconciler = reconcilerOf(on, runId, givenUp);
  for (let sending = 1; sending <= 5; sending++) {
    expect((await reconciler.reconcileOnce()).resent).toEqual([runId]);
    await markSent(on, runId);
  }
  expect(await reconciler.reconcileOnce()).toEqual({ resent: [], givenUp: [runId] });
  expect(givenUp).toEqual([runId]);
  expect(await outboxOf(on, runId)).toHaveLength(5);
}

async function showsWhatWaits(on: RunningQueue): Promise<void> {
  const states = await on.consumers.states();
  expect(states.map(({ queue }) => queue).sort()).toEqual([
    ...['assessments', 'effects', 'imports', 'messages', 'runs'],
  ]);
  expect(states.find(({ queue }) => queue === 'runs')).toEqual({
    ...{ queue: 'runs', concurrency: 4, active: 0 },
    ...{ waiting: 0, oldestWaitingSeconds: 0 },
  });
}

async function stopsHandlers(on: RunningQueue): Promise<void> {
  const untilAborted: JobHandler<'run'> = (_payload, { signal }) =>
    new Promise((settle) => {
      signal.addEventListener('abort', () => {
        settle();
      });
    });
  const { calls } = await enqueued(on, untilAborted);
  await on.relay.relayOnce();
  await eventually('it is under way', () => calls[0]);
  expect(await on.consumers.close(50)).toBe(true);
  expect(calls[0]?.context.signal.aborted).toBe(true);
}

/** What every queue promises, whatever stands behind the port: each is one test, in this order. */
export const QUEUE_PROMISES: Readonly<Record<string, (on: RunningQueue) => Promise<void>>> = {
  'carries a committed job to its handler with its payload': carriesPayload,
  'knows nothing of a job whose transaction rolled back': forgetsRolledBack,
  'sends each job once while two relays race': sendsOnceInARace,
  'takes a job that is sent twice for one': takesTwoForOne,
  'calls a handler again that threw, and tells why': callsAgain,
  'sends a job again that was lost, and only then': resendsLost,
  'leaves a job alone that is being handled': leavesActiveAlone,
  'gives up on a subject whose job is lost time and again': givesUp,
  'shows how much waits': showsWhatWaits,
  // The last one: it closes the consumers.
  'tells a handler to stop that outlasts the limit of closing': stopsHandlers,
};
