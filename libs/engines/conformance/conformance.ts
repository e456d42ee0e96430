import {
  type LinearColumn,
  type LinearEngine,
  type LinearModel,
  type LinearRow,
  type NewColumn,
  type SolveOptions,
  type SolveOutcome,
  solveOnce,
} from '../../domain/linear/index.js';

/** How a case is written in cases/*.json; null stands for a missing bound. */
export interface ConformanceCase {
  readonly name: string;
  readonly columns: readonly {
    readonly cost: number;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly integer: boolean;
  }[];
  readonly rows: readonly JsonRow[];
  readonly expected: Expected;
  /** What the same session must answer after the changes, in turn. */
  readonly then?: readonly {
    readonly costs?: readonly number[];
    readonly addRow?: JsonRow;
    readonly addColumns?: readonly (ConformanceCase['columns'][number] & {
      readonly rows: readonly number[];
      readonly coefficients: readonly number[];
    })[];
    readonly expected: Expected;
  }[];
}

interface JsonRow {
  readonly lower: number | null;
  readonly upper: number | null;
  readonly columns: readonly number[];
  readonly coefficients: readonly number[];
}

interface Expected {
  readonly kind: SolveOutcome['kind'];
  readonly objective?: number;
}

export const EXACT_OPTIONS: SolveOptions = {
  timeLimitSeconds: 10,
  relativeGap: 0,
  absoluteGap: 1e-6,
  seed: 1,
  nodeLimit: null,
  start: null,
  onProgress: null,
};

const TOLERANCE = 1e-5;

/**
 * The suite that every engine must pass: each case solved once, then solved again in the same session after each of
 * its changes. Returns every fault as a sentence naming the case; empty when the engine conforms.
 */
export function conformanceFaults(engine: LinearEngine, cases: readonly ConformanceCase[]): string[] {
  return cases.flatMap((one) => [...onceFaults(engine, one), ...sessionFaults(engine, one)]);
}

export function modelOf(one: ConformanceCase): LinearModel {
  return {
    columns: one.columns.map((column) => ({ ...column, ...boundsOf(column) })),
    rows: one.rows.map(rowOf),
  };
}

function onceFaults(engine: LinearEngine, one: ConformanceCase): string[] {
  const model = modelOf(one);
  const outcome = solveOnce(engine, model, EXACT_OPTIONS);
  return outcomeFaults(model, outcome, one.expected).map((fault) => `${one.name}: ${fault}`);
}

function sessionFaults(engine: LinearEngine, one: ConformanceCase): string[] {
  const faults: string[] = [];
  let model = modelOf(one);
  const session = engine.open(model);
  try {
    session.solve(EXACT_OPTIONS);
    (one.then ?? []).forEach((step, index) => {
      const { costs, addRow, addColumns } = step;
      if (costs !== undefined) {
        session.setCosts(costs);
        model = {
          ...model,
          columns: model.columns.map((column, k) => ({ ...column, cost: costs[k] ?? NaN })),
        };
      }
      if (addRow !== undefined) {
        session.addRow(rowOf(addRow));
        model = { ...model, rows: [...model.rows, rowOf(addRow)] };
      }
      if (addColumns !== undefined) {
        const columns = addColumns.map((column): NewColumn => ({ ...column, ...boundsOf(column) }));
        session.addColumns(columns);
        model = withColumns(model, columns);
      }
      const outcome = session.solve(EXACT_OPTIONS);
      faults.push(
        ...outcomeFaults(model, outcome, step.expected).map(
          (fault) => `${one.name}, change ${index + 1}: ${fault}`,
        ),
      );
    });
  } finally {
    session.dispose();
  }
  return faults;
}

function withColumns(model: LinearModel, columns: readonly NewColumn[]): LinearModel {
  const first = model.columns.length;
  const rows = model.rows.map((row, index) => {
    const added = columns.flatMap((column, k) =>
      column.rows.flatMap((at, place) =>
        at === index ? [{ column: first + k, coefficient: column.coefficients[place] ?? NaN }] : [],
      ),
    );
    return {
      ...row,
      columns: [...row.columns, ...added.map(({ column }) => column)],
      coefficients: [...row.coefficients, ...added.map(({ coefficient }) => coefficient)],
    };
  });
  return { columns: [...model.columns, ...columns], rows };
}

function boundsOf(range: { readonly lower: number | null; readonly upper: number | null }) {
  return { lower: range.lower ?? -Infinity, upper: range.upper ?? Infinity };
}

function rowOf(row: JsonRow): LinearRow {
  return { columns: row.columns, coefficients: row.coefficients, ...boundsOf(row) };
}

/**
 * Judges an answer by the model alone: every row and bound summed again, whole numbers where they are asked for, the
 * objective recomputed, the bound on the right side of it, and the known best value where the case names one.
 */
export function outcomeFaults(model: LinearModel, outcome: SolveOutcome, expected: Expected): string[] {
  if (outcome.kind !== expected.kind) {
    const detail = outcome.kind === 'engine-failure' ? ` (${outcome.message})` : '';
    return [`answered ${outcome.kind}${detail}, expected ${expected.kind}`];
  }
  if (outcome.kind !== 'optimal') return [];
  const faults = valueFaults(model, outcome.values);
  const cost = sum(model.columns.map((column, k) => column.cost * (outcome.values[k] ?? NaN)));
  if (!isClose(cost, outcome.objective)) faults.push(`says ${outcome.objective}, its values cost ${cost}`);
  if (outcome.bound > outcome.objective + TOLERANCE * Math.max(1, Math.abs(outcome.objective))) {
    faults.push(`bound ${outcome.bound} lies above the objective ${outcome.objective}`);
  }
  faults.push(...priceFaults(model, outcome.rowPrices, outcome.objective));
  if (!isClose(outcome.bound, outcome.objective))
    faults.push('claims an optimum without a bound that proves it');
  if (expected.objective !== undefined && !isClose(outcome.objective, expected.objective)) {
    faults.push(`objective ${outcome.objective}, known best ${expected.objective}`);
  }
  return faults;
}

/** Row prices prove the objective: with them every row and column bound, summed, gives it (weak duality, with equality). */
function priceFaults(model: LinearModel, prices: readonly number[] | null, objective: number): string[] {
  if (prices === null) return [];
  if (prices.length !== model.rows.length)
    return [`${prices.length} row prices for ${model.rows.length} rows`];
  const reduced = model.columns.map((column) => column.cost);
  model.rows.forEach((row, index) => {
    row.columns.forEach((column, k) => {
      reduced[column] = (reduced[column] ?? 0) - (prices[index] ?? NaN) * (row.coefficients[k] ?? NaN);
    });
  });
  const least = (price: number, range: { readonly lower: number; readonly upper: number }): number =>
    Math.abs(price) <= TOLERANCE ? 0 : price * (price > 0 ? range.lower : range.upper);
  const proven =
    sum(model.rows.map((row, index) => least(prices[index] ?? NaN, row))) +
    sum(model.columns.map((column, k) => least(reduced[k] ?? NaN, column)));
  return isClose(proven, objective) ? [] : [`the row prices prove ${proven}, not ${objective}`];
}

function valueFaults(model: LinearModel, values: readonly number[]): string[] {
  if (values.length !== model.columns.length)
    return [`${values.length} values for ${model.columns.length} columns`];
  return [
    ...model.columns.flatMap((column, k) => columnFaults(column, k, values[k] ?? NaN)),
    ...model.rows.flatMap((row, index) => {
      const activity = sum(
        row.columns.map((column, k) => (row.coefficients[k] ?? NaN) * (values[column] ?? NaN)),
      );
      return isWithin(activity, row) ? [] : [`row ${index} sums to ${activity}`];
    }),
  ];
}

function columnFaults(column: LinearColumn, index: number, value: number): string[] {
  const faults: string[] = [];
  if (!isWithin(value, column)) faults.push(`column ${index} is ${value}, outside its bounds`);
  if (column.integer && Math.abs(value - Math.round(value)) > TOLERANCE) {
    faults.push(`column ${index} is ${value}, not a whole number`);
  }
  return faults;
}

function isWithin(value: number, range: { readonly lower: number; readonly upper: number }): boolean {
  const slack = TOLERANCE * Math.max(1, Math.abs(value));
  return value >= range.lower - slack && value <= range.upper + slack;
}

function isClose(left: number, right: number): boolean {
  return Math.abs(left - right) <= TOLERANCE * Math.max(1, Math.abs(right));
}

function sum(terms: readonly number[]): number {
  return terms.reduce((total, term) => total + term, 0);
}
