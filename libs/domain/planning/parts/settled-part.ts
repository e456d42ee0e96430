import type { Pricing } from '../decomposition/pricing.js';
import { Assignment } from '../stages/assignment.js';
import type { Component } from '../stages/component.js';
import type { Thousandths } from '../thousandths.js';

/** What is left when a part is solved: figures alone, so that it can come from another thread. */
export interface SolvedPart {
  /** Indices into the component's pairs. */
  readonly pairs: Int32Array;
  readonly score: Thousandths;
  /** By level, as `StageSolver` has it. */
  readonly coverageBound: readonly number[];
  readonly scoreBound: Thousandths;
  /** By level, and last the score's; null where none are known at a small cost. */
  readonly pricings: readonly (Pricing | null)[];
  /** By the clock, or counted. */
  readonly secondsWorked: number;
}

/** A solved part beside its component. */
export class SettledPart {
  readonly best: Assignment;
  readonly coverageBound: readonly number[];
  readonly scoreBound: Thousandths;

  constructor(
    readonly component: Component,
    levels: number,
    private readonly solved: SolvedPart,
  ) {
    this.best = new Assignment(component, levels);
    for (const pair of solved.pairs) this.best.place(pair);
    this.coverageBound = solved.coverageBound;
    this.scoreBound = solved.scoreBound;
  }

  covered(level: number): number {
    return this.best.covered[level] ?? 0;
  }

  casesAt(level: number): number {
    return this.component.cases.reduce((count, one) => count + Number(one.level === level), 0);
  }

  /** @param level null: of the score */
  pricing(level: number | null): Pricing | null {
    return this.solved.pricings[level ?? this.best.levels] ?? null;
  }
}
