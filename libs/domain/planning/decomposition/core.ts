import { type LinearEngine, type SolveOutcome, solveOnce } from '../../linear/index.js';
import { type Effort, NO_CLOCK_SECONDS } from './effort.js';
import { partProgram, startValues } from './part-program.js';
import type { Roster } from './roster.js';
import { exchange } from './windows.js';

export interface CoreOptions {
  readonly engine: LinearEngine;
  readonly seed: number;
  readonly effort: Effort;
  /** By pair. */
  readonly costs: Float64Array;
  readonly uncoveredCost: readonly (number | null)[];
  readonly mostUncovered: readonly number[];
  /** By pair: how much the bound rises at least when the pair is matched. */
  readonly penalties: Float64Array;
  /** The bound so far. */
  readonly bound: number;
  /** What the plan in the roster costs in these terms. */
  readonly incumbent: number;
  readonly mostPairs: number;
  /** Relative gap at which to stop. */
  readonly gap: number;
  readonly onGap: (gap: number) => void;
}

/** Where work is counted: small programs and few nodes, because an engine's work cannot be cut short otherwise. */
const NODES_WHEN_COUNTED = 500;
const MOST_PAIRS_WHEN_COUNTED = 1500;

/**
 * Asks an engine for the best plan among the pairs that the bound does not rule out (the core, Balas and Zemel 1980). If all
 * of them fit in the program, its bound is that of the component; else those of least penalty are taken, and a plan that
 * uses another pair costs at least the bound so far and the least penalty left out.
 *
 * @returns the bound proven, in the terms of `costs` (not rounded)
 */
export function solveCore(roster: Roster, options: CoreOptions): number {
  const { compact } = roster;
  const slack = coreSlack(options);
  const pairs: number[] = [];
  for (let pair = 0; pair < compact.pairs; pair++) {
    if ((options.penalties[pair] ?? 0) <= slack) pairs.push(pair);
  }
  const cases = Array.from({ length: compact.cases }, (_, index) => index);
  const terms = { ...options, pairs, cases };
  const program = partProgram(compact, terms);
  const counted = options.effort.clock.isCounted;
  const outcome = solveOnce(options.engine, program.model, {
    timeLimitSeconds: counted ? NO_CLOCK_SECONDS : Math.max(0.05, options.effort.secondsLeft()),
    relativeGap: options.gap,
    absoluteGap: 0.99,
    seed: options.seed,
    nodeLimit: counted ? NODES_WHEN_COUNTED : null,
    start: startValues(program, terms, roster.pairOf),
    onProgress: ({ objective, bound }) => {
      const least = Math.min(objective, options.incumbent);
      if (Number.isFinite(bound)) options.onGap((least - Math.max(bound, options.bound)) / least);
    },
  });
  options.effort.spend(2e7 + pairs.length * 5e5);
  const proven = boundOf(outcome, options.bound + slack);
  if ('values' in outcome && outcome.values !== null) exchange(roster, cases, pairs, outcome.values);
  return proven;
}

/** A plan outside the core costs more than `outside`; inside, what the engine proves. */
function boundOf(outcome: SolveOutcome, outside: number): number {
  if (outcome.kind === 'infeasible') return outside;
  if (!('bound' in outcome)) return -Infinity;
  // Engines compute in floating point: a bound this close above a whole number means that number.
  return Math.min(outcome.bound - 1e-3 - 1e-9 * Math.abs(outcome.bound), outside);
}

/** The penalty up to which pairs are taken: what separates the plan from the bound, or less where that is too many. */
function coreSlack(options: CoreOptions): number {
  const gap = Math.max(0, options.incumbent - options.bound);
  const within = options.penalties.filter((penalty) => penalty <= gap);
  const counted = options.effort.clock.isCounted;
  const most = counted ? Math.min(options.mostPairs, MOST_PAIRS_WHEN_COUNTED) : options.mostPairs;
  if (within.length <= most) return gap;
  within.sort();
  return within[most] ?? gap;
}
