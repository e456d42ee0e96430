import type { Problem } from '../../libs/domain/planning/index.js';
import type { LinearModel, LinearRow } from '../../libs/domain/linear/index.js';

/**
 * A problem as one mixed-integer program, the way a general solver is usually given it: a variable for each pair, one for
 * each case left out, and one weighted sum to be minimised (points, three decimals). Benchmarks have no pins or forbids.
 */
export interface CompactModel {
  readonly model: LinearModel;
  /** Leader and case of the first columns, in the problem's order. */
  readonly pairs: readonly (readonly [leader: string, caseId: string])[];
}

/** How much a case left out costs next to the dearest pair: enough in practice, and easy on floating point. */
const TIMES_DEAREST = 10;

/**
 * What it costs to leave out a case of each priority. The worst costs ten times the dearest pair; each better one more than
 * all the cases of the next that fit into the days of its longest case. Weights that dominate in every case would be so
 * large that tolerances swallow the scores.
 */
export function costsOfLeavingOut(problem: Problem): ReadonlyMap<number, number> {
  const daysOf = new Map(problem.cases.map((one) => [one.id, one.days]));
  const days = problem.candidates
    .map((pair) => pair.days ?? daysOf.get(pair.case) ?? 0)
    .filter((own) => own > 0)
    .sort((a, b) => a - b);
  const timesAsMany = Math.ceil((days.at(-1) ?? 1) / (days[0] ?? 1)) + 1;
  const dearest = problem.candidates.reduce((most, pair) => Math.max(most, pair.score), 1);
  const costs = new Map<number, number>();
  let cost = TIMES_DEAREST * Math.ceil(dearest);
  for (const priority of prioritiesOf(problem).toReversed()) {
    costs.set(priority, cost);
    cost *= timesAsMany;
  }
  return costs;
}

export function prioritiesOf(problem: Problem): number[] {
  return [...new Set(problem.cases.map((one) => one.priority ?? 1))].sort((a, b) => a - b);
}

export function compactModel(problem: Problem): CompactModel {
  const costs = costsOfLeavingOut(problem);
  const caseRows = new Map(problem.cases.map((one) => [one.id, emptyRow(1, 1)]));
  const dayRows = new Map(problem.leaders.map((one) => [one.id, emptyRow(-Infinity, one.days)]));
  const countRows = new Map(
    problem.leaders.flatMap((one) =>
      one.maxEngagements === undefined ? [] : [[one.id, emptyRow(-Infinity, one.maxEngagements)] as const],
    ),
  );
  const daysOf = new Map(problem.cases.map((one) => [one.id, one.days]));
  const variable = { lower: 0, upper: 1, integer: true };
  const columns = problem.candidates.map((pair, column) => {
    add(caseRows.get(pair.case), column, 1);
    add(dayRows.get(pair.leader), column, pair.days ?? daysOf.get(pair.case) ?? 0);
    add(countRows.get(pair.leader), column, 1);
    return { ...variable, cost: pair.score };
  });
  const leftOut = problem.cases.map((one, index) => {
    add(caseRows.get(one.id), columns.length + index, 1);
    return { ...variable, cost: costs.get(one.priority ?? 1) ?? 0 };
  });
  const rows = [...caseRows.values(), ...dayRows.values(), ...countRows.values()];
  return {
    model: { columns: [...columns, ...leftOut], rows: rows.filter((row) => row.columns.length > 0) },
    pairs: problem.candidates.map((pair) => [pair.leader, pair.case] as const),
  };
}

interface Row extends LinearRow {
  readonly columns: number[];
  readonly coefficients: number[];
}

function emptyRow(lower: number, upper: number): Row {
  return { lower, upper, columns: [], coefficients: [] };
}

function add(row: Row | undefined, column: number, coefficient: number): void {
  row?.columns.push(column);
  row?.coefficients.push(coefficient);
}

/** The pairs that a solver's values choose. */
export function chosenPairs(compact: CompactModel, values: readonly number[]): (readonly [string, string])[] {
  return compact.pairs.filter((_pair, column) => (values[column] ?? 0) > 0.5);
}

/** The model in fixed MPS, which every solver of the trade reads: columns x1 .., rows r1 .. in order. */
export function mpsText(model: LinearModel): string {
  const entries: string[][] = model.columns.map(() => []);
  model.rows.forEach((row, index) => {
    row.columns.forEach((column, k) => {
      entries[column]?.push(dataLine(`x${column + 1}`, `r${index + 1}`, row.coefficients[k] ?? 0));
    });
  });
  const isEqual = (row: LinearRow): boolean => row.lower === row.upper;
  return [
    'NAME          COMPACT',
    'ROWS',
    ' N  cost',
    ...model.rows.map((row, index) => ` ${isEqual(row) ? 'E' : 'L'}  r${index + 1}`),
    'COLUMNS',
    "    MARKER    'MARKER'                 'INTORG'",
    ...model.columns.flatMap((column, index) => [
      dataLine(`x${index + 1}`, 'cost', column.cost),
      ...(entries[index] ?? []),
    ]),
    "    MARKER    'MARKER'                 'INTEND'",
    'RHS',
    ...model.rows.map((row, index) => dataLine('rhs', `r${index + 1}`, row.upper)),
    'BOUNDS',
    ...model.columns.map((_column, index) => ` UP ${'bound'.padEnd(8)}  ${`x${index + 1}`.padEnd(8)}  1`),
    'ENDATA',
    '',
  ].join('\n');
}

function dataLine(first: string, second: string, value: number): string {
  return `    ${first.padEnd(8)}  ${second.padEnd(8)}  ${value}`;
}
