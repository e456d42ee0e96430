import {
  isMixedInteger,
  type LinearEngine,
  type LinearModel,
  type LinearRow,
  type LinearSession,
  type NewColumn,
  objectiveOf,
  rowActivity,
  type SolveOptions,
  type SolveOutcome,
} from '../../domain/linear/index.js';
import { columnName, toJsonModel } from './json-model.js';
import { JAVASCRIPT_LP_VERSION, type JsonResult, solveJsonModel } from './javascript-lp-runtime.js';

/** Values closer than this to a whole number count as whole. */
const INTEGER_TOLERANCE = 1e-6;
/** The package's own precision of pivots and integrality; its default. */
const PRECISION = 1e-8;

/**
 * javascript-lp-solver: a dense-tableau simplex with branch and cut, for small work. It draws no random numbers, keeps
 * nothing between solves, counts no nodes and reports no bound, so a stopped solve proves nothing; every answer is
 * summed again here before it is called one.
 */
export function javascriptLpEngine(): LinearEngine {
  return {
    name: 'javascript-lp-solver',
    version: JAVASCRIPT_LP_VERSION,
    open: (model) => new JavascriptLpSession(model),
  };
}

class JavascriptLpSession implements LinearSession {
  constructor(private model: LinearModel) {}

  solve(options: SolveOptions): SolveOutcome {
    if (this.model.columns.length === 0) return this.withoutColumns();
    const startedMs = performance.now();
    let result: JsonResult;
    try {
      result = solveJsonModel(toJsonModel(this.model, options), PRECISION);
    } catch (error) {
      return { kind: 'engine-failure', message: error instanceof Error ? error.message : String(error) };
    }
    const timeIsOut = (performance.now() - startedMs) / 1000 >= options.timeLimitSeconds;
    return this.outcome(result, timeIsOut && isMixedInteger(this.model));
  }

  setCosts(costs: readonly number[]): void {
    const columns = this.model.columns.map((column, index) => ({ ...column, cost: costs[index] ?? 0 }));
    this.model = { ...this.model, columns };
  }

  addRow(row: LinearRow): void {
    this.model = { ...this.model, rows: [...this.model.rows, row] };
  }

  addColumns(columns: readonly NewColumn[]): void {
    const first = this.model.columns.length;
    const rows = this.model.rows.map((row) => ({
      ...row,
      columns: [...row.columns],
      coefficients: [...row.coefficients],
    }));
    columns.forEach((column, index) => {
      column.rows.forEach((row, k) => {
        rows[row]?.columns.push(first + index);
        rows[row]?.coefficients.push(column.coefficients[k] ?? 0);
      });
    });
    this.model = { columns: [...this.model.columns, ...columns], rows };
  }

  dispose(): void {
    this.model = { columns: [], rows: [] };
  }

  private outcome(result: JsonResult, timeIsOut: boolean): SolveOutcome {
    const values = this.valuesOf(result);
    if (timeIsOut) {
      const usable = result.feasible && this.isSatisfiedBy(values);
      return {
        kind: 'stopped-at-limit',
        limit: 'time',
        values: usable ? values : null,
        objective: usable ? objectiveOf(this.model, values) : null,
        bound: -Infinity,
      };
    }
    if (!result.feasible) return { kind: 'infeasible' };
    if (result.bounded === false) return { kind: 'unbounded' };
    if (!this.isSatisfiedBy(values)) {
      return { kind: 'engine-failure', message: 'javascript-lp-solver returned values that break the model' };
    }
    const objective = objectiveOf(this.model, values);
    return { kind: 'optimal', values, objective, bound: objective, rowPrices: null };
  }

  private valuesOf(result: JsonResult): number[] {
    return this.model.columns.map((column, index) => {
      const raw = result[columnName(index)];
      const value = typeof raw === 'number' ? raw : 0;
      const whole = Math.round(value);
      return column.integer && Math.abs(value - whole) <= INTEGER_TOLERANCE ? whole : value;
    });
  }

  private isSatisfiedBy(values: readonly number[]): boolean {
    const within = (value: number, lower: number, upper: number): boolean => {
      const slack = 1e-6 * Math.max(1, Math.abs(value));
      return value >= lower - slack && value <= upper + slack;
    };
    return (
      this.model.columns.every((column, index) => {
        const value = values[index] ?? NaN;
        return within(value, column.lower, column.upper) && (!column.integer || Number.isInteger(value));
      }) && this.model.rows.every((row) => within(rowActivity(row, values), row.lower, row.upper))
    );
  }

  private withoutColumns(): SolveOutcome {
    const feasible = this.model.rows.every((row) => row.lower <= 0 && row.upper >= 0);
    return feasible
      ? { kind: 'optimal', values: [], objective: 0, bound: 0, rowPrices: null }
      : { kind: 'infeasible' };
  }
}
