import { type LinearEngine, solveOnce } from '../../linear/index.js';
import { type Effort, NO_CLOCK_SECONDS } from './effort.js';
import { type ProfileCut, profileProgram, profileStart } from './profile-program.js';
import { exchange } from './exchange.js';
import type { Roster } from './roster.js';

export interface ProfileWindow {
  readonly engine: LinearEngine;
  readonly seed: number;
  readonly effort: Effort;
  /** Ascending. */
  readonly cases: readonly number[];
  /** Of these cases: every pair that may be chosen, those of the plan included. */
  readonly pairs: readonly number[];
  /** By pair. */
  readonly costs: Float64Array;
  /** By level: what leaving a case out costs. */
  readonly uncoveredCost: readonly number[];
  /** So many of the best levels may not lose coverage. */
  readonly heldLevels: number;
  readonly cuts: readonly ProfileCut[];
  /** What costs are divided by. */
  readonly scale: number;
  /** Stop at a plan that is this near to the best, in scaled costs. */
  readonly near: number;
  readonly mostSeconds: number;
}

const NODES_WHEN_COUNTED = 100;
/** Where work is counted: larger programs may take an engine long before their first node is done. */
export const MOST_LEADERS_WHEN_COUNTED = 60;

/** Asks an engine for the best plan of these cases among these pairs, everything else left as it is; whether it got better. */
export function betterByProfiles(roster: Roster, window: ProfileWindow): boolean {
  const { compact } = roster;
  const { cases, pairs, costs, scale, effort } = window;
  const open = new Array<number>(compact.levels).fill(0);
  for (const index of cases) {
    const level = compact.level[index] ?? 0;
    if (roster.pairOf[index] === -1) open[level] = (open[level] ?? 0) + 1;
  }
  const terms = {
    ...{ cases, pairs },
    costs: costs.map((cost) => cost / scale),
    uncoveredCost: window.uncoveredCost.map((cost, level) =>
      level < window.heldLevels && open[level] === 0 ? null : cost / scale,
    ),
    mostUncovered: open.map((most, level) => (level < window.heldLevels ? most : Infinity)),
  };
  const program = profileProgram(compact, terms, { whole: true, cuts: window.cuts });
  if (program === null) return false;
  const counted = effort.clock.isCounted;
  const outcome = solveOnce(window.engine, program.model, {
    timeLimitSeconds: counted
      ? NO_CLOCK_SECONDS
      : Math.max(0.05, Math.min(window.mostSeconds, effort.secondsLeft())),
    ...{ relativeGap: 0, absoluteGap: window.near, seed: window.seed, onProgress: null },
    nodeLimit: counted ? NODES_WHEN_COUNTED : null,
    start: profileStart(program, compact, cases, roster.pairOf),
  });
  effort.spend(2e6 + program.model.columns.length * 1e5);
  if (!('values' in outcome) || outcome.values === null) return false;
  const { values } = outcome;
  const chosen = pairs.filter((_pair, column) => (values[column] ?? 0) > 0.5);
  // Where two have the same case the cheaper pair keeps it.
  return exchange(
    roster,
    cases,
    chosen.sort((a, b) => (costs[a] ?? 0) - (costs[b] ?? 0) || a - b),
  );
}
