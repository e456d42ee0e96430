import type { LinearColumn, LinearModel, LinearRow } from '../../linear/index.js';
import type { Compact } from './compact.js';
import type { PartTerms } from './part-program.js';
import { type LeaderProfiles, profilesOf } from './profiles.js';

/**
 * Pairs of one leader that take as many days as each other, of which the leader's profile may not allow all: a row for them
 * makes the program stronger.
 */
export interface ProfileCut {
  readonly leader: number;
  readonly pairs: readonly number[];
}

/** A leader's profiles and the column of the first of them. */
interface ProfiledLeader extends LeaderProfiles {
  readonly leader: number;
  readonly first: number;
}

/** Columns: the pairs in order, "stays uncovered" for each case that may, then the profiles of each leader. */
export interface ProfileProgram {
  readonly model: LinearModel;
  readonly byLeader: ReadonlyMap<number, ProfiledLeader>;
  readonly columnOf: ReadonlyMap<number, number>;
  /** By position in the terms' cases: the column of "stays uncovered", or -1. */
  readonly uncovered: readonly number[];
}

export interface ProfileTerms extends PartTerms {
  /** What each case beyond `mostUncovered` costs; absent: there can be none. */
  readonly excess?: number;
}

/**
 * Some of a component's pairs as a program in which each leader chooses one profile, and takes of each length of case at most
 * what the profile allows (the lengths' counts are the disaggregated knapsack of Dantzig and Wolfe's reformulation, Savelsbergh
 * 1997, with one column for all choices of the same lengths). Only the choice of profiles has to be whole: with profiles given
 * the rest is a flow. With all cuts that `violatedCuts` finds, its linear relaxation is as strong as the one over all patterns:
 * the choices within one profile are a matroid, those of a mix of profiles the sum of matroids, whose rank is the sum of
 * theirs (Edmonds 1970).
 *
 * @returns null where a leader's days come in too many sizes
 */
export function profileProgram(
  compact: Compact,
  terms: ProfileTerms,
  options: { readonly whole: boolean; readonly cuts: readonly ProfileCut[] },
): ProfileProgram | null {
  const fraction = { lower: 0, upper: 1, integer: false };
  const columns: LinearColumn[] = terms.pairs.map((pair) => ({ cost: terms.costs[pair] ?? 0, ...fraction }));
  const columnOf = new Map(terms.pairs.map((pair, column) => [pair, column]));
  const ofCase = new Map<number, number[]>(terms.cases.map((index) => [index, []]));
  const ofLeader = new Map<number, number[]>();
  terms.pairs.forEach((pair, column) => {
    ofCase.get(compact.pairCase[pair] ?? -1)?.push(column);
    const leader = compact.pairLeader[pair] ?? -1;
    const own = ofLeader.get(leader);
    if (own === undefined) ofLeader.set(leader, [pair]);
    else own.push(pair);
  });
  const atLevel: number[][] = terms.mostUncovered.map(() => []);
  const uncovered = terms.cases.map((index) => {
    const level = compact.level[index] ?? 0;
    const cost = terms.uncoveredCost[level] ?? null;
    if (cost === null) return -1;
    const column = columns.push({ cost, ...fraction }) - 1;
    ofCase.get(index)?.push(column);
    atLevel[level]?.push(column);
    return column;
  });
  const rows: LinearRow[] = [...ofCase.values()].map((own) => sumRow(1, Infinity, own));
  atLevel.forEach((own, level) => {
    const most = terms.mostUncovered[level] ?? Infinity;
    if (own.length <= most) return;
    const row = sumRow(-Infinity, most, own);
    if (terms.excess === undefined) {
      rows.push(row);
      return;
    }
    const beyond = columns.push({ cost: terms.excess, lower: 0, upper: Infinity, integer: false }) - 1;
    rows.push({ ...row, columns: [...own, beyond], coefficients: [...row.coefficients, -1] });
  });
  const byLeader = new Map<number, ProfiledLeader>();
  for (const [leader, pairs] of ofLeader) {
    const profiles = profilesOf(compact, leader, pairs);
    if (profiles === null) return null;
    const first = columns.length;
    const profiled = { ...profiles, leader, first };
    for (let k = 0; k < profiles.counts.length; k++)
      columns.push({ cost: 0, lower: 0, upper: 1, integer: options.whole });
    byLeader.set(leader, profiled);
    rows.push(
      sumRow(
        -Infinity,
        1,
        profiles.counts.map((_own, k) => first + k),
      ),
    );
    for (const own of profiles.classes) rows.push(cutRow(profiled, own, columnOf));
  }
  for (const cut of options.cuts) {
    const own = byLeader.get(cut.leader);
    const pairs = cut.pairs.filter((pair) => columnOf.has(pair));
    if (own !== undefined && pairs.length > 0) rows.push(cutRow(own, pairs, columnOf));
  }
  return { model: { columns, rows }, byLeader, columnOf, uncovered };
}

/** Of these pairs of one class no more than the chosen profiles have room for, nor more than there are. */
function cutRow(
  { classes, counts, first }: ProfiledLeader,
  pairs: readonly number[],
  columnOf: ReadonlyMap<number, number>,
): LinearRow {
  const at = classes.findIndex((own) => own.includes(pairs[0] ?? -1));
  const columns = pairs.map((pair) => columnOf.get(pair) ?? -1);
  const coefficients = pairs.map(() => 1);
  counts.forEach((count, k) => {
    const room = Math.min(pairs.length, count[at] ?? 0);
    if (room === 0) return;
    columns.push(first + k);
    coefficients.push(-room);
  });
  return { lower: -Infinity, upper: 0, columns, coefficients };
}

export function rowOfCut(program: ProfileProgram, cut: ProfileCut): LinearRow {
  const own = program.byLeader.get(cut.leader);
  if (own === undefined) throw new RangeError(`leader ${String(cut.leader)} is not in the program`);
  return cutRow(own, cut.pairs, program.columnOf);
}

/** Violations below this are left: they are floating point. */
const LEAST_VIOLATION = 1e-6;

/** Of each leader and class the cut that these values break most: for any number of pairs, those of the largest values. */
export function violatedCuts(program: ProfileProgram, values: readonly number[]): ProfileCut[] {
  const cuts: ProfileCut[] = [];
  const valueOf = (pair: number): number => values[program.columnOf.get(pair) ?? -1] ?? 0;
  for (const { leader, classes, counts, first } of program.byLeader.values()) {
    classes.forEach((own, at) => {
      const sorted = own
        .filter((pair) => valueOf(pair) > 1e-9)
        .sort((a, b) => valueOf(b) - valueOf(a) || a - b);
      let taken = 0;
      let most = LEAST_VIOLATION;
      let size = 0;
      for (let k = 1; k <= sorted.length; k++) {
        taken += valueOf(sorted[k - 1] ?? -1);
        let room = 0;
        counts.forEach((count, one) => {
          room += Math.min(k, count[at] ?? 0) * (values[first + one] ?? 0);
        });
        if (taken - room > most) [most, size] = [taken - room, k];
      }
      if (size > 0) cuts.push({ leader, pairs: sorted.slice(0, size) });
    });
  }
  return cuts;
}

function sumRow(lower: number, upper: number, columns: readonly number[]): LinearRow {
  return { lower, upper, columns, coefficients: columns.map(() => 1) };
}

/** Column values of a plan; null when it uses a pair, or leaves out a case, that the program does not know. */
export function profileStart(
  program: ProfileProgram,
  compact: Compact,
  cases: readonly number[],
  pairOf: Int32Array,
): readonly number[] | null {
  const values = program.model.columns.map(() => 0);
  for (const [position, index] of cases.entries()) {
    const pair = pairOf[index] ?? -1;
    const column = pair < 0 ? program.uncovered[position] : program.columnOf.get(pair);
    if (column === undefined || column < 0) return null;
    values[column] = 1;
  }
  for (const { classes, counts, first } of program.byLeader.values()) {
    const held = classes.map(
      (own) => own.filter((pair) => pairOf[compact.pairCase[pair] ?? -1] === pair).length,
    );
    const profile = counts.findIndex((count) => count.every((room, at) => room >= (held[at] ?? 0)));
    if (profile >= 0) values[first + profile] = 1;
  }
  return values;
}
