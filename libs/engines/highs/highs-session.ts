import {
  isMixedInteger,
  type LinearModel,
  type LinearRow,
  type LinearSession,
  type NewColumn,
  type SolveOptions,
  type SolveOutcome,
} from '../../domain/linear/index.js';
import type { Highs, Model } from './highs-runtime.js';

/**
 * Violation that HiGHS accepts. Tighter than its default where it may be: days and counts are whole numbers, and the
 * bound is only as good as the reduced costs behind it.
 */
const FEASIBILITY_TOLERANCE = 1e-7;
const MIXED_INTEGER_TOLERANCE = 1e-6;
/** Values of its option `simplex_strategy`. */
const SIMPLEX_CHOSEN = 0;
const SIMPLEX_DUAL = 1;

/** One model inside HiGHS. Throws where HiGHS has no memory left. */
export class HighsSession implements LinearSession {
  private readonly model: Model;
  private mixedInteger: boolean;
  private rows: number;
  private columns: number;

  constructor(
    private readonly highs: Highs,
    linear: LinearModel,
  ) {
    this.mixedInteger = isMixedInteger(linear);
    this.rows = linear.rows.length;
    this.columns = linear.columns.length;
    this.model = highs.createModel();
    try {
      this.model.passModel({
        numCols: linear.columns.length,
        numRows: linear.rows.length,
        colCost: linear.columns.map((column) => column.cost),
        colLower: linear.columns.map((column) => column.lower),
        colUpper: linear.columns.map((column) => column.upper),
        rowLower: linear.rows.map((row) => row.lower),
        rowUpper: linear.rows.map((row) => row.upper),
        matrix: compressedRows(linear),
        ...(this.mixedInteger
          ? { integrality: Int32Array.from(linear.columns, (column) => Number(column.integer)) }
          : {}),
      });
    } catch (error) {
      this.model.dispose();
      throw error;
    }
  }

  setCosts(costs: readonly number[]): void {
    if (costs.length === 0) return;
    this.model.changeColsCost({ kind: 'range', from: 0, to: costs.length - 1 }, costs);
  }

  addRow(row: LinearRow): void {
    this.model.addRow(row.lower, row.upper, { indices: row.columns, values: row.coefficients });
    this.rows += 1;
  }

  addColumns(columns: readonly NewColumn[]): void {
    if (columns.length === 0) return;
    this.model.addCols({
      cost: Float64Array.from(columns, (column) => column.cost),
      lower: Float64Array.from(columns, (column) => column.lower),
      upper: Float64Array.from(columns, (column) => column.upper),
      matrix: compressedColumns(columns, this.rows),
    });
    columns.forEach(({ integer }, index) => {
      if (!integer) return;
      this.model.changeColIntegrality(this.columns + index, this.highs.constants.variableType.integer);
      this.mixedInteger = true;
    });
    this.columns += columns.length;
  }

  dispose(): void {
    this.model.dispose();
  }

  solve(options: SolveOptions): SolveOutcome {
    const isInterior = options.anyOptimum === true && !this.mixedInteger;
    this.model.options.set({
      output_flag: false,
      solver: isInterior ? 'ipm' : 'choose',
      run_crossover: isInterior ? 'off' : 'on',
      // After added columns the last basis is primal feasible: the primal simplex then goes on from it. HiGHS chooses.
      simplex_strategy: this.mixedInteger ? SIMPLEX_DUAL : SIMPLEX_CHOSEN,
      presolve: 'on',
      time_limit: options.timeLimitSeconds,
      random_seed: options.seed,
      mip_rel_gap: options.relativeGap,
      mip_abs_gap: options.absoluteGap,
      mip_max_nodes: options.nodeLimit ?? 2_147_483_647,
      primal_feasibility_tolerance: FEASIBILITY_TOLERANCE,
      dual_feasibility_tolerance: FEASIBILITY_TOLERANCE,
      mip_feasibility_tolerance: MIXED_INTEGER_TOLERANCE,
    });
    if (options.start !== null && this.mixedInteger) this.model.setSolution({ colValue: options.start });
    const status = this.runOnce(options);
    if (status !== this.highs.constants.modelStatus.unboundedOrInfeasible)
      return this.outcome(status, options);
    // Presolve saw that one of the two holds; without it HiGHS says which.
    this.model.options.set('presolve', 'off');
    return this.outcome(this.runOnce(options), options);
  }

  private runOnce(options: SolveOptions): number {
    const { onProgress } = options;
    this.model.zeroAllClocks();
    if (onProgress === null || !this.mixedInteger) return this.model.run().modelStatus;
    return this.model.run({
      [this.highs.constants.callbackType.mipInterrupt]: (event) => {
        const { mip_primal_bound: objective, mip_dual_bound: bound, mip_gap: relativeGap } = event.data;
        if (objective !== undefined && bound !== undefined) {
          onProgress({ objective, bound, relativeGap: relativeGap ?? Infinity });
        }
        return undefined;
      },
    }).modelStatus;
  }

  private outcome(status: number, options: SolveOptions): SolveOutcome {
    const is = this.highs.constants.modelStatus;
    switch (status) {
      case is.optimal:
        return this.solved(options);
      case is.empty:
        return this.withoutColumns();
      case is.infeasible:
        return { kind: 'infeasible' };
      case is.unbounded:
        return { kind: 'unbounded' };
      case is.timeLimit:
        return this.stopped('time');
      case is.solutionLimit:
        return this.stopped(options.nodeLimit === null ? 'other' : 'nodes');
      case is.iterationLimit:
      case is.interrupted:
      case is.objectiveBound:
      case is.objectiveTarget:
        return this.stopped('other');
      default:
        return { kind: 'engine-failure', message: `HiGHS ended with model status ${status}` };
    }
  }

  private solved(options: SolveOptions): SolveOutcome {
    const solution = this.model.getSolution();
    const values = Array.from(solution.colValue);
    const rowPrices = this.mixedInteger ? null : Array.from(solution.rowDual);
    const objective = this.model.getObjectiveValue();
    const bound = this.mixedInteger ? Math.min(objective, this.dualBound()) : objective;
    const slack = Math.max(options.absoluteGap, 1e-6 * Math.max(1, Math.abs(objective)));
    // HiGHS says "optimal" also when it stopped at the relative gap it was given.
    return objective - bound > slack
      ? { kind: 'stopped-at-limit', limit: 'gap', values, objective, bound }
      : { kind: 'optimal', values, objective, bound, rowPrices };
  }

  private stopped(limit: 'time' | 'nodes' | 'other'): SolveOutcome {
    const feasible = this.highs.constants.solutionStatus.feasible;
    const bound = this.mixedInteger ? this.dualBound() : -Infinity;
    if (!this.mixedInteger || this.model.info.get('primal_solution_status') !== feasible) {
      return { kind: 'stopped-at-limit', limit, values: null, objective: null, bound };
    }
    const values = Array.from(this.model.getSolution().colValue);
    return { kind: 'stopped-at-limit', limit, values, objective: this.model.getObjectiveValue(), bound };
  }

  /** A model without variables: feasible exactly when every row accepts a sum of nothing. */
  private withoutColumns(): SolveOutcome {
    const { rowLower, rowUpper } = this.model.getLp();
    const feasible = [...rowLower].every((lower, row) => lower <= 0 && (rowUpper[row] ?? 0) >= 0);
    return feasible
      ? { kind: 'optimal', values: [], objective: 0, bound: 0, rowPrices: null }
      : { kind: 'infeasible' };
  }

  private dualBound(): number {
    return Number(this.model.info.get('mip_dual_bound'));
  }
}

function compressedRows(linear: LinearModel) {
  const starts = new Int32Array(linear.rows.length + 1);
  const indices: number[] = [];
  const values: number[] = [];
  linear.rows.forEach((row, index) => {
    for (const column of row.columns) indices.push(column);
    for (const coefficient of row.coefficients) values.push(coefficient);
    starts[index + 1] = indices.length;
  });
  return {
    format: 'csr' as const,
    numRows: linear.rows.length,
    numCols: linear.columns.length,
    starts,
    indices,
    values,
  };
}

function compressedColumns(columns: readonly NewColumn[], numRows: number) {
  const starts = new Int32Array(columns.length + 1);
  const indices = columns.flatMap(({ rows }, index) => {
    starts[index + 1] = (starts[index] ?? 0) + rows.length;
    return rows;
  });
  return {
    format: 'csc' as const,
    numRows,
    numCols: columns.length,
    starts,
    indices: Int32Array.from(indices),
    values: Float64Array.from(columns.flatMap(({ coefficients }) => coefficients)),
  };
}
