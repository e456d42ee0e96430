import type { PlanState, StatePair } from './explain-state.js';
import { entriesOf, findWays, isOpen, type Way } from './explain-ways.js';
import type { Thousandths } from './thousandths.js';

/** What a plan is worth after a change: coverage first, then the score with `stability` for each case that moved. */
export interface Worth {
  /** Covered cases by level. */
  readonly covered: readonly number[];
  readonly cost: Thousandths;
}

/** How a plan is judged beside the one before the change. */
export interface Judge {
  /** Leader of each case before, by its index; -1: none. */
  readonly before: readonly number[];
  /** Thousandths that it costs to give a case another leader than before. */
  readonly stability: Thousandths;
  /** Cases that the change names: nobody is to blame for their moving. */
  readonly named: ReadonlySet<number>;
}

/** What it costs, score apart, that this leader takes the case. */
export function changeCost(judge: Judge, caseIndex: number, leader: number): Thousandths {
  const before = judge.before[caseIndex] ?? -1;
  return before === -1 || before === leader || judge.named.has(caseIndex) ? 0 : judge.stability;
}

export function worthOf(state: PlanState, judge: Judge): Worth {
  const covered = state.integers.priorities.map(() => 0);
  let cost = 0;
  state.integers.cases.forEach((one, index) => {
    const pair = state.matchOf(index);
    if (pair === undefined) return;
    covered[one.level] = (covered[one.level] ?? 0) + 1;
    cost += pair.score + changeCost(judge, index, pair.leader);
  });
  return { covered, cost };
}

/** Below 0: `a` is better. */
export function compareWorth(a: Worth, b: Worth): number {
  const at = a.covered.findIndex((count, level) => count !== b.covered[level]);
  return at < 0 ? a.cost - b.cost : (b.covered[at] ?? 0) - (a.covered[at] ?? 0);
}

/**
 * The simplest sound plan after a change: pins are placed, and a leader whom one asks too much of gives up other cases, of
 * the worst priority and with the highest score first. Everything else stays.
 *
 * @param state of the changed problem, with the matches of the plan before that still are no forbidden pairs
 * @returns cases that lost their leader
 */
export function makeRoomForPins(state: PlanState): readonly number[] {
  const lost: StatePair[] = [];
  for (const pin of state.integers.pins) {
    const pair = state.pairs[pin];
    if (pair === undefined) continue;
    const now = state.matchOf(pair.case);
    if (now?.index === pair.index) continue;
    if (now !== undefined) state.remove(now);
    for (const held of givenUpFirst(state, pair.leader)) {
      if (state.hasRoom(pair)) break;
      state.remove(held);
      lost.push(held);
    }
    state.place(pair);
  }
  // One that was given up may still fit beside a longer one given up after it.
  for (const pair of lost) {
    if (state.matchOf(pair.case) === undefined && state.hasRoom(pair)) state.place(pair);
  }
  return lost.map((pair) => pair.case).filter((index) => state.matchOf(index) === undefined);
}

function givenUpFirst(state: PlanState, leader: number): readonly StatePair[] {
  return state
    .held(leader)
    .filter((held) => !state.isPinned(held))
    .sort((a, b) => state.level(b.case) - state.level(a.case) || b.score - a.score || a.case - b.case);
}

/** Covers what it can of `cases` with nobody else given up; then in the place of cases of worse priority. */
export function coverAgain(state: PlanState, cases: readonly number[], judge: Judge): void {
  const waiting = [...cases].sort((a, b) => state.level(a) - state.level(b) || a - b);
  for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
    if (state.matchOf(index) !== undefined) continue;
    const way = cheapestWay(state, index, judge);
    if (way !== undefined) {
      follow(state, way);
      continue;
    }
    const place = cheapestReplacement(state, index, judge);
    if (place === undefined) continue;
    state.remove(place.held);
    state.place(place.pair);
    waiting.push(place.held.case);
  }
}

function cheapestWay(state: PlanState, index: number, judge: Judge): Way | undefined {
  const cost = (way: Way): number =>
    way.scoreChange * 1000 +
    way.moves.reduce((sum, move) => {
      const [moved, to] = [state.caseIndex.get(move.case) ?? -1, state.leaderIndex.get(move.to) ?? -1];
      return sum + changeCost(judge, moved, to);
    }, 0);
  return findWays(state, entriesOf(state, index))
    .filter(isOpen)
    .map((way) => ({ way, cost: cost(way) }))
    .sort((a, b) => a.cost - b.cost)[0]?.way;
}

/** Does what a way says. */
export function follow(state: PlanState, way: Way): void {
  const steps = way.moves.flatMap((move) => {
    const index = state.caseIndex.get(move.case) ?? -1;
    const to = state.pairBetween(index, state.leaderIndex.get(move.to) ?? -1);
    return to === undefined ? [] : [{ from: state.matchOf(index), to }];
  });
  for (const { from } of steps) if (from !== undefined) state.remove(from);
  for (const { to } of steps) state.place(to);
}

function cheapestReplacement(
  state: PlanState,
  index: number,
  judge: Judge,
): { readonly held: StatePair; readonly pair: StatePair } | undefined {
  return entriesOf(state, index)
    .flatMap((pair) =>
      state
        .held(pair.leader)
        .filter((held) => state.level(held.case) > state.level(index) && !state.isPinned(held))
        .filter((held) => state.hasRoom(pair, held))
        .map((held) => ({
          held,
          pair,
          cost: pair.score - held.score + changeCost(judge, index, pair.leader),
        })),
    )
    .sort((a, b) => state.level(b.held.case) - state.level(a.held.case) || a.cost - b.cost)[0];
}
