import { type LinearEngine, type LinearModel, type SolveOutcome, solveOnce } from '../../linear/index.js';
import { exchange } from './exchange.js';
import { type Effort, NO_CLOCK_SECONDS } from './effort.js';
import type { Multipliers } from './multipliers.js';
import { partProgram, type PartTerms, startValues } from './part-program.js';
import { type Pattern, patternsWithin } from './patterns.js';
import { MOST_LEADERS_WHEN_COUNTED } from './profile-window.js';
import { type ProfileCut, profileProgram, profileStart } from './profile-program.js';
import type { Relaxation } from './relaxation.js';
import type { Roster } from './roster.js';
import { chosenPairs, windowProgram } from './window-program.js';

export interface WholeOptions {
  readonly engine: LinearEngine;
  readonly seed: number;
  readonly effort: Effort;
  readonly relaxation: Relaxation;
  /** Prices and the bound that they prove. */
  readonly found: Multipliers;
  /** What the plan in the roster costs, as the relaxation's aim counts. */
  readonly incumbent: number;
  /** By level: what leaving a case out costs, as the aim counts. */
  readonly uncoveredCost: readonly number[];
  /** So many of the best levels are held or aimed at. */
  readonly heldLevels: number;
  readonly onGap: (gap: number) => void;
}

/** Few enough that an engine takes all of them in. */
const MOST_PATTERNS = 25_000;
const MOST_PATTERNS_WHEN_COUNTED = 2000;

/**
 * Asks an engine for the best plan among all patterns that the bound does not rule out: a plan that is better than the one
 * in the roster uses no pattern whose sum of (cost - price) exceeds its leader's least by more than what separates plan and
 * bound (Baldacci, Christofides and Mingozzi 2008 do so for vehicle routes). So what the engine proves, holds for all plans.
 *
 * @returns the bound proven; null where there are too many patterns
 */
export function solveWhole(roster: Roster, options: WholeOptions): number | null {
  const { compact } = roster;
  const { relaxation, effort, found, incumbent } = options;
  const counted = effort.clock.isCounted;
  const gap = Math.max(0, incumbent - found.value) * (1 + 1e-9) + 1e-6;
  relaxation.evaluate(found.prices);
  const valuation = { compact, costs: relaxation.costs, prices: found.prices };
  const patterns: Pattern[][] = [];
  let left = counted ? MOST_PATTERNS_WHEN_COUNTED : MOST_PATTERNS;
  for (let leader = 0; leader < compact.leaders; leader++) {
    const limit = (relaxation.leaderValue[leader] ?? 0) + gap;
    const own = patternsWithin(valuation, leader, limit, left);
    if (own === null) return null;
    left -= own.length;
    patterns.push(own);
  }
  const costs = relaxation.costs ?? new Float64Array(compact.pairs);
  const cases = Array.from({ length: compact.cases }, (_, index) => index);
  const leaders = new Set(Array.from({ length: compact.leaders }, (_, leader) => leader));
  const program = windowProgram(roster, {
    ...{ leaders, cases, costs, scale: 1 },
    patternsOf: (leader) => patterns[leader] ?? [],
    uncoveredCost: options.uncoveredCost,
    heldLevels: options.heldLevels,
  });
  const outcome = solveOnce(options.engine, program.model, {
    timeLimitSeconds: counted ? NO_CLOCK_SECONDS : Math.max(0.05, effort.secondsLeft()),
    relativeGap: 0,
    absoluteGap: 0.99,
    seed: options.seed,
    nodeLimit: counted ? NODES_WHEN_COUNTED : null,
    start: program.start,
    onProgress: ({ objective, bound }) => {
      const least = Math.min(objective, incumbent);
      if (Number.isFinite(bound)) options.onGap((least - Math.max(bound, found.value)) / least);
    },
  });
  effort.spend(2e7 + program.columns.length * 1e5);
  if ('values' in outcome && outcome.values !== null) {
    exchange(roster, cases, chosenPairs(program, outcome.values, costs));
  }
  return boundOf(outcome, incumbent);
}

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
  /** Of the engine's tree; null: as many as time allows. Not heeded where work is counted. */
  readonly mostNodes: number | null;
  /** Relative gap at which to stop. */
  readonly gap: number;
  readonly onGap: (gap: number) => void;
  /** Where profiles say all about what fits: what makes them stronger; else null. */
  readonly cuts: readonly ProfileCut[] | null;
}

/** Where work is counted: small programs and few nodes, because an engine's work cannot be cut short otherwise. */
const NODES_WHEN_COUNTED = 500;
const PROFILE_NODES_WHEN_COUNTED = 200;
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
  const counted = options.effort.clock.isCounted;
  if (counted && options.cuts !== null && compact.leaders > MOST_LEADERS_WHEN_COUNTED) {
    options.effort.spend(2e7);
    return options.bound;
  }
  const slack = coreSlack(options);
  const pairs: number[] = [];
  for (let pair = 0; pair < compact.pairs; pair++) {
    // The plan's own pairs too: it is what the engine starts from.
    const isHeld = roster.pairOf[compact.pairCase[pair] ?? 0] === pair;
    if ((options.penalties[pair] ?? 0) <= slack || isHeld) pairs.push(pair);
  }
  const cases = Array.from({ length: compact.cases }, (_, index) => index);
  const terms = { ...options, pairs, cases };
  const { model, start } = coreProgram(roster, terms, options.cuts);
  const outcome = solveOnce(options.engine, model, {
    timeLimitSeconds: counted ? NO_CLOCK_SECONDS : Math.max(0.05, options.effort.secondsLeft()),
    relativeGap: options.gap,
    absoluteGap: 0.99,
    seed: options.seed,
    nodeLimit: counted
      ? options.cuts === null
        ? NODES_WHEN_COUNTED
        : PROFILE_NODES_WHEN_COUNTED
      : options.mostNodes,
    start,
    onProgress: ({ objective, bound }) => {
      const least = Math.min(objective, options.incumbent);
      if (Number.isFinite(bound)) options.onGap((least - Math.max(bound, options.bound)) / least);
    },
  });
  options.effort.spend(2e7 + pairs.length * 5e5);
  const proven = boundOf(outcome, options.bound + slack);
  if ('values' in outcome && outcome.values !== null) {
    const { values } = outcome;
    exchange(
      roster,
      cases,
      pairs.filter((_pair, column) => (values[column] ?? 0) > 0.5),
    );
  }
  return proven;
}

/** By profiles where the leaders' days come in few sizes: a far stronger program. */
function coreProgram(
  { compact, pairOf }: Roster,
  terms: PartTerms,
  cuts: readonly ProfileCut[] | null,
): { readonly model: LinearModel; readonly start: readonly number[] | null } {
  const profiled = cuts === null ? null : profileProgram(compact, terms, { whole: true, cuts });
  if (profiled !== null) {
    return { model: profiled.model, start: profileStart(profiled, compact, terms.cases, pairOf) };
  }
  const program = partProgram(compact, terms);
  return { model: program.model, start: startValues(program, terms, pairOf) };
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
