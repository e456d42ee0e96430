import type { LinearEngine } from '../../linear/index.js';
import { type Effort, NO_CLOCK_SECONDS } from './effort.js';
import { MasterProgram } from './master-program.js';
import type { Multipliers } from './multipliers.js';
import { bestPatterns, type Pattern, type PatternPool } from './patterns.js';
import type { Relaxation } from './relaxation.js';
import type { Roster } from './roster.js';

export interface GenerationOptions {
  readonly engine: LinearEngine;
  readonly effort: Effort;
  readonly roster: Roster;
  /** Takes up what is generated. */
  readonly pool: PatternPool;
  /** Stop at a bound that proves the target. */
  readonly enough: number;
}

const FIRST_PATTERNS = 6;
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
  start: Multipliers,
  options: GenerationOptions,
): Multipliers {
  const { effort, pool } = options;
  const { compact } = relaxation;
  const master = new MasterProgram(relaxation, options.engine);
  let best = start;
  try {
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
          const pattern = pool.add(leader, chosenBy(relaxation, leader));
          if (pattern !== null) fresh.push(pattern);
        }
        if (share === 0) break;
      }
      if (fresh.length === 0) break;
      master.add(fresh);
    }
  } finally {
    master.dispose();
  }
  return best;
}

function chosenBy({ chosen, chosenStart }: Relaxation, leader: number): number[] {
  return Array.from(chosen.subarray(chosenStart[leader] ?? 0, chosenStart[leader + 1] ?? 0));
}

/** All that the pool holds: with the plan's own patterns and the best at the first prices. */
function firstPatterns(
  relaxation: Relaxation,
  prices: Float64Array,
  { pool, roster }: GenerationOptions,
): Pattern[] {
  const { compact, costs } = relaxation;
  return Array.from({ length: compact.leaders }, (_, leader) => {
    const from = compact.leaderStart[leader] ?? 0;
    pool.add(leader, Array.from(roster.held.subarray(from, from + (roster.heldCount[leader] ?? 0))));
    for (const pattern of bestPatterns({ compact, costs, prices }, leader, FIRST_PATTERNS)) {
      pool.add(leader, pattern);
    }
    return pool.of(leader);
  }).flat();
}
