import type { HalfDays } from '../../kernel/index.js';
import type { Component } from './component.js';

/** What one leader may take: at most `engagements` cases and, unless the count says it all, at most `halfDays`. */
export interface Capacity {
  readonly engagements: number;
  /** Null: every choice of `engagements` cases fits the budget. */
  readonly halfDays: HalfDays | null;
}

/**
 * Each leader's limits, with a budget turned into a plain count wherever that loses nothing: when every k of the leader's
 * pairs fit and no k + 1 do. With equal days k is the budget divided by the day size and floored; it also catches a leader
 * for whom everything fits, and one for whom no two cases do.
 *
 * @param budgets half-days that each leader may use here, in the component's order
 */
export function capacitiesOf(component: Component, budgets: readonly HalfDays[]): readonly Capacity[] {
  return component.leaders.map((leader, index) => {
    const budget = budgets[index] ?? 0;
    const days = leader.pairs.map((pair) => component.pairs[pair]?.halfDays ?? 0).sort((a, b) => a - b);
    const most = Math.min(leader.engagementsLeft, fitting(days, budget), days.length);
    const anyOfThemFit = sumOfLast(days, most) <= budget;
    return { engagements: most, halfDays: anyOfThemFit ? null : budget };
  });
}

/** How many of the shortest pairs fit the budget. */
function fitting(ascending: readonly HalfDays[], budget: HalfDays): number {
  let total = 0;
  let count = 0;
  for (const halfDays of ascending) {
    total += halfDays;
    if (total > budget) break;
    count += 1;
  }
  return count;
}

function sumOfLast(ascending: readonly HalfDays[], count: number): HalfDays {
  return ascending.slice(ascending.length - count).reduce((sum, halfDays) => sum + halfDays, 0);
}
