import { assert } from '../../../kernel/index.js';
import type { LinearEngine } from '../../../linear/index.js';
import { Assignment } from '../../stages/assignment.js';
import type { Component } from '../../stages/component.js';
import { spreadLoad } from '../../stages/spread-load.js';
import type { StageLimits, StageSolver } from '../../stages/stage-solver.js';
import type { Thousandths } from '../../thousandths.js';
import type { Pricing } from '../pricing.js';
import { certifiedBounds, confinedFrom } from './certificate.js';
import { type FlowChoice, flowNetwork, type FlowNetwork, UNCOVERED } from './flow-network.js';
import { type FlowSolution, solveFlow } from './solve-flow.js';
import { spreadChoice } from './spread-choice.js';

/** As plans name it; the version changes when a same problem might get another plan. */
export const FLOW_ENGINE = 'leader-match-flow 1';

/**
 * A component whose limits are all counts, solved at once and exactly. It asks no clock: 4,000 leaders and 10,000 cases with
 * 300,000 pairs take some three seconds. Its bounds are what the certificate proves, so it claims nothing by itself.
 */
export class FlowSolver implements StageSolver {
  best: Assignment;
  readonly coverageBound: readonly number[];
  readonly scoreBound: Thousandths;
  private readonly network: FlowNetwork;
  private readonly solution: FlowSolution;

  /**
   * @param engine only for spreading the load where days differ
   * @param counts from `countsOf`
   */
  constructor(
    readonly component: Component,
    readonly engine: LinearEngine,
    levels: number,
    counts: readonly number[],
  ) {
    this.network = flowNetwork(component, levels, counts);
    this.solution = solveFlow(this.network);
    this.best = this.assignmentOf(this.solution.choice);
    const bounds = this.boundsFor(this.best.covered);
    this.coverageBound = bounds.coverage;
    this.scoreBound = bounds.score;
  }

  covered(level: number): number {
    return this.best.covered[level] ?? 0;
  }

  isCoverageProven(level: number): boolean {
    return this.covered(level) === this.coverageBound[level];
  }

  isScoreProven(): boolean {
    return this.best.score === this.scoreBound;
  }

  raiseCoverage(): void {
    // Nothing is left to raise.
  }

  lowerScore(): void {
    // Nothing is left to lower.
  }

  /** Coverage: 1 for each case that finds a place only with leaders who are full for good, if that proves anything. */
  pricing(level: number | null): Pricing {
    const { network } = this;
    const { certificate } = this.solution;
    if (level === null) {
      const { casePrice, poolPrice } = certificate;
      return { prices: casePrice, uncoveredPrice: poolPrice, value: this.scoreBound };
    }
    const cases = network.level.reduce((count, own) => count + Number(own === level), 0);
    const value = cases - (this.coverageBound[level] ?? 0);
    const from = confinedFrom(network, certificate);
    return {
      prices: Float64Array.from(from, (at) => Number(value > 0 && at <= level)),
      uncoveredPrice: Float64Array.from({ length: network.levels }, (_, at) =>
        Number(at === level || (value > 0 && at < level)),
      ),
      value,
    };
  }

  spreadLoad(floor: number, limits: StageLimits): void {
    if (this.component.mixedDays) {
      spreadLoad(this, floor, limits);
      return;
    }
    const choice = spreadChoice(this.component, this.network, this.solution, floor);
    if (choice !== null) this.best = this.assignmentOf(choice);
  }

  dispose(): void {
    // No engine is held open.
  }

  private boundsFor(covered: readonly number[]) {
    const bounds = certifiedBounds(this.network, this.solution.certificate, covered);
    assert(bounds !== null, 'the prices of a flow are allowed');
    return bounds;
  }

  private assignmentOf(choice: FlowChoice): Assignment {
    const assignment = new Assignment(this.component, this.network.levels);
    for (const pair of choice) if (pair !== UNCOVERED) assignment.place(pair);
    return assignment;
  }
}
