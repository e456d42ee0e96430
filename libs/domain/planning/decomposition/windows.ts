import { type LinearEngine, solveOnce } from '../../linear/index.js';
import type { Compact } from './compact.js';
import { type Effort, NO_CLOCK_SECONDS } from './effort.js';
import type { Pattern } from './patterns.js';
import { exchange } from './exchange.js';
import type { ProfileCut } from './profile-program.js';
import { betterByProfiles } from './profile-window.js';
import type { Roster } from './roster.js';
import { chosenPairs, windowProgram } from './window-program.js';

export interface WindowOptions {
  readonly engine: LinearEngine;
  readonly seed: number;
  readonly random: () => number;
  readonly effort: Effort;
  /** By pair. */
  readonly costs: Float64Array;
  /** By level: what leaving a case out costs. */
  readonly uncoveredCost: readonly number[];
  /** So many of the best levels may not lose coverage. */
  readonly heldLevels: number;
  readonly patternsOf: (leader: number) => readonly Pattern[];
  /** By pair: how unlikely a pair is in a best plan; an uncovered case comes in by pairs up to `highestRank`. */
  readonly rank: Float64Array;
  readonly highestRank: number;
  readonly leaders: number;
  /** Where profiles say all about what fits: what makes them stronger. Null: whole patterns are used. */
  readonly cuts: readonly ProfileCut[] | null;
  /** A plan this near to the best will do, in the terms of `costs`. Default: only the best. */
  readonly near?: number;
  /** Or this near, as a part of what the window costs now. */
  readonly nearShare?: number;
}

const SECONDS_PER_WINDOW = 3;
const NODES_PER_WINDOW = 200;
const LEADERS_PER_CASE = 6;

/**
 * Takes the leaders around some cases, with all that they hold and the uncovered cases near them, and asks an engine for
 * their best plan by patterns, with everything else left as it is (a large neighbourhood search, Shaw 1998; Pisinger and
 * Ropke 2010). The plan in the roster never gets worse.
 *
 * @param seedCases where to look; the leaders are shared out evenly among their surroundings
 * @returns whether it got better
 */
export function betterOneWindow(
  roster: Roster,
  seedCases: readonly number[],
  options: WindowOptions,
): boolean {
  const leaders = new Set<number>();
  for (const [index, seedCase] of seedCases.entries()) {
    const most = Math.round((options.leaders * (index + 1)) / seedCases.length);
    addLeadersAround(roster, seedCase, leaders, { ...options, leaders: most });
  }
  return betterWithLeaders(roster, leaders, options);
}

/** The same for these leaders. */
export function betterWithLeaders(
  roster: Roster,
  leaders: ReadonlySet<number>,
  options: WindowOptions,
): boolean {
  const cases = casesOf(roster, leaders, options);
  const { effort, costs } = options;
  const scale = Math.max(1, costs.reduce((most, cost) => Math.max(most, cost), 0) / 100);
  if (options.cuts !== null) {
    return betterByProfiles(roster, {
      ...{ ...options, cuts: options.cuts, cases, scale, mostSeconds: SECONDS_PER_WINDOW },
      pairs: pairsOf(roster, leaders, cases, options),
      near: Math.max(options.near ?? 0.99, (options.nearShare ?? 0) * costNow(roster, cases, costs)) / scale,
    });
  }
  const program = windowProgram(roster, { ...options, leaders, cases, scale });
  const counted = effort.clock.isCounted;
  const outcome = solveOnce(options.engine, program.model, {
    timeLimitSeconds: counted ? NO_CLOCK_SECONDS : Math.min(SECONDS_PER_WINDOW, effort.secondsLeft()),
    relativeGap: 0,
    absoluteGap: 0.99 / scale,
    seed: options.seed,
    nodeLimit: counted ? NODES_PER_WINDOW : null,
    start: program.start,
    onProgress: null,
  });
  effort.spend(2e6 + program.columns.length * 2e4);
  if (!('values' in outcome) || outcome.values === null) return false;
  return exchange(roster, cases, chosenPairs(program, outcome.values, costs));
}

/** Until there are `options.leaders` of them. */
function addLeadersAround(
  roster: Roster,
  seedCase: number,
  leaders: Set<number>,
  options: WindowOptions,
): void {
  const { compact } = roster;
  const queue = [seedCase];
  const seen = new Set(queue);
  for (let next = 0; next < queue.length && leaders.size < options.leaders; next++) {
    for (const pair of likeliestPairs(compact, queue[next] ?? 0, options.rank)) {
      const leader = compact.pairLeader[pair] ?? 0;
      if (leaders.size >= options.leaders) break;
      if (leaders.has(leader)) continue;
      leaders.add(leader);
      const from = compact.leaderStart[leader] ?? 0;
      for (let k = 0; k < (roster.heldCount[leader] ?? 0); k++) {
        const index = compact.pairCase[roster.held[from + k] ?? 0] ?? 0;
        if (seen.has(index)) continue;
        seen.add(index);
        queue.push(index);
      }
    }
  }
}

function likeliestPairs(compact: Compact, index: number, rank: Float64Array): number[] {
  const pairs: number[] = [];
  for (let pair = compact.caseStart[index] ?? 0; pair < (compact.caseStart[index + 1] ?? 0); pair++) {
    pairs.push(pair);
  }
  return pairs.sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0) || a - b).slice(0, LEADERS_PER_CASE);
}

function costNow({ pairOf }: Roster, cases: readonly number[], costs: Float64Array): number {
  return cases.reduce((sum, index) => sum + (costs[pairOf[index] ?? -1] ?? 0), 0);
}

/** Pairs of these cases and leaders that are likely, and those of the plan. */
function pairsOf(
  { compact, pairOf }: Roster,
  leaders: ReadonlySet<number>,
  cases: readonly number[],
  { rank, highestRank }: WindowOptions,
): number[] {
  const pairs: number[] = [];
  for (const index of cases) {
    for (let pair = compact.caseStart[index] ?? 0; pair < (compact.caseStart[index + 1] ?? 0); pair++) {
      const isLikely = (rank[pair] ?? 0) <= highestRank || pairOf[index] === pair;
      if (isLikely && leaders.has(compact.pairLeader[pair] ?? -1)) pairs.push(pair);
    }
  }
  return pairs;
}

/** What the leaders hold, and the uncovered cases that one of them is likely to take; ascending. */
function casesOf(roster: Roster, leaders: ReadonlySet<number>, options: WindowOptions): number[] {
  const { compact } = roster;
  const cases = new Set<number>();
  for (const leader of leaders) {
    for (let at = compact.leaderStart[leader] ?? 0; at < (compact.leaderStart[leader + 1] ?? 0); at++) {
      const pair = compact.leaderPair[at] ?? 0;
      const index = compact.pairCase[pair] ?? 0;
      const now = roster.pairOf[index] ?? -1;
      const isNear = now === -1 && (options.rank[pair] ?? 0) <= options.highestRank;
      if (now === pair || isNear) cases.add(index);
    }
  }
  return [...cases].sort((a, b) => a - b);
}
