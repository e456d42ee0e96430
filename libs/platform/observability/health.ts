import { type Database } from '../database/index.js';
import { type ConsumerState } from '../queue/index.js';

/** One thing that a process needs, and whether it has it; `facts` explain a "no". */
export interface HealthReading {
  readonly name: 'database' | 'queue';
  readonly healthy: boolean;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** A job may wait this long beside a worker that has time for it. */
const IDLE_WAIT_LIMIT_SECONDS = 30;

/** One short statement over the service's own pool. */
export async function readDatabaseHealth(database: Database): Promise<HealthReading> {
  try {
    await database.ping();
    return { name: 'database', healthy: true, facts: {} };
  } catch (error) {
    return { name: 'database', healthy: false, facts: { problem: messageOf(error) } };
  }
}

/**
 * Proves that jobs are consumed, which an answered PING does not: no job waits beside an idle worker. A job that waits
 * while all hands are busy is no fault.
 */
export async function readQueueHealth(consumers: {
  states(): Promise<readonly ConsumerState[]>;
}): Promise<HealthReading> {
  try {
    const stuck = (await consumers.states()).find(isStuck);
    if (stuck === undefined) return { name: 'queue', healthy: true, facts: {} };
    const { queue, waiting, oldestWaitingSeconds } = stuck;
    return {
      name: 'queue',
      healthy: false,
      facts: { queue, waiting, oldestWaitingSeconds: Math.round(oldestWaitingSeconds) },
    };
  } catch (error) {
    return { name: 'queue', healthy: false, facts: { problem: messageOf(error) } };
  }
}

function isStuck({ active, concurrency, oldestWaitingSeconds }: ConsumerState): boolean {
  return active < concurrency && oldestWaitingSeconds > IDLE_WAIT_LIMIT_SECONDS;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
