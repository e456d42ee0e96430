import type { Assignment } from './assignment.js';
import type { ComponentPair } from './component.js';
import { hasShareBetween, pinnedShare } from './shares.js';

/** Work, not clock, so that it is repeatable: each relief lowers one leader from the largest share. */
const MOST_RELIEFS = 2000;

/** Pairs given up and pairs taken instead. */
interface Exchange {
  readonly remove: readonly number[];
  readonly place: readonly number[];
}

/**
 * Lowers the largest share of a leader's days by small moves, each without a loss of coverage at any level or of score: a
 * case goes to another leader, two change places, a case pushes another one on to a third leader, or a shorter uncovered case
 * of the same level comes in. For components too large for an engine's bisection; not always the least share there is.
 *
 * @param floor a share that is reached elsewhere anyway; nothing is gained by going below it
 * @returns the same plan, or one with a smaller largest share
 */
export function evenedOut(given: Assignment, floor: number): Assignment {
  const { component } = given;
  const low = Math.max(floor, pinnedShare(component));
  const plan = given.copy();
  let reliefs = 0;
  for (;;) {
    const high = plan.largestShare();
    if (!hasShareBetween(component, low, high)) return plan;
    const top = component.leaders.flatMap((_leader, index) =>
      shareOf(plan, index, 0) >= high ? [index] : [],
    );
    const done: Exchange[] = [];
    for (const leader of top) {
      if (shareOf(plan, leader, 0) < high) continue;
      const found = reliefs < MOST_RELIEFS ? reliefOf(plan, leader, high) : null;
      if (found === null) {
        // One that stays keeps the share where it is: what was done for the others goes for nothing.
        for (const { remove, place } of done.toReversed()) exchange(plan, { remove: place, place: remove });
        return plan;
      }
      exchange(plan, found);
      done.push(found);
      reliefs += 1;
    }
  }
}

function exchange(plan: Assignment, { remove, place }: Exchange): void {
  for (const pair of remove) plan.remove(pair);
  for (const pair of place) plan.place(pair);
}

function reliefOf(plan: Assignment, leader: number, high: number): Exchange | null {
  for (const held of plan.heldBy(leader)) {
    if (pairAt(plan, held).halfDays === 0) continue;
    const found = shorterInstead(plan, held) ?? passedOn(plan, held, high);
    if (found !== null) return found;
  }
  return null;
}

/** An uncovered case of the same level that takes less of the leader's days. */
function shorterInstead(plan: Assignment, held: number): Exchange | null {
  const { pairs, cases, leaders } = plan.component;
  const own = pairAt(plan, held);
  for (const other of leaders[own.leader]?.pairs ?? []) {
    const pair = pairs[other];
    if (pair === undefined || plan.pairOf(pair.case) !== undefined) continue;
    if (cases[pair.case]?.level !== cases[own.case]?.level) continue;
    if (pair.halfDays < own.halfDays && pair.score <= own.score) return { remove: [held], place: [other] };
  }
  return null;
}

/** The case goes to another leader, where there is room or where room can be made. */
function passedOn(plan: Assignment, held: number, high: number): Exchange | null {
  const { pairs, cases } = plan.component;
  const own = pairAt(plan, held);
  for (const other of cases[own.case]?.pairs ?? []) {
    const pair = pairs[other];
    if (pair === undefined || pair.leader === own.leader) continue;
    const fits = plan.hasRoom(pair) && shareOf(plan, pair.leader, pair.halfDays) < high;
    if (fits && pair.score <= own.score) return { remove: [held], place: [other] };
    for (const pushed of plan.heldBy(pair.leader)) {
      const out = pairAt(plan, pushed);
      const change = pair.halfDays - out.halfDays;
      if (!plan.hasRoom(pair, out) || shareOf(plan, pair.leader, change) >= high) continue;
      const third = placeFor(plan, { out, own, most: own.score + out.score - pair.score }, high);
      if (third !== null) return { remove: [held, pushed], place: [other, third] };
    }
  }
  return null;
}

/** Where a case that is pushed out may go: to the leader who is to be relieved if it is shorter, or to a third one. */
function placeFor(
  plan: Assignment,
  { out, own, most }: { readonly out: ComponentPair; readonly own: ComponentPair; readonly most: number },
  high: number,
): number | null {
  const { pairs, cases } = plan.component;
  for (const next of cases[out.case]?.pairs ?? []) {
    const pair = pairs[next];
    if (pair === undefined || pair.leader === out.leader || pair.score > most) continue;
    const isBack = pair.leader === own.leader;
    if (isBack && pair.halfDays < own.halfDays) return next;
    if (!isBack && plan.hasRoom(pair) && shareOf(plan, pair.leader, pair.halfDays) < high) return next;
  }
  return null;
}

function pairAt(plan: Assignment, index: number): ComponentPair {
  const pair = plan.component.pairs[index];
  if (pair === undefined) throw new RangeError(`no pair ${String(index)}`);
  return pair;
}

/** The share of the leader's budget in use with so many half-days more. */
function shareOf(plan: Assignment, leader: number, more: number): number {
  const { halfDaysPinned = 0, halfDaysLeft = 0 } = plan.component.leaders[leader] ?? {};
  const budget = halfDaysPinned + halfDaysLeft;
  return budget === 0 ? 0 : (halfDaysPinned + plan.used(leader) + more) / budget;
}
