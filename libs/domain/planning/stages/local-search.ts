import { Assignment } from './assignment.js';
import { coverByChain } from './ejection-chain.js';
import type { Component, ComponentPair } from './component.js';
import { pseudoRandom } from './pseudo-random.js';

/** Rounds over all cases after which the search stops whatever it still finds: work, not clock, so it is repeatable. */
const MOST_ROUNDS = 40;

/**
 * Makes a plan without an engine and betters it by small moves, so that there is always a plan, and the engine starts
 * from a fair one. First coverage: cases are served best priority first; one that finds no leader with room may send a
 * leader's other cases elsewhere, take the place of one of worse priority, or that of a longer one of its own priority,
 * which leaves room for more. Then scores fall by moving single cases, by exchanging two, and by an uncovered case taking
 * the place of a dearer one of the same priority. No move lowers the coverage of any priority in favour of a worse one.
 */
export function searchLocally(
  assignment: Assignment,
  chainTries: number,
  order: readonly number[] = servingOrder(assignment.component, () => 0),
): void {
  untilStill(() => [
    ...order.map((index) => cover(assignment, index, chainTries)),
    ...order.map((index) => shorten(assignment, index)),
  ]);
  untilStill(() => [
    ...order.map((index) => cheapen(assignment, index)),
    ...order.map((index) => cover(assignment, index, chainTries)),
  ]);
}

/**
 * The best of several searches from different orders of service. One is enough when it covers everything; the number of
 * further ones shrinks with the size of the component, so that large ones leave the time to the engine.
 */
export function startingPlan(
  component: Component,
  levels: number,
  seed: number,
  chainTries: number,
): Assignment {
  const random = pseudoRandom(seed);
  const mostStarts = Math.max(1, Math.min(8, Math.floor(40_000 / component.pairs.length)));
  let best = new Assignment(component, levels);
  searchLocally(best, chainTries);
  for (let start = 1; start < mostStarts; start++) {
    if (best.matchedPairs().length === component.cases.length) break;
    const other = new Assignment(component, levels);
    searchLocally(
      other,
      chainTries,
      servingOrder(component, () => random() * 8),
    );
    if (other.isBetterThan(best)) best = other;
  }
  return best;
}

/** Best priority first, then shortest (give or take some half-days of `noise`), then fewest pairs. */
function servingOrder(component: Component, noise: () => number): number[] {
  return component.cases
    .map((one, index) => ({ one, index, shortest: shortestPair(component, one.pairs) + noise() }))
    .sort(
      (a, b) =>
        a.one.level - b.one.level ||
        a.shortest - b.shortest ||
        a.one.pairs.length - b.one.pairs.length ||
        a.index - b.index,
    )
    .map(({ index }) => index);
}

/** Repeats a round of tries until none of them moved anything. */
function untilStill(round: () => readonly boolean[]): void {
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds++) if (!round().some(Boolean)) return;
}

/**
 * How many placements one chain may try: more with more time to solve, fewer in a larger component. It goes by the time
 * limit that was asked for, never by the clock, so that the same settings make the same plan.
 */
export function chainTriesFor(component: Component, timeLimitSeconds: number): number {
  return Math.min(20_000, Math.ceil((25_000_000 * timeLimitSeconds) / component.pairs.length));
}

/** Covers every case that some leader still has room for; the search itself may have been cut short. */
export function fillUp(assignment: Assignment): void {
  assignment.component.cases.forEach((_one, caseIndex) => cover(assignment, caseIndex, 0));
}

function cover(assignment: Assignment, caseIndex: number, chainTries: number): boolean {
  if (assignment.pairOf(caseIndex) !== undefined) return false;
  const move = best(placements(assignment, caseIndex)) ?? best(ejections(assignment, caseIndex));
  if (apply(assignment, move) || coverByChain(assignment, caseIndex, chainTries)) return true;
  return apply(assignment, best(replacements(assignment, caseIndex, (level, other) => other > level)));
}

/** An uncovered case takes the place of a longer one of its own priority: each time the days in use fall. */
function shorten(assignment: Assignment, caseIndex: number): boolean {
  if (assignment.pairOf(caseIndex) !== undefined) return false;
  const freed = (move: Move): number =>
    sumOf(assignment.component, move.remove) - sumOf(assignment.component, move.place);
  const moves = replacements(assignment, caseIndex, (level, other) => other === level)
    .map((move) => ({ ...move, change: -freed(move) }))
    .filter((move) => move.change < 0);
  return apply(assignment, best(moves));
}

function sumOf(component: Component, pairs: readonly number[]): number {
  return pairs.reduce((sum, pair) => sum + (component.pairs[pair]?.halfDays ?? 0), 0);
}

function cheapen(assignment: Assignment, caseIndex: number): boolean {
  const moves =
    assignment.pairOf(caseIndex) === undefined
      ? replacements(assignment, caseIndex, (level, other) => other === level)
      : [...shifts(assignment, caseIndex), ...exchanges(assignment, caseIndex)];
  const move = best(moves);
  return move !== undefined && move.change < 0 && apply(assignment, move);
}

/** Pairs to give up, then pairs to place, and what that does to the score. */
interface Move {
  readonly remove: readonly number[];
  readonly place: readonly number[];
  readonly change: number;
}

function apply(assignment: Assignment, move: Move | undefined): boolean {
  if (move === undefined) return false;
  for (const pair of move.remove) assignment.remove(pair);
  for (const pair of move.place) assignment.place(pair);
  return true;
}

/** The move that costs least; the first among equals. */
function best(moves: readonly Move[]): Move | undefined {
  return moves.reduce<Move | undefined>(
    (least, move) => (least === undefined || move.change < least.change ? move : least),
    undefined,
  );
}

function placements(assignment: Assignment, caseIndex: number): Move[] {
  return pairsOf(assignment.component, caseIndex).flatMap(([index, pair]) =>
    assignment.hasRoom(pair) ? [{ remove: [], place: [index], change: pair.score }] : [],
  );
}

/** The wanted leader sends one case to another leader who has room. */
function ejections(assignment: Assignment, caseIndex: number): Move[] {
  const { component } = assignment;
  return pairsOf(component, caseIndex).flatMap(([index, pair]) =>
    heldBy(assignment, pair.leader).flatMap(([heldIndex, held]) => {
      if (!assignment.hasRoom(pair, held)) return [];
      return pairsOf(component, held.case).flatMap(([elsewhereIndex, elsewhere]): Move[] =>
        elsewhere.leader !== pair.leader && assignment.hasRoom(elsewhere)
          ? [
              {
                remove: [heldIndex],
                place: [elsewhereIndex, index],
                change: pair.score + elsewhere.score - held.score,
              },
            ]
          : [],
      );
    }),
  );
}

/** The wanted leader drops one case for this one, where `mayDrop` allows it by their levels. */
function replacements(
  assignment: Assignment,
  caseIndex: number,
  mayDrop: (level: number, other: number) => boolean,
): Move[] {
  const { component } = assignment;
  const level = component.cases[caseIndex]?.level ?? 0;
  return pairsOf(component, caseIndex).flatMap(([index, pair]) =>
    heldBy(assignment, pair.leader).flatMap(([heldIndex, held]): Move[] =>
      mayDrop(level, component.cases[held.case]?.level ?? 0) && assignment.hasRoom(pair, held)
        ? [{ remove: [heldIndex], place: [index], change: pair.score - held.score }]
        : [],
    ),
  );
}

function shifts(assignment: Assignment, caseIndex: number): Move[] {
  const { component } = assignment;
  const now = assignment.pairOf(caseIndex);
  const held = now === undefined ? undefined : component.pairs[now];
  if (now === undefined || held === undefined) return [];
  return pairsOf(component, caseIndex).flatMap(([index, pair]): Move[] =>
    index !== now && assignment.hasRoom(pair, held)
      ? [{ remove: [now], place: [index], change: pair.score - held.score }]
      : [],
  );
}

function exchanges(assignment: Assignment, caseIndex: number): Move[] {
  const { component } = assignment;
  const now = assignment.pairOf(caseIndex);
  const own = now === undefined ? undefined : component.pairs[now];
  if (now === undefined || own === undefined) return [];
  return pairsOf(component, caseIndex).flatMap(([index, pair]) => {
    if (pair.leader === own.leader) return [];
    return heldBy(assignment, pair.leader).flatMap(([heldIndex, held]): Move[] => {
      if (!assignment.hasRoom(pair, held)) return [];
      const backIndex = component.pairBetween(held.case, own.leader);
      const back = backIndex === undefined ? undefined : component.pairs[backIndex];
      if (backIndex === undefined || back === undefined || !assignment.hasRoom(back, own)) return [];
      const change = pair.score + back.score - own.score - held.score;
      return [{ remove: [now, heldIndex], place: [index, backIndex], change }];
    });
  });
}

function pairsOf(component: Component, caseIndex: number): [number, ComponentPair][] {
  return indexed(component, component.cases[caseIndex]?.pairs ?? []);
}

function heldBy(assignment: Assignment, leader: number): [number, ComponentPair][] {
  return indexed(assignment.component, assignment.heldBy(leader));
}

function indexed(component: Component, indices: readonly number[]): [number, ComponentPair][] {
  return indices.flatMap((index): [number, ComponentPair][] => {
    const pair = component.pairs[index];
    return pair === undefined ? [] : [[index, pair]];
  });
}

function shortestPair(component: Component, pairs: readonly number[]): number {
  return Math.min(...pairs.map((pair) => component.pairs[pair]?.halfDays ?? Infinity));
}
