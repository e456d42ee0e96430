import type { Pricing } from '../decomposition/pricing.js';
import type { Thousandths } from '../thousandths.js';
import type { Assignment } from './assignment.js';
import type { Component } from './component.js';

/** What one call of an engine may use; `gap` is for scores only, coverage is always pursued to the last case. */
export interface StageLimits {
  readonly seconds: number;
  readonly gap: number;
  readonly seed: number;
  /** Work is counted: no clock may decide how far an engine gets. */
  readonly isCounted: boolean;
  readonly onGap: (gap: number) => void;
}

/** One component on its way through the stages, however it is solved: a plan and bounds, which each stage may better. */
export interface StageSolver {
  readonly component: Component;
  /** Replaced by equals and betters only. */
  best: Assignment;
  /** Most cases of each level that this component can cover, given `best`'s coverage of each better level. */
  readonly coverageBound: readonly number[];
  /** Least score of any plan of this component that covers at least as many at every level as `best`. */
  readonly scoreBound: Thousandths;
  covered(level: number): number;
  isCoverageProven(level: number): boolean;
  isScoreProven(): boolean;
  /** Covers as many of the level as it can without giving up better ones. */
  raiseCoverage(level: number, limits: StageLimits): void;
  /** Lowers the score as far as it can without giving up coverage. */
  lowerScore(limits: StageLimits): void;
  /**
   * Prices for the cases of `level`, or for the score when it is null, with `best`'s coverage of each better level held.
   * Null where none are known at a small cost.
   */
  pricing(level: number | null): Pricing | null;
  /**
   * Lowers the largest share of a leader's days without giving up coverage or score.
   *
   * @param floor a share that is reached elsewhere anyway; nothing is gained by going below it
   */
  spreadLoad(floor: number, limits: StageLimits): void;
  /** Releases an engine's memory; plan and bounds are kept. */
  dispose(): void;
}
