import type { LinearColumn, LinearModel, LinearRow } from '../../linear/index.js';
import type { Pattern } from './patterns.js';
import type { Roster } from './roster.js';

/** A part of a plan to be made anew: these leaders with these cases, by whole patterns. */
export interface WindowTerms {
  readonly leaders: ReadonlySet<number>;
  /** Ascending. */
  readonly cases: readonly number[];
  readonly patternsOf: (leader: number) => readonly Pattern[];
  /** By pair. */
  readonly costs: Float64Array;
  /** By level: what leaving a case out costs. */
  readonly uncoveredCost: readonly number[];
  /** So many of the best levels may not lose coverage. */
  readonly heldLevels: number;
  /** What costs are divided by. */
  readonly scale: number;
}

export interface WindowProgram {
  readonly model: LinearModel;
  /** By column: the pairs it stands for; empty: a case that stays uncovered. */
  readonly columns: readonly Pattern[];
  /** Column values of the plan as it stands. */
  readonly start: readonly number[];
}

/**
 * Whole patterns as columns make a far stronger program than single pairs do: its linear relaxation already knows what fits
 * together (Savelsbergh 1997). A case may be in more than one chosen pattern; the dearer ones give it up afterwards. At the
 * levels held no more cases stay uncovered than now.
 */
export function windowProgram(roster: Roster, terms: WindowTerms): WindowProgram {
  const { compact } = roster;
  const rowOf = new Map(terms.cases.map((index, row) => [index, row]));
  const columns: Pattern[] = [];
  const costs: number[] = [];
  const start: number[] = [];
  const ofCase: number[][] = terms.cases.map(() => []);
  const leaderRows: LinearRow[] = [];
  for (const leader of terms.leaders) {
    const from = compact.leaderStart[leader] ?? 0;
    const held = Array.from(roster.held.subarray(from, from + (roster.heldCount[leader] ?? 0)));
    const now = held.sort((a, b) => a - b).join(' ');
    const own = new Map<string, Pattern>();
    for (const pattern of [held, ...terms.patternsOf(leader)]) {
      const inside = pattern.filter((pair) => rowOf.has(compact.pairCase[pair] ?? 0));
      if (inside.length > 0) own.set(inside.join(' '), inside);
    }
    const first = columns.length;
    for (const [key, pattern] of own) {
      for (const pair of pattern) ofCase[rowOf.get(compact.pairCase[pair] ?? 0) ?? 0]?.push(columns.length);
      costs.push(pattern.reduce((sum, pair) => sum + (terms.costs[pair] ?? 0), 0) / terms.scale);
      start.push(Number(key === now));
      columns.push(pattern);
    }
    leaderRows.push(sumRow(-Infinity, 1, range(first, columns.length)));
  }
  const levelRows: LinearRow[] = [];
  terms.uncoveredCost.forEach((cost, level) => {
    const open = terms.cases.filter((index) => compact.level[index] === level && roster.pairOf[index] === -1);
    const isHeld = level < terms.heldLevels;
    if (isHeld && open.length === 0) return;
    const first = columns.length;
    terms.cases.forEach((index, row) => {
      if (compact.level[index] !== level) return;
      ofCase[row]?.push(columns.length);
      costs.push(cost / terms.scale);
      start.push(Number(roster.pairOf[index] === -1));
      columns.push([]);
    });
    if (isHeld) levelRows.push(sumRow(-Infinity, open.length, range(first, columns.length)));
  });
  const rows = [...ofCase.map((own) => sumRow(1, Infinity, own)), ...leaderRows, ...levelRows];
  const variables = costs.map((cost): LinearColumn => ({ cost, lower: 0, upper: 1, integer: true }));
  return { model: { columns: variables, rows }, columns, start };
}

/** The pairs of the patterns that were chosen, the cheaper ones first. */
export function chosenPairs(
  { columns }: WindowProgram,
  values: readonly number[],
  costs: Float64Array,
): number[] {
  return columns
    .flatMap((pattern, column) => ((values[column] ?? 0) > 0.5 ? pattern : []))
    .sort((a, b) => (costs[a] ?? 0) - (costs[b] ?? 0) || a - b);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, k) => from + k);
}

function sumRow(lower: number, upper: number, columns: readonly number[]): LinearRow {
  return { lower, upper, columns, coefficients: columns.map(() => 1) };
}
