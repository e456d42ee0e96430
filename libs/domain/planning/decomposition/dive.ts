import { type Effort, NO_CLOCK_SECONDS } from './effort.js';
import type { MasterAnswer, MasterProgram } from './master-program.js';
import type { Pattern, PatternPool } from './patterns.js';
import type { Relaxation } from './relaxation.js';

export interface DiveOptions {
  readonly effort: Effort;
  /** Takes up what is generated. */
  readonly pool: PatternPool;
  /** When no more leaders are left than these, larger steps do. */
  readonly lastLeaders: number;
}

const ROUNDS_OF_PRICING = 2;
/** Part of the leaders left that are settled in a round at most, beyond those whose pattern is whole. */
const STEP = 0.06;
const LAST_STEP = 0.2;
/** Patterns used less than so far are held one in a round only. */
const LEAST_SHARE = 0.7;
const LAST_LEAST_SHARE = 0.4;

/**
 * Dives: the patterns that the master program uses whole, or nearly so, are held, the leaders that are left are priced again,
 * and so on until every leader is settled (Sadykov and others 2019, "diving with restricted repricing").
 *
 * @param master with patterns; what is held stays so, so it is of no further use
 * @returns the patterns held, the surest first; fewer than there could be where time or the engine's answers end
 */
export function dive(
  relaxation: Relaxation,
  master: MasterProgram,
  options: DiveOptions,
): readonly Pattern[] {
  const { compact } = relaxation;
  const state: DiveState = {
    held: [],
    settled: new Uint8Array(compact.leaders),
    covered: new Uint8Array(compact.cases),
  };
  for (;;) {
    const answer = priced(relaxation, master, state, options);
    if (answer === null) return state.held;
    const chosen = toHold(relaxation, answer, state, options);
    if (chosen.length === 0) return state.held;
    for (const pattern of chosen) {
      master.hold(pattern);
      state.held.push(pattern);
      state.settled[compact.pairLeader[pattern[0] ?? 0] ?? 0] = 1;
      for (const pair of pattern) state.covered[compact.pairCase[pair] ?? 0] = 1;
    }
  }
}

interface DiveState {
  readonly held: Pattern[];
  readonly settled: Uint8Array;
  readonly covered: Uint8Array;
}

function priced(
  relaxation: Relaxation,
  master: MasterProgram,
  state: DiveState,
  { effort, pool }: DiveOptions,
): MasterAnswer | null {
  const { compact, costs, knapsacks } = relaxation;
  for (let round = 0; ; round++) {
    effort.spend(master.columns * 20_000);
    if (effort.isOver()) return null;
    const answer = master.solve(effort.clock.isCounted ? NO_CLOCK_SECONDS : effort.secondsLeft());
    if (answer === null || round >= ROUNDS_OF_PRICING) return answer;
    const prices = answer.prices.map((price, index) => (state.covered[index] === 1 ? 0 : price));
    const fresh: Pattern[] = [];
    for (let leader = 0; leader < compact.leaders; leader++) {
      if (state.settled[leader] === 1) continue;
      const value = knapsacks.solve(leader, costs, prices);
      const least = answer.leaderPrices[leader] ?? 0;
      if (value >= least - 1e-7 * Math.abs(least) - 1e-9) continue;
      const chosen = Array.from(knapsacks.chosen.subarray(0, knapsacks.chosenCount));
      const pattern = pool.find(leader, chosen);
      if (pattern !== null && !master.has(pattern)) fresh.push(pattern);
    }
    effort.spend(compact.pairs * 8);
    if (fresh.length === 0) return answer;
    master.add(fresh);
  }
}

/** Those used whole; of the others the fullest few that share no case with what is held. */
function toHold(
  { compact }: Relaxation,
  answer: MasterAnswer,
  state: DiveState,
  { lastLeaders }: DiveOptions,
): Pattern[] {
  const open = answer.used.filter(
    ({ pattern }) => state.settled[compact.pairLeader[pattern[0] ?? 0] ?? 0] === 0,
  );
  const leadersLeft = state.settled.length - state.held.length;
  const isLast = leadersLeft <= lastLeaders;
  const most = Math.ceil(leadersLeft * (isLast ? LAST_STEP : STEP));
  const least = isLast ? LAST_LEAST_SHARE : LEAST_SHARE;
  const taken = new Set<number>();
  const chosen: Pattern[] = [];
  let partly = 0;
  for (const { pattern, share } of open.sort((a, b) => b.share - a.share)) {
    const isWhole = share > 1 - 1e-5;
    if (!isWhole && partly > 0 && (partly >= most || share < least)) break;
    const cases = pattern.map((pair) => compact.pairCase[pair] ?? 0);
    if (!isWhole && cases.some((index) => state.covered[index] === 1 || taken.has(index))) continue;
    for (const index of cases) taken.add(index);
    chosen.push(pattern);
    partly += Number(!isWhole);
  }
  return chosen;
}
