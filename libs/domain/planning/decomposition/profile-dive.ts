import type { Effort } from './effort.js';
import type { ProfileAnswer, ProfileMaster } from './profile-master.js';
import { isBetter, keep, type Roster } from './roster.js';
import { betterOneWindow, betterWithLeaders, type WindowOptions } from './windows.js';

export interface ProfileDiveOptions {
  readonly effort: Effort;
  readonly window: WindowOptions;
  /** So many are left to an engine in the end. */
  readonly lastLeaders: number;
}

/** Part of the leaders left that are settled in a round at least, whole or not. */
const STEP = 0.12;
const SHARE_FOR_DIVE = 0.6;
const WHOLE = 1e-5;
const MOST_REPAIRS = 12;

/**
 * Makes a plan from the linear program over profiles: leaders whose cases it chooses whole, and those nearest to it, are settled,
 * the program is solved again, until few are left; these an engine chooses at once (a dive as in Sadykov and others 2019). What
 * was left uncovered on the way is covered again around each such case. The plan in the roster never gets worse.
 *
 * @param master solved; what is settled stays so, so it is of no further use
 */
export function diveByProfiles(
  roster: Roster,
  master: ProfileMaster,
  { effort, window, lastLeaders }: ProfileDiveOptions,
): void {
  const { compact } = roster;
  const before = keep(roster);
  const own = effort.part(SHARE_FOR_DIVE);
  const open = new Set(Array.from({ length: compact.leaders }, (_, leader) => leader));
  const held: number[] = [];
  while (open.size > lastLeaders && !own.isOver()) {
    const answer = master.solve(own);
    if (answer === null) break;
    const least = Math.min(Math.ceil(open.size * STEP), open.size - lastLeaders);
    const ranked = [...open]
      .map((leader) => ({ leader, ...choiceOf(master, answer, leader) }))
      .sort((a, b) => a.fraction - b.fraction || a.leader - b.leader);
    for (const [at, { leader, pairs, fraction }] of ranked.entries()) {
      if (at >= least && fraction > WHOLE) break;
      const taken = fitting(roster, pairs, held);
      master.settle(
        taken,
        pairs.filter(({ pair }) => !taken.includes(pair)).map(({ pair }) => pair),
      );
      held.push(...taken);
      open.delete(leader);
    }
  }
  roster.become([]);
  for (const pair of held) roster.place(pair);
  betterWithLeaders(roster, open, window);
  coverAgain(roster, before.covered, { effort, window });
  if (!isBetter(roster, before)) roster.become(before.pairOf);
}

interface Choice {
  readonly pairs: readonly { readonly pair: number; readonly share: number }[];
  /** How far from whole the leader's shares are, all together. */
  readonly fraction: number;
}

function choiceOf({ program }: ProfileMaster, { values }: ProfileAnswer, leader: number): Choice {
  const own = program.byLeader.get(leader);
  const pairs = (own?.classes.flat() ?? []).map((pair) => ({
    pair,
    share: values[program.columnOf.get(pair) ?? -1] ?? 0,
  }));
  const fraction = pairs.reduce((sum, { share }) => sum + Math.min(share, Math.max(0, 1 - share)), 0);
  return { pairs, fraction };
}

/** The pairs used at least half whose case is free, the fullest first, as far as they fit. */
function fitting({ compact }: Roster, pairs: Choice['pairs'], held: readonly number[]): number[] {
  const covered = new Set(held.map((pair) => compact.pairCase[pair] ?? -1));
  const leader = compact.pairLeader[pairs[0]?.pair ?? -1] ?? -1;
  let room = compact.capacity[leader] ?? 0;
  let places = compact.engagements[leader] ?? 0;
  const taken: number[] = [];
  for (const { pair, share } of pairs.toSorted((a, b) => b.share - a.share || a.pair - b.pair)) {
    const weight = compact.weight[pair] ?? 0;
    if (share < 0.5 || weight > room || places < 1 || covered.has(compact.pairCase[pair] ?? -1)) continue;
    room -= weight;
    places -= 1;
    taken.push(pair);
  }
  return taken;
}

/** Around uncovered cases of the best level that lacks some, until none lacks any. */
function coverAgain(
  roster: Roster,
  covered: readonly number[],
  { effort, window }: Pick<ProfileDiveOptions, 'effort' | 'window'>,
): void {
  const { compact } = roster;
  for (let repair = 0; repair < MOST_REPAIRS && !effort.isOver(); repair++) {
    const level = covered.findIndex((count, at) => (roster.covered[at] ?? 0) < count);
    if (level < 0) return;
    const open: number[] = [];
    for (let index = 0; index < compact.cases; index++) {
      if (compact.level[index] === level && roster.pairOf[index] === -1) open.push(index);
    }
    const seed = open[Math.floor(window.random() * open.length)] ?? 0;
    betterOneWindow(roster, [seed], { ...window, highestRank: Infinity });
  }
}
