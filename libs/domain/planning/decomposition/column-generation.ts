import { type Effort, NO_CLOCK_SECONDS } from './effort.js';
import type { MasterProgram } from './master-program.js';
import type { Multipliers } from './multipliers.js';
import { bestPatterns, type Pattern, type PatternPool } from './patterns.js';
import type { Relaxation } from './relaxation.js';
import type { Roster } from './roster.js';

export interface GenerationOptions {
  readonly effort: Effort;
  readonly roster: Roster;
  /** Takes up what is generated. */
  readonly pool: PatternPool;
  /** Stop at a bound that proves the target. */
  readonly enough: number;
}

const FIRST_PATTERNS = 6;
/** The master program begins with no more of each leader. */
const MOST_FIRST_PATTERNS = 10;
/** Part of the best prices so far in those that patterns are generated at. */
const SMOOTHING = 0.5;

/**
 * Raises the bound to the best that the relaxation gives, by column generation with smoothed prices (Wentges 1997): the
 * prices of the master program alone jump about. Every value is the relaxation's own, so that nothing hangs on the
 * engine's arithmetic. Begins with the patterns of the plan in the roster, which the master program needs to be feasible.
 *
 * @returns the best prices and their value, at least those of `start`
 */
export function generateColumns(
  relaxation: Relaxation,
  master: MasterProgram,
  start: Multipliers,
  options: GenerationOptions,
): Multipliers {
  const { effort, pool } = options;
  const { compact } = relaxation;
  let best = start;
  master.add(firstPatterns(relaxation, start.prices, options));
  while (best.value < options.enough && !effort.isOver()) {
    effort.spend(master.columns * 20_000);
    const answer = master.solve(effort.clock.isCounted ? NO_CLOCK_SECONDS : effort.secondsLeft());
    if (answer === null || answer.objective - best.value <= 1e-9 * Math.abs(answer.objective) + 1e-9) break;
    const fresh: Pattern[] = [];
    for (let share = SMOOTHING; fresh.length === 0; share = share > 0.1 ? share / 2 : 0) {
      const own = share;
      const held = best.prices;
      const prices = answer.prices.map((price, index) => own * (held[index] ?? 0) + (1 - own) * price);
      const value = relaxation.evaluate(prices);
      effort.spend(compact.pairs * 8);
      if (value > best.value) best = { prices, value };
      for (let leader = 0; leader < compact.leaders; leader++) {
        const pattern = pool.find(leader, chosenBy(relaxation, leader));
        if (pattern !== null && !master.has(pattern)) fresh.push(pattern);
      }
      if (share === 0) break;
    }
    if (fresh.length === 0) break;
    master.add(fresh);
  }
  return best;
}

function chosenBy({ chosen, chosenStart }: Relaxation, leader: number): number[] {
  return Array.from(chosen.subarray(chosenStart[leader] ?? 0, chosenStart[leader + 1] ?? 0));
}

/** The plan's own patterns, and of those in the pool and the best at the first prices the ones whose sums are least. */
function firstPatterns(
  relaxation: Relaxation,
  prices: Float64Array,
  { pool, roster }: GenerationOptions,
): Pattern[] {
  const { compact, costs } = relaxation;
  const reduced = (pair: number): number =>
    (costs === null ? 0 : (costs[pair] ?? 0)) - (prices[compact.pairCase[pair] ?? 0] ?? 0);
  return Array.from({ length: compact.leaders }, (_, leader) => {
    const from = compact.leaderStart[leader] ?? 0;
    const own = roster.held.subarray(from, from + (roster.heldCount[leader] ?? 0));
    const held = pool.find(leader, Array.from(own));
    for (const pattern of bestPatterns({ compact, costs, prices }, leader, FIRST_PATTERNS)) {
      pool.find(leader, pattern);
    }
    const best = pool
      .of(leader)
      .map((pattern) => ({ pattern, sum: pattern.reduce((sum, pair) => sum + reduced(pair), 0) }))
      .sort((a, b) => a.sum - b.sum)
      .slice(0, MOST_FIRST_PATTERNS)
      .map(({ pattern }) => pattern);
    return held === null || best.includes(held) ? best : [...best, held];
  }).flat();
}
