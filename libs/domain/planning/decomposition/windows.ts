import { type LinearEngine, solveOnce } from '../../linear/index.js';
import type { Compact } from './compact.js';
import { type Effort, NO_CLOCK_SECONDS } from './effort.js';
import { partProgram, startValues } from './part-program.js';
import { isBetter, keep, type Roster } from './roster.js';

export interface WindowOptions {
  readonly engine: LinearEngine;
  readonly seed: number;
  readonly random: () => number;
  readonly effort: Effort;
  /** By pair. */
  readonly costs: Float64Array;
  /** By level: what leaving a case out costs; null: never. */
  readonly uncoveredCost: readonly (number | null)[];
  /** By pair: how unlikely a pair is in a best plan; pairs above `highestRank` stay out of the programs. */
  readonly rank: Float64Array;
  readonly highestRank: number;
  readonly leaders: number;
}

const SECONDS_PER_WINDOW = 3;
const NODES_PER_WINDOW = 200;
const LEADERS_PER_CASE = 6;

/**
 * Takes some neighbouring leaders with all that they hold and the uncovered cases around them, and asks an engine for their
 * best plan with everything else left as it is (a large neighbourhood search, Shaw 1998; Pisinger and Ropke 2010). The plan
 * in the roster never gets worse.
 *
 * @returns whether it got better
 */
export function betterOneWindow(roster: Roster, seedCase: number, options: WindowOptions): boolean {
  const { compact } = roster;
  const leaders = leadersAround(roster, seedCase, options);
  const cases = casesOf(roster, leaders, options);
  const pairs: number[] = [];
  for (const index of cases) {
    const now = roster.pairOf[index] ?? -1;
    // Everything likelier than what the case has now is worth a try.
    const highest = Math.max(options.highestRank, now < 0 ? 0 : (options.rank[now] ?? 0));
    for (let pair = compact.caseStart[index] ?? 0; pair < (compact.caseStart[index + 1] ?? 0); pair++) {
      if (leaders.has(compact.pairLeader[pair] ?? -1) && (options.rank[pair] ?? 0) <= highest)
        pairs.push(pair);
    }
  }
  const terms = {
    pairs,
    cases,
    costs: options.costs,
    uncoveredCost: options.uncoveredCost,
    mostUncovered: options.uncoveredCost.map(() => Infinity),
  };
  const program = partProgram(compact, terms);
  const { effort } = options;
  const counted = effort.clock.isCounted;
  const outcome = solveOnce(options.engine, program.model, {
    timeLimitSeconds: counted ? NO_CLOCK_SECONDS : Math.min(SECONDS_PER_WINDOW, effort.secondsLeft()),
    relativeGap: 0,
    absoluteGap: 0.99,
    seed: options.seed,
    nodeLimit: counted ? NODES_PER_WINDOW : null,
    start: startValues(program, terms, roster.pairOf),
    onProgress: null,
  });
  effort.spend(2e6 + pairs.length * 1e5);
  if (!('values' in outcome) || outcome.values === null) return false;
  return exchange(roster, cases, pairs, outcome.values);
}

/** Takes the engine's answer over where it is better, every limit checked again. */
export function exchange(
  roster: Roster,
  cases: readonly number[],
  pairs: readonly number[],
  values: readonly number[],
): boolean {
  const before = keep(roster);
  for (const index of cases) {
    const pair = roster.pairOf[index] ?? -1;
    if (pair >= 0) roster.remove(pair);
  }
  pairs.forEach((pair, column) => {
    const isFree = roster.pairOf[roster.compact.pairCase[pair] ?? 0] === -1;
    if ((values[column] ?? 0) > 0.5 && isFree && roster.hasRoom(pair)) roster.place(pair);
  });
  if (isBetter(roster, before)) return true;
  roster.become(before.pairOf);
  return false;
}

function leadersAround(roster: Roster, seedCase: number, options: WindowOptions): Set<number> {
  const { compact } = roster;
  const leaders = new Set<number>();
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
  return leaders;
}

function likeliestPairs(compact: Compact, index: number, rank: Float64Array): number[] {
  const pairs: number[] = [];
  for (let pair = compact.caseStart[index] ?? 0; pair < (compact.caseStart[index + 1] ?? 0); pair++) {
    pairs.push(pair);
  }
  return pairs.sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0) || a - b).slice(0, LEADERS_PER_CASE);
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
