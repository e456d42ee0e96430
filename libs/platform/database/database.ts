import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { ClsServiceManager } from 'nestjs-cls';
import { DataSource, EntityManager, QueryFailedError } from 'typeorm';
import { type Actor, assert } from '../../domain/kernel/index.js';
import { inOneGo } from './in-one-go.js';
import { isOutgrown } from './keeping-client.js';

/** Weakest first. */
const ISOLATIONS = ['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'] as const;
type Isolation = (typeof ISOLATIONS)[number];

export interface TransactionOptions {
  /** Default READ COMMITTED. */
  readonly isolation?: Isolation;
  /** Names of unique constraints on which losing a race means "try again": the primary key of a ledger. */
  readonly retryOnUnique?: readonly string[];
  /**
   * Statements that name a handful of rows by their keys: planned once for whatever values they name. Left out, PostgreSQL
   * may plan each anew, which takes longer than such a statement itself.
   */
  readonly planOnce?: boolean;
}

const ATTEMPTS = 5;
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const UNIQUE_VIOLATION = '23505';

/** The way to the database for use cases. */
@Injectable()
export class Database {
  private readonly around = new AsyncLocalStorage<Whole>();

  constructor(readonly dataSource: DataSource) {}

  /** For reads outside a transaction; inside `together`, that one's. Within `limitReads` only rows of that scope are there. */
  get manager(): EntityManager {
    const around = this.around.getStore()?.manager;
    if (around !== undefined) return around;
    const scope = scopeOfRequest();
    return scope === undefined ? this.dataSource.manager : new LimitedManager(this.dataSource, scope);
  }

  /** Settles when the database answers; rejects when it does not or gives no connection in time. */
  async ping(): Promise<void> {
    await this.dataSource.query('SELECT 1');
  }

  /**
   * Runs `work` in one transaction on behalf of `actor` and gives its result.
   *
   * - An exception rolls back; so does a refused `Outcome`, which is then returned: a refusal leaves no trace.
   * - After a lost race (serialization failure, deadlock, a named unique constraint, a migration) all of `work` runs again, five
   *   times at most: it must do nothing outside the database.
   * - `current_setting('app.actor')` holds the actor's id inside, `app.offers` and `app.regions` the only offers and
   *   regions whose rows are there for the actor, by policies of the tables.
   */
  async transaction<T>(
    actor: Actor,
    work: (manager: EntityManager) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(actor, work, options);
      } catch (error) {
        if (attempt === ATTEMPTS || !isLostRace(error, options.retryOnUnique ?? [])) throw error;
        await delay(2 ** attempt * (5 + Math.random() * 10));
      }
    }
  }

  /**
   * Makes one transaction of every `transaction` inside `work`: what they did is there together or not at all. One that
   * refuses takes back its own part only. `work` runs again after a lost race at the end, and when a part asks for more
   * isolation than the whole began with.
   */
  async together<T>(actor: Actor, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    assert(this.around.getStore() === undefined, 'together is not asked for inside together');
    const within = (isolation: Isolation): Promise<T> =>
      this.transaction(actor, (manager) => this.around.run({ manager, isolation }, () => work(manager)), {
        isolation,
      });
    try {
      return await within('READ COMMITTED');
    } catch (error) {
      if (error instanceof MoreIsolationNeeded) return within(error.isolation);
      throw error;
    }
  }

  private async once<T>(
    actor: Actor,
    work: (manager: EntityManager) => Promise<T>,
    { isolation = 'READ COMMITTED', planOnce = false }: TransactionOptions,
  ): Promise<T> {
    const around = this.around.getStore();
    if (around !== undefined && ISOLATIONS.indexOf(isolation) > ISOLATIONS.indexOf(around.isolation)) {
      throw new MoreIsolationNeeded(isolation);
    }
    const run = around?.manager ?? this.dataSource;
    // What sessions begin with needs no statement of its own.
    const begin = <R>(done: (manager: EntityManager) => Promise<R>): Promise<R> =>
      isolation === 'READ COMMITTED' ? run.transaction(done) : run.transaction(isolation, done);
    try {
      return await begin(async (manager) => {
        const [, result] = await inOneGo(setScope(manager, actor, actor.id, planOnce), work(manager));
        if (isRefusal(result)) throw new RolledBack(result);
        return result;
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.result as T;
      throw error;
    }
  }
}

/** What somebody is limited to; absent: no limit. */
export type Scope = Pick<Actor, 'offers' | 'regions'>;

/** Key in the store of a request: all that its reads see. */
const SCOPE = Symbol('scope of the request');

/** From here to the end of the request or job, reads outside a transaction see rows of this scope only. */
export function limitReads(scope: Scope): void {
  ClsServiceManager.getClsService().set(SCOPE, scope);
}

function scopeOfRequest(): Scope | undefined {
  const context = ClsServiceManager.getClsService();
  return context.isActive() ? context.get<Scope | undefined>(SCOPE) : undefined;
}

/** For the rest of the transaction. The policies of the tables read these settings. */
async function setScope(
  manager: EntityManager,
  { offers, regions }: Scope,
  actorId = '',
  planOnce = false,
): Promise<void> {
  const plans = planOnce ? 'force_generic_plan' : 'auto';
  await manager.query(
    `SELECT set_config('app.actor', $1, true), set_config('app.offers', $2, true), set_config('app.regions', $3, true),
            set_config('plan_cache_mode', $4, true)`,
    [actorId, settingOf(offers), settingOf(regions?.map((region) => region.toLowerCase())), plans],
  );
}

/** `{"2019-20","2024-25"}`; empty: no limit. */
function settingOf(names: readonly string[] | undefined): string {
  return names === undefined ? '' : `{${names.map((name) => `"${name}"`).join(',')}}`;
}

/** Each query in a transaction of its own, in which only rows of this scope are there. */
class LimitedManager extends EntityManager {
  constructor(
    dataSource: DataSource,
    private readonly scope: Scope,
  ) {
    super(dataSource);
  }

  override async query<T>(query: string, parameters?: unknown[]): Promise<T> {
    return this.dataSource.manager.transaction(async (manager) => {
      const [, found] = await inOneGo(setScope(manager, this.scope), manager.query<T>(query, parameters));
      return found;
    });
  }
}

/** The transaction that `together` makes of several. */
interface Whole {
  readonly manager: EntityManager;
  readonly isolation: Isolation;
}

class MoreIsolationNeeded extends Error {
  constructor(readonly isolation: Isolation) {
    super(`A part needs ${isolation}`);
  }
}

/** Carries a refused outcome out of the transaction that it rolls back. */
class RolledBack extends Error {
  constructor(readonly result: unknown) {
    super('rolled back');
  }
}

function isRefusal(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'ok' in result && result.ok === false;
}

function isLostRace(error: unknown, retryOnUnique: readonly string[]): boolean {
  const { code, constraint } = databaseFault(error);
  if (code === SERIALIZATION_FAILURE || code === DEADLOCK) return true;
  if (error instanceof QueryFailedError && isOutgrown(error.driverError)) return true;
  return code === UNIQUE_VIOLATION && constraint !== undefined && retryOnUnique.includes(constraint);
}

/** SQLSTATE and constraint of a failed statement; empty for any other error. */
export function databaseFault(error: unknown): { readonly code?: string; readonly constraint?: string } {
  const fault: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (typeof fault !== 'object' || fault === null) return {};
  const { code, constraint } = fault as { code?: unknown; constraint?: unknown };
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
  };
}
