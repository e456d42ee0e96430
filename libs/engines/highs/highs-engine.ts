import type {
  LinearEngine,
  LinearModel,
  LinearRow,
  LinearSession,
  NewColumn,
  SolveOptions,
  SolveOutcome,
} from '../../domain/linear/index.js';
import { type Highs, loadHighsRuntime } from './highs-runtime.js';
import { HighsSession } from './highs-session.js';

/** Columns of a model after which so much memory is held that it is better given back. */
const MOST_COLUMNS_KEPT = 100_000;
/** How an abort of the WebAssembly runtime and its lack of memory before it are told. */
const ABORTED = 'RuntimeError';
const NOT_ALLOCATED = 'Unable to allocate WebAssembly memory';

/**
 * HiGHS (https://highs.dev) compiled to WebAssembly, one thread. Loading is asynchronous; every solve then blocks its
 * thread. The wasm build has no `threads` or `parallel` option: it is single-threaded by construction. Its memory grows up
 * to 2 GB and is given back only with the whole of it, so whoever keeps an engine asks now and then whether it `isSpent`.
 */
export async function loadHighsEngine(): Promise<HighsEngine> {
  return new HighsEngine(await loadHighsRuntime());
}

export class HighsEngine implements LinearEngine {
  readonly name = 'highs';
  readonly version: string;
  private aborted: string | null = null;
  private mostColumns = 0;

  constructor(private readonly highs: Highs) {
    this.version = highs.version.string;
  }

  /** Better loaded anew before the next problem: it broke off, or holds what only a large model needed. */
  get isSpent(): boolean {
    return this.aborted !== null || this.mostColumns > MOST_COLUMNS_KEPT;
  }

  /** Where memory does not do for the model, the session answers every solve with an `engine-failure`. */
  open(model: LinearModel): LinearSession {
    this.mostColumns = Math.max(this.mostColumns, model.columns.length);
    return new GuardedSession(
      () => {
        if (this.aborted !== null) throw new Error(this.aborted);
        return new HighsSession(this.highs, model);
      },
      (error) => this.isOutOfMemory(error),
    );
  }

  private isOutOfMemory(error: Error): boolean {
    // After an abort in the middle of its work nothing that the runtime holds can be relied on.
    if (error.name === ABORTED) this.aborted = error.message;
    return this.aborted !== null || error.message.includes(NOT_ALLOCATED);
  }
}

/** A session that ends where memory does: what it is told after that is dropped, what it is asked is refused. */
class GuardedSession implements LinearSession {
  private session: HighsSession | null = null;
  private failure = '';

  constructor(
    open: () => HighsSession,
    private readonly isOutOfMemory: (error: Error) => boolean,
  ) {
    this.guarded(() => {
      this.session = open();
    });
  }

  solve(options: SolveOptions): SolveOutcome {
    let outcome: SolveOutcome | null = null;
    try {
      outcome = this.guarded(() => this.session?.solve(options)) ?? null;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    return outcome ?? { kind: 'engine-failure', message: this.failure };
  }

  setCosts(costs: readonly number[]): void {
    this.guarded(() => this.session?.setCosts(costs));
  }

  addRow(row: LinearRow): void {
    this.guarded(() => this.session?.addRow(row));
  }

  addColumns(columns: readonly NewColumn[]): void {
    this.guarded(() => this.session?.addColumns(columns));
  }

  dispose(): void {
    this.guarded(() => this.session?.dispose());
    this.session = null;
  }

  /** What `work` gives; nothing where memory ends, and from then on. */
  private guarded<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Error) || !this.isOutOfMemory(error)) throw error;
      this.failure = error.message;
      const { session } = this;
      this.session = null;
      this.guarded(() => session?.dispose());
      return undefined;
    }
  }
}
