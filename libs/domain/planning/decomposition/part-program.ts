import type { LinearColumn, LinearModel, LinearRow } from '../../linear/index.js';
import type { Compact } from './compact.js';

export interface PartTerms {
  /** Pairs in the program: all of them belong to `cases`. */
  readonly pairs: readonly number[];
  readonly cases: readonly number[];
  /** By pair. */
  readonly costs: Float64Array;
  /** By level: what it costs to leave a case out; null: none may be left out. */
  readonly uncoveredCost: readonly (number | null)[];
  /** By level: most of these cases that may stay uncovered. */
  readonly mostUncovered: readonly number[];
}

/**
 * Some of a component's pairs as a mixed-integer program over their cases and leaders, the leaders' limits whole. Columns:
 * the pairs in order, then one "stays uncovered" for each case that may.
 */
export interface PartProgram {
  readonly model: LinearModel;
  /** By position in `cases`: the column of "stays uncovered", or -1. */
  readonly uncovered: readonly number[];
}

export function partProgram(compact: Compact, terms: PartTerms): PartProgram {
  const { pairs, cases } = terms;
  const variable = { lower: 0, upper: 1, integer: true };
  const columns: LinearColumn[] = pairs.map((pair) => ({ cost: terms.costs[pair] ?? 0, ...variable }));
  const ofCase = new Map<number, number[]>(cases.map((index) => [index, []]));
  const ofLeader = new Map<number, number[]>();
  pairs.forEach((pair, column) => {
    const leader = compact.pairLeader[pair] ?? -1;
    ofCase.get(compact.pairCase[pair] ?? -1)?.push(column);
    const own = ofLeader.get(leader);
    if (own === undefined) ofLeader.set(leader, [column]);
    else own.push(column);
  });
  const atLevel: number[][] = terms.mostUncovered.map(() => []);
  const uncovered = cases.map((index) => {
    const level = compact.level[index] ?? 0;
    const cost = terms.uncoveredCost[level] ?? null;
    if (cost === null) return -1;
    const column = columns.push({ cost, ...variable }) - 1;
    ofCase.get(index)?.push(column);
    atLevel[level]?.push(column);
    return column;
  });
  const rows: LinearRow[] = [
    ...[...ofCase.values()].map((own) => sumRow(1, 1, own)),
    ...[...ofLeader].flatMap(([leader, own]) => leaderRows(compact, leader, own, pairs)),
    ...atLevel.flatMap((own, level) => {
      const most = terms.mostUncovered[level] ?? Infinity;
      return own.length > most ? [sumRow(-Infinity, most, own)] : [];
    }),
  ];
  return { model: { columns, rows }, uncovered };
}

function leaderRows(
  compact: Compact,
  leader: number,
  columns: readonly number[],
  pairs: readonly number[],
): LinearRow[] {
  const capacity = compact.capacity[leader] ?? 0;
  const most = compact.engagements[leader] ?? 0;
  const coefficients = columns.map((column) => compact.weight[pairs[column] ?? 0] ?? 0);
  const total = coefficients.reduce((sum, own) => sum + own, 0);
  return [
    ...(total > capacity ? [{ lower: -Infinity, upper: capacity, columns, coefficients }] : []),
    ...(columns.length > most ? [sumRow(-Infinity, most, columns)] : []),
  ];
}

function sumRow(lower: number, upper: number, columns: readonly number[]): LinearRow {
  return { lower, upper, columns, coefficients: columns.map(() => 1) };
}

/** Column values of a plan; null when it uses a pair, or leaves out a case, that the program does not know. */
export function startValues(
  program: PartProgram,
  terms: PartTerms,
  pairOf: Int32Array,
): readonly number[] | null {
  const columnOf = new Map(terms.pairs.map((pair, column) => [pair, column]));
  const values = program.model.columns.map(() => 0);
  for (const [position, index] of terms.cases.entries()) {
    const pair = pairOf[index] ?? -1;
    const column = pair < 0 ? program.uncovered[position] : columnOf.get(pair);
    if (column === undefined || column < 0) return null;
    values[column] = 1;
  }
  return values;
}
