import type { LinearModel, LinearRow, NewColumn } from './linear-model.js';

/** What a solve may spend and when it may stop: always all of it, so that no engine falls back on its own defaults. */
export interface SolveOptions {
  readonly timeLimitSeconds: number;
  /** Stop once (objective - bound) / |objective| is at most this. */
  readonly relativeGap: number;
  /** Stop once objective - bound is at most this; just under 1 when every cost is a whole number. */
  readonly absoluteGap: number;
  /** Ignored by an engine that draws no random numbers. */
  readonly seed: number;
  /**
   * Nodes of the search tree; null: no limit. Unlike the clock it stops at the same place on every machine. An engine
   * that counts no nodes goes by its time limit only.
   */
  readonly nodeLimit: number | null;
  /** Values known to satisfy every row, in column order, to start from; null: none known. */
  readonly start: readonly number[] | null;
  readonly onProgress: ((progress: LinearProgress) => void) | null;
  /**
   * For a linear program: any optimum will do, also one inside of the face of all optima, where prices are as good and which
   * an engine may reach far sooner when very many are equally good. Absent: a corner.
   */
  readonly anyOptimum?: boolean;
}

/** How far a mixed-integer solve has come; infinite where nothing is known yet. */
export interface LinearProgress {
  readonly objective: number;
  readonly bound: number;
  /** (objective - bound) / |objective|; Infinity while there is no incumbent. */
  readonly relativeGap: number;
}

/**
 * How a solve ended. `bound`: no feasible values cost less (up to the engine's tolerances). Values are in column order
 * and satisfy rows within about 1e-6; whoever needs exact figures rounds and sums them again.
 */
export type SolveOutcome =
  | {
      readonly kind: 'optimal';
      readonly values: readonly number[];
      readonly objective: number;
      readonly bound: number;
      /**
       * By row: what the objective gains for each unit by which the row is eased (the dual values), at least 0 for a row
       * that only bounds from below. Null for a mixed-integer model, and from an engine that tells none.
       */
      readonly rowPrices: readonly number[] | null;
    }
  | {
      readonly kind: 'stopped-at-limit';
      readonly limit: 'time' | 'gap' | 'nodes' | 'other';
      /** Null when nothing feasible was found. */
      readonly values: readonly number[] | null;
      readonly objective: number | null;
      /** -Infinity when nothing is proven. */
      readonly bound: number;
    }
  | { readonly kind: 'infeasible' }
  | { readonly kind: 'unbounded' }
  | { readonly kind: 'engine-failure'; readonly message: string };

/**
 * One model kept inside an engine, so that a next solve starts from what the last one left (a basis, an incumbent).
 * Whoever opens a session disposes of it: engine memory may lie outside the garbage collector's reach.
 */
export interface LinearSession {
  solve(options: SolveOptions): SolveOutcome;
  /** Replaces every column's cost, in column order. */
  setCosts(costs: readonly number[]): void;
  addRow(row: LinearRow): void;
  /** Appends columns after those there are, each with its coefficients in the rows there are. */
  addColumns(columns: readonly NewColumn[]): void;
  dispose(): void;
}

/** The port to an LP/MIP engine. Solving blocks the thread; outcomes are values, exceptions are bugs of ours. */
export interface LinearEngine {
  /** As users name it, e.g. `highs`. */
  readonly name: string;
  readonly version: string;
  open(model: LinearModel): LinearSession;
}

/** Opens, solves once and disposes. */
export function solveOnce(engine: LinearEngine, model: LinearModel, options: SolveOptions): SolveOutcome {
  const session = engine.open(model);
  try {
    return session.solve(options);
  } finally {
    session.dispose();
  }
}
