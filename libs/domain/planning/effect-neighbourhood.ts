import { changeCost, type Judge } from './effect-repair.js';
import type { PlanState, StatePair } from './explain-state.js';
import { entriesOf } from './explain-ways.js';
import type { Problem, ProblemPair } from './problem.js';
import { scoreFromThousandths } from './thousandths.js';

/** How much of a plan is solved again: what a page can wait for. */
export interface NeighbourhoodSize {
  readonly leaders: number;
  readonly cases: number;
  /** Leaders outside, with room for it as things are, whom one case may go to. */
  readonly outsideLeaders: number;
}

export const EFFECT_NEIGHBOURHOOD: NeighbourhoodSize = { leaders: 14, cases: 48, outsideLeaders: 4 };

/** A part of the plan as a problem of its own, everything around it standing still. */
export interface Neighbourhood {
  readonly problem: Problem;
  /** Cases whose leader is open. */
  readonly cases: ReadonlySet<number>;
  /** Nothing that hangs together with the change was left out: the best plan of it is the best there is. */
  readonly isWhole: boolean;
}

/**
 * The leaders nearest to the change (through cases that either could take), the cases they serve, and uncovered cases that
 * they could take; best priority and score first where there are too many. Scores carry the price of moving.
 *
 * @param seeds leaders and cases that the change touches
 */
export function neighbourhoodOf(
  state: PlanState,
  seeds: { readonly leaders: readonly number[]; readonly cases: readonly number[] },
  judge: Judge,
  size: NeighbourhoodSize,
): Neighbourhood {
  const leaders = nearestLeaders(state, seeds, size.leaders);
  const served = [...leaders.taken].flatMap((leader) => state.held(leader).map((pair) => pair.case));
  const isNear = (pair: StatePair): boolean => leaders.taken.has(pair.leader);
  const waiting = state
    .uncovered()
    .map((index) => ({
      index,
      best: entriesOf(state, index).find(isNear),
      near: seeds.cases.includes(index),
    }))
    .filter(({ best, near }) => best !== undefined || near)
    .sort(
      (a, b) =>
        Number(b.near) - Number(a.near) ||
        state.level(a.index) - state.level(b.index) ||
        (a.best?.score ?? 0) - (b.best?.score ?? 0) ||
        a.index - b.index,
    );
  const room = Math.max(seeds.cases.length, size.cases - served.length);
  const cases = new Set([...served, ...waiting.slice(0, room).map(({ index }) => index)]);
  const { pairs, leftOut } = pairsAround(state, cases, leaders.taken, size.outsideLeaders);
  return {
    problem: problemOf(state, cases, leaders.taken, pairs, judge),
    cases,
    isWhole: leaders.isAll && !leftOut && waiting.length <= room,
  };
}

/** Breadth first from the seeds, by what moving one case between two leaders would cost; then through uncovered cases. */
function nearestLeaders(
  state: PlanState,
  seeds: { readonly leaders: readonly number[]; readonly cases: readonly number[] },
  most: number,
): { readonly taken: ReadonlySet<number>; readonly isAll: boolean } {
  const taken = new Set(seeds.leaders);
  const waiting = [...seeds.leaders];
  const looked = new Set<number>();
  /** False once there are too many. */
  const take = (leaders: readonly number[]): boolean => {
    for (const leader of leaders) {
      if (taken.has(leader)) continue;
      if (taken.size >= most) return false;
      taken.add(leader);
      waiting.push(leader);
    }
    return true;
  };
  const takeAround = (index: number): boolean => {
    looked.add(index);
    return take(
      entriesOf(state, index)
        .toSorted(byScore)
        .map((pair) => pair.leader),
    );
  };
  if (!seeds.cases.every(takeAround)) return { taken, isAll: false };
  const isNear = (index: number): boolean =>
    !looked.has(index) && entriesOf(state, index).some((pair) => taken.has(pair.leader));
  while (waiting.length > 0) {
    for (let leader = waiting.shift(); leader !== undefined; leader = waiting.shift()) {
      if (!take(neighboursOf(state, leader))) return { taken, isAll: false };
    }
    if (!state.uncovered().filter(isNear).every(takeAround)) return { taken, isAll: false };
  }
  return { taken, isAll: true };
}

function byScore(a: StatePair, b: StatePair): number {
  return a.score - b.score || a.leader - b.leader;
}

/** Leaders who could take a case of this one, or who serve a case that this one could take; the cheapest move first. */
function neighboursOf(state: PlanState, leader: number): readonly number[] {
  const away = state
    .held(leader)
    .flatMap((held) =>
      entriesOf(state, held.case).map((pair) => ({ leader: pair.leader, change: pair.score - held.score })),
    );
  const hither = (state.pairsOfLeader[leader] ?? []).flatMap((pair) => {
    const now = pair.forbidden ? undefined : state.matchOf(pair.case);
    return now === undefined ? [] : [{ leader: now.leader, change: pair.score - now.score }];
  });
  return [...away, ...hither]
    .sort((a, b) => a.change - b.change || a.leader - b.leader)
    .map((one) => one.leader);
}

function pairsAround(
  state: PlanState,
  cases: ReadonlySet<number>,
  inside: ReadonlySet<number>,
  mostOutside: number,
): { readonly pairs: readonly StatePair[]; readonly leftOut: boolean } {
  let leftOut = false;
  const pairs = [...cases].flatMap((index) => {
    const all = entriesOf(state, index);
    const outside = all.filter((pair) => !inside.has(pair.leader)).toSorted(byScore);
    const open = outside.filter((pair) => state.hasRoom(pair)).slice(0, mostOutside);
    leftOut ||= outside.length > 0;
    return [...all.filter((pair) => inside.has(pair.leader)), ...open];
  });
  return { pairs, leftOut };
}

function problemOf(
  state: PlanState,
  cases: ReadonlySet<number>,
  inside: ReadonlySet<number>,
  pairs: readonly StatePair[],
  judge: Judge,
): Problem {
  const leaders = [...new Set([...inside, ...pairs.map((pair) => pair.leader)])];
  const pins = pairs.filter((pair) => state.isPinned(pair));
  return {
    version: 1,
    leaders: leaders.map((index) => roomOf(state, index, inside.has(index))),
    cases: [...cases].map((index) => ({
      id: state.caseId(index),
      days: (entriesOf(state, index)[0]?.halfDays ?? 0) / 2,
      priority: state.priority(index),
    })),
    candidates: pairs.map((pair) => ({
      ...named(state, pair),
      days: pair.halfDays / 2,
      score: scoreFromThousandths(pair.score + changeCost(judge, pair.case, pair.leader)),
    })),
    ...(pins.length > 0 ? { pins: pins.map((pair) => named(state, pair)) } : {}),
  };
}

/** Somebody inside has all their days and engagements, somebody outside only what the plan leaves. */
function roomOf(state: PlanState, index: number, isInside: boolean): Problem['leaders'][number] {
  const held = isInside ? state.held(index) : [];
  const halfDays = held.reduce((sum, pair) => sum + pair.halfDays, state.halfDaysLeft(index));
  const engagements = state.engagementsLeft(index) + held.length;
  return {
    id: state.leaderId(index),
    days: halfDays / 2,
    ...(engagements === Infinity ? {} : { maxEngagements: engagements }),
  };
}

function named(state: PlanState, pair: StatePair): ProblemPair {
  return { leader: state.leaderId(pair.leader), case: state.caseId(pair.case) };
}
