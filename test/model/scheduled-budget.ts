import type * as fc from 'fast-check';
import type { EntityManager } from 'typeorm';
import { type Outcome, SYSTEM } from '../../libs/domain/kernel/index.js';
import type { Database } from '../../libs/platform/database/index.js';
import type { BudgetStep } from './budget-model.js';
import type { takeInLedger } from './budget-clerk.js';
import type { BudgetCall } from './budget-order.js';

/** Inside a transaction: what a step does there. */
export type Taker = typeof takeInLedger;

/**
 * One budget that many change at once. Each statement is a task of the scheduler, which runs it until it is answered or
 * waits for a lock, and only then lets another transaction go on: the order is the scheduler's, and the same again.
 */
export class ScheduledBudget {
  readonly calls: BudgetCall[] = [];
  private readonly underWay: Promise<void>[] = [];
  private readonly failures: unknown[] = [];
  private clock = 0;

  constructor(
    private readonly database: Database,
    private readonly scheduler: fc.Scheduler,
    private readonly of: { readonly leaderRef: string; readonly matchId: string },
    private readonly takeStep: Taker,
  ) {}

  /** Begins a step and does not wait for it. */
  begin(step: BudgetStep): void {
    const key = `${this.of.leaderRef}:${String(this.underWay.length)}`;
    const began = ++this.clock;
    this.underWay.push(
      this.inTransaction(key, step).then(
        ({ ok: isDone }) => void this.calls.push({ key, step, isDone, began, ended: ++this.clock }),
        (failure: unknown) => void this.failures.push(failure),
      ),
    );
  }

  /** Until every step that was begun has its answer; throws where one ended in an error. */
  async end(): Promise<void> {
    await this.scheduler.waitFor(Promise.all(this.underWay));
    if (this.failures.length > 0) throw new AggregateError(this.failures, String(this.failures[0]));
  }

  private inTransaction(key: string, step: BudgetStep): Promise<Outcome<unknown>> {
    return this.database.transaction<Outcome<unknown>>(SYSTEM, async (manager) => {
      const [own] = await manager.query<{ pid: number }[]>(`SELECT pg_backend_pid() AS pid`);
      // As on a connection: of what is asked in one go, each begins when the one before it is answered.
      let before: Promise<unknown> = Promise.resolve();
      const statement = <T>(send: () => Promise<T>): Promise<T> => {
        const answer = before.then(() => this.inTurn(own?.pid ?? 0, send));
        before = answer.catch(() => undefined);
        return answer;
      };
      const outcome = await this.takeStep(scheduled(manager, statement), { ...this.of, key }, step);
      await statement(() => Promise.resolve());
      return outcome;
    });
  }

  private inTurn<T>(pid: number, send: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      void this.scheduler.schedule(Promise.resolve(), 'statement', undefined, async (release) => {
        await release();
        const sent = send();
        sent.then(resolve, reject);
        await this.answeredOrWaiting(pid, sent);
      });
    });
  }

  private async answeredOrWaiting(pid: number, sent: Promise<unknown>): Promise<void> {
    const answered = sent.then(
      () => true,
      () => true,
    );
    const waiting = async (): Promise<boolean> => {
      const rows = await this.database.manager.query<unknown[]>(
        `SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'`,
        [pid],
      );
      return rows.length > 0;
    };
    while (!(await Promise.race([answered, waiting()]))) {
      // Neither yet: the server is still at work.
    }
  }
}

function scheduled(
  manager: EntityManager,
  statement: <T>(send: () => Promise<T>) => Promise<T>,
): EntityManager {
  return new Proxy(manager, {
    get: (target, name): unknown =>
      name === 'query'
        ? (sql: string, given?: unknown[]) => statement(() => target.query(sql, given))
        : Reflect.get(target, name),
  });
}
