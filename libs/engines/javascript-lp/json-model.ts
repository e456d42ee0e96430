import type { LinearModel, LinearRow, SolveOptions } from '../../domain/linear/index.js';
import type { JsonBound, JsonModel } from './javascript-lp-runtime.js';

const COST = 'cost';

export function columnName(index: number): string {
  return `x${index}`;
}

/**
 * Writes a model in javascript-lp-solver's JSON. Variables there are >= 0 and have no other bounds, so every other
 * bound becomes a constraint, unless a row implies it already (a case's row of ones implies x <= 1): each constraint
 * spared is a row less in a dense tableau.
 */
export function toJsonModel(model: LinearModel, options: SolveOptions): JsonModel {
  const constraints: Record<string, JsonBound> = {};
  const variables = model.columns.map((column): Record<string, number> => ({ [COST]: column.cost }));
  const ints: Record<string, 1> = {};
  const unrestricted: Record<string, 1> = {};
  const implied = impliedUpperBounds(model);

  model.columns.forEach((column, index) => {
    const bound = boundOf(
      column.lower === 0 ? -Infinity : column.lower,
      (implied[index] ?? Infinity) <= column.upper ? Infinity : column.upper,
    );
    if (column.integer) ints[columnName(index)] = 1;
    if (column.lower < 0) unrestricted[columnName(index)] = 1;
    if (bound === null) return;
    constraints[`bound${index}`] = bound;
    setCoefficient(variables[index], `bound${index}`, 1);
  });
  model.rows.forEach((row, index) => {
    const bound = boundOf(row.lower, row.upper);
    if (bound === null) return;
    constraints[`row${index}`] = bound;
    row.columns.forEach((column, k) => {
      setCoefficient(variables[column], `row${index}`, row.coefficients[k] ?? 0);
    });
  });

  return {
    optimize: COST,
    opType: 'min',
    constraints,
    variables: Object.fromEntries(variables.map((entries, index) => [columnName(index), entries])),
    ints,
    unrestricted,
    options: {
      timeout: Math.max(1, Math.round(options.timeLimitSeconds * 1000)),
      // The package compares signed evaluations, which is wrong for negative costs: the gap is judged by us alone.
      tolerance: 0,
      presolve: false,
      exitOnCycles: true,
      useMIRCuts: false,
      keep_solutions: false,
    },
  };
}

function setCoefficient(entries: Record<string, number> | undefined, name: string, value: number): void {
  if (entries !== undefined) entries[name] = value;
}

function boundOf(lower: number, upper: number): JsonBound | null {
  if (lower === upper) return { equal: lower };
  const bound: { min?: number; max?: number } = {};
  if (lower !== -Infinity) bound.min = lower;
  if (upper !== Infinity) bound.max = upper;
  return lower === -Infinity && upper === Infinity ? null : bound;
}

/** Per column the least upper bound that follows from one row of non-negative terms; Infinity when none does. */
function impliedUpperBounds(model: LinearModel): readonly number[] {
  const implied = model.columns.map(() => Infinity);
  for (const row of model.rows) {
    if (row.upper === Infinity || !hasNonNegativeTerms(model, row)) continue;
    row.columns.forEach((column, k) => {
      const coefficient = row.coefficients[k] ?? 0;
      if (coefficient > 0) implied[column] = Math.min(implied[column] ?? Infinity, row.upper / coefficient);
    });
  }
  return implied;
}

function hasNonNegativeTerms(model: LinearModel, row: LinearRow): boolean {
  return row.columns.every(
    (column, k) => (row.coefficients[k] ?? 0) >= 0 && (model.columns[column]?.lower ?? -1) >= 0,
  );
}
