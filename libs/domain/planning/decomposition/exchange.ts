import { isBetter, keep, type Roster } from './roster.js';

/** Gives these cases these pairs instead of their own where the plan gets better by it, every limit checked again. */
export function exchange(roster: Roster, cases: readonly number[], pairs: readonly number[]): boolean {
  const before = keep(roster);
  for (const index of cases) {
    const pair = roster.pairOf[index] ?? -1;
    if (pair >= 0) roster.remove(pair);
  }
  for (const pair of pairs) {
    const isFree = roster.pairOf[roster.compact.pairCase[pair] ?? 0] === -1;
    if (isFree && roster.hasRoom(pair)) roster.place(pair);
  }
  if (isBetter(roster, before)) return true;
  roster.become(before.pairOf);
  return false;
}
