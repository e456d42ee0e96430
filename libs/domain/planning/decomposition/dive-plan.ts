import { dive, type DiveOptions } from './dive.js';
import type { MasterProgram } from './master-program.js';
import type { Pattern } from './patterns.js';
import type { Relaxation } from './relaxation.js';
import { isBetter, keep, type Roster } from './roster.js';
import { betterWithLeaders, type WindowOptions } from './windows.js';

export interface DivePlanOptions extends Omit<DiveOptions, 'lastLeaders'> {
  readonly window: WindowOptions;
}

/** Leaders whose patterns are chosen by an engine in the end. */
const LAST_LEADERS = 50;
const SHARE_FOR_DIVE = 0.7;

/**
 * Makes a plan by a dive; the choices that it made last, which are the doubtful ones, are made anew by an engine, all at once.
 * The plan in the roster never gets worse.
 */
export function divePlan(
  roster: Roster,
  relaxation: Relaxation,
  master: MasterProgram,
  options: DivePlanOptions,
): void {
  const before = keep(roster);
  const effort = options.effort.part(SHARE_FOR_DIVE);
  const held = dive(relaxation, master, { ...options, effort, lastLeaders: LAST_LEADERS });
  settle(roster, held);
  const { compact } = roster;
  const leaders = new Set(Array.from({ length: compact.leaders }, (_, leader) => leader));
  for (const pattern of held) {
    if (leaders.size <= LAST_LEADERS) break;
    leaders.delete(compact.pairLeader[pattern[0] ?? 0] ?? 0);
  }
  betterWithLeaders(roster, leaders, options.window);
  if (!isBetter(roster, before)) roster.become(before.pairOf);
}

/** Of two patterns with the same case the cheaper pair keeps it; what is left over is placed where there is room. */
function settle(roster: Roster, patterns: readonly Pattern[]): void {
  const { compact } = roster;
  const cheapestFirst = (a: number, b: number): number =>
    (compact.cost[a] ?? 0) - (compact.cost[b] ?? 0) || a - b;
  roster.become([]);
  for (const pair of patterns.flat().sort(cheapestFirst)) placeIfFree(roster, pair);
  const uncovered = Array.from({ length: compact.cases }, (_, index) => index)
    .filter((index) => roster.pairOf[index] === -1)
    .sort((a, b) => (compact.level[a] ?? 0) - (compact.level[b] ?? 0) || a - b);
  for (const index of uncovered) {
    const pairs: number[] = [];
    for (let pair = compact.caseStart[index] ?? 0; pair < (compact.caseStart[index + 1] ?? 0); pair++)
      pairs.push(pair);
    for (const pair of pairs.sort(cheapestFirst)) placeIfFree(roster, pair);
  }
}

function placeIfFree(roster: Roster, pair: number): void {
  if (roster.pairOf[roster.compact.pairCase[pair] ?? 0] === -1 && roster.hasRoom(pair)) roster.place(pair);
}
