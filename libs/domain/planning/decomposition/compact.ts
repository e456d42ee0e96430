import type { Component } from '../stages/component.js';
import { scoreUnit } from '../stages/component.js';

/**
 * A component in flat arrays, for loops that run millions of times. Pairs keep their index in the component; they are
 * sorted by case, so those of case j are `caseStart[j]` up to `caseStart[j + 1]`. Days are counted in grains, each
 * leader's own: the greatest half-days that divide all of the leader's pairs.
 */
export interface Compact {
  readonly leaders: number;
  readonly cases: number;
  readonly pairs: number;
  readonly levels: number;
  readonly pairLeader: Int32Array;
  readonly pairCase: Int32Array;
  /** Grains that the pair takes. */
  readonly weight: Int32Array;
  /** Score in units of `unit` thousandths: whole numbers. */
  readonly cost: Float64Array;
  readonly unit: number;
  readonly caseStart: Int32Array;
  readonly level: Int32Array;
  readonly casesAtLevel: Int32Array;
  readonly leaderStart: Int32Array;
  /** Pairs by leader: those of leader i are at `leaderStart[i]` up to `leaderStart[i + 1]`. */
  readonly leaderPair: Int32Array;
  /** Grains that each leader has, never more than all of the leader's pairs take together. */
  readonly capacity: Int32Array;
  /** Cases that each leader may take, never more than the leader has pairs. */
  readonly engagements: Int32Array;
}

export function compactOf(component: Component, levels: number): Compact {
  const { pairs, cases, leaders } = component;
  const unit = scoreUnit(component);
  const caseStart = new Int32Array(cases.length + 1);
  const leaderStart = new Int32Array(leaders.length + 1);
  for (const pair of pairs) caseStart[pair.case + 1] = (caseStart[pair.case + 1] ?? 0) + 1;
  for (let index = 0; index < cases.length; index++) {
    caseStart[index + 1] = (caseStart[index + 1] ?? 0) + (caseStart[index] ?? 0);
  }
  const leaderPair = new Int32Array(pairs.length);
  const weight = new Int32Array(pairs.length);
  const capacity = new Int32Array(leaders.length);
  const engagements = new Int32Array(leaders.length);
  let next = 0;
  leaders.forEach((leader, index) => {
    const halfDays = leader.pairs.map((pair) => pairs[pair]?.halfDays ?? 0);
    const grain = Math.max(1, halfDays.reduce(greatestCommonDivisor, 0));
    leader.pairs.forEach((pair, position) => {
      leaderPair[next] = pair;
      weight[pair] = (halfDays[position] ?? 0) / grain;
      next += 1;
    });
    leaderStart[index + 1] = next;
    const all = halfDays.reduce((sum, own) => sum + own, 0);
    capacity[index] = Math.floor(Math.min(leader.halfDaysLeft, all) / grain);
    engagements[index] = Math.min(leader.engagementsLeft, leader.pairs.length);
  });
  const casesAtLevel = new Int32Array(levels);
  for (const one of cases) casesAtLevel[one.level] = (casesAtLevel[one.level] ?? 0) + 1;
  return {
    leaders: leaders.length,
    cases: cases.length,
    pairs: pairs.length,
    levels,
    pairLeader: Int32Array.from(pairs, (pair) => pair.leader),
    pairCase: Int32Array.from(pairs, (pair) => pair.case),
    weight,
    cost: Float64Array.from(pairs, (pair) => pair.score / unit),
    unit,
    caseStart,
    level: Int32Array.from(cases, (one) => one.level),
    casesAtLevel,
    leaderStart,
    leaderPair,
    capacity,
    engagements,
  };
}

function greatestCommonDivisor(left: number, right: number): number {
  let [a, b] = [left, right];
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
