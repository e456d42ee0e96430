/**
 * A linear program to be minimised, in the words of an engine: variables and constraints, nothing of schools.
 * Missing bounds are `-Infinity` and `Infinity`.
 */
export interface LinearModel {
  readonly columns: readonly LinearColumn[];
  readonly rows: readonly LinearRow[];
}

/** One variable: `lower <= x <= upper`, a whole number when `integer`. */
export interface LinearColumn {
  readonly cost: number;
  readonly lower: number;
  readonly upper: number;
  readonly integer: boolean;
}

/** A column that comes later, with its place in the rows. */
export interface NewColumn extends LinearColumn {
  /** Indices into the model's rows. */
  readonly rows: readonly number[];
  readonly coefficients: readonly number[];
}

/** One constraint: `lower <= sum(coefficients[k] * x[columns[k]]) <= upper`; no column is named twice. */
export interface LinearRow {
  readonly lower: number;
  readonly upper: number;
  /** Indices into the model's columns. */
  readonly columns: readonly number[];
  readonly coefficients: readonly number[];
}

export function isMixedInteger(model: LinearModel): boolean {
  return model.columns.some((column) => column.integer);
}

/** The value of the row's sum at `values`. */
export function rowActivity(row: LinearRow, values: readonly number[]): number {
  let sum = 0;
  row.columns.forEach((column, k) => {
    sum += (row.coefficients[k] ?? 0) * (values[column] ?? 0);
  });
  return sum;
}

/** The cost of `values`, summed in column order. */
export function objectiveOf(model: LinearModel, values: readonly number[]): number {
  return model.columns.reduce((sum, column, index) => sum + column.cost * (values[index] ?? 0), 0);
}
