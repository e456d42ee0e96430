import { assert, halfDaysFromDays, type HalfDays } from '../kernel/index.js';
import type { Problem, ProblemPair } from './problem.js';
import { type Thousandths, thousandthsFromScore } from './thousandths.js';

/**
 * A problem in whole numbers, sorted by id (code units, never a locale's order), so that the order in which a document
 * lists things changes nothing. Indices refer to these arrays.
 */
export interface IntegerProblem {
  readonly leaders: readonly IntegerLeader[];
  readonly cases: readonly IntegerCase[];
  /** Sorted by case, then leader. */
  readonly pairs: readonly IntegerPair[];
  /** Indices into `pairs`, ascending, each once. */
  readonly pins: readonly number[];
  /** Every priority that a case has, best (lowest number) first. */
  readonly priorities: readonly number[];
}

export interface IntegerLeader {
  readonly id: string;
  readonly halfDays: HalfDays;
  /** Infinity: no limit. */
  readonly engagements: number;
}

export interface IntegerCase {
  readonly id: string;
  /** Index into `priorities`. */
  readonly level: number;
}

export interface IntegerPair {
  readonly leader: number;
  readonly case: number;
  readonly halfDays: HalfDays;
  readonly score: Thousandths;
  readonly forbidden: boolean;
}

/** `problem` has been accepted by `parseProblem`, or was made by code that keeps the same rules. */
export function integerProblem(problem: Problem): IntegerProblem {
  const leaders = [...problem.leaders].sort(byId);
  const cases = [...problem.cases].sort(byId);
  const leaderIndex = indexById(leaders);
  const caseIndex = indexById(cases);
  const priorities = [...new Set(cases.map((one) => one.priority ?? 1))].sort((left, right) => left - right);
  const key = (pair: ProblemPair): number =>
    indexOf(caseIndex, pair.case) * leaders.length + indexOf(leaderIndex, pair.leader);
  const forbidden = new Set((problem.forbids ?? []).map(key));

  const keyed = problem.candidates
    .map((candidate) => ({ candidate, key: key(candidate) }))
    .sort((left, right) => left.key - right.key);
  const pairs = keyed.map(({ candidate, key: own }): IntegerPair => {
    const index = indexOf(caseIndex, candidate.case);
    const score = thousandthsFromScore(candidate.score);
    assert(score !== undefined, `score ${candidate.score} has at most three decimals`);
    return {
      leader: indexOf(leaderIndex, candidate.leader),
      case: index,
      halfDays: halfDays(candidate.days ?? cases[index]?.days ?? NaN),
      score,
      forbidden: forbidden.has(own),
    };
  });
  const pairByKey = new Map(keyed.map(({ key: own }, index) => [own, index]));
  const pins = new Set(
    (problem.pins ?? []).map((pin) => {
      const pair = pairByKey.get(key(pin));
      assert(pair !== undefined, `pin ${pin.leader} - ${pin.case} is a candidate`);
      return pair;
    }),
  );
  return {
    leaders: leaders.map((leader) => ({
      id: leader.id,
      halfDays: halfDays(leader.days),
      engagements: leader.maxEngagements ?? Infinity,
    })),
    cases: cases.map((one) => ({ id: one.id, level: priorities.indexOf(one.priority ?? 1) })),
    pairs,
    pins: [...pins].sort((left, right) => left - right),
    priorities,
  };
}

function byId(left: { readonly id: string }, right: { readonly id: string }): number {
  return left.id < right.id ? -1 : Number(left.id > right.id);
}

function indexById(items: readonly { readonly id: string }[]): Map<string, number> {
  const index = new Map(items.map((item, position) => [item.id, position]));
  assert(index.size === items.length, 'ids are unique');
  return index;
}

function indexOf(index: ReadonlyMap<string, number>, id: string): number {
  const position = index.get(id);
  assert(position !== undefined, `id ${id} is known`);
  return position;
}

function halfDays(days: number): HalfDays {
  const value = halfDaysFromDays(days);
  assert(value !== undefined, `${days} days are whole half-days`);
  return value;
}
