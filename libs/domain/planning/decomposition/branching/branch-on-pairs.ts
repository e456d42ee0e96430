import type { Effort } from '../effort.js';
import type { Multipliers } from '../multipliers.js';
import type { Relaxation } from '../relaxation.js';
import type { SearchContext } from '../search-context.js';
import { wholeAbove } from '../whole-above.js';
import { Decision, type DecisionLimits, type Verdict } from './decision.js';
import { withUncovered } from './with-uncovered.js';

export interface BranchOptions {
  readonly found: Multipliers;
  /** Relative gap at which to stop. */
  readonly gap: number;
  readonly onGap: (gap: number) => void;
}

const SHARE_FOR_ROOT = 0.1;
const SHARE_FOR_DIVES = 0.35;
/** Per case: a dive settles a case or two at a time. */
const NODES_OF_FIRST_DIVES = 1.5;
/** Further from the bound than this, trees do not end. */
const WIDEST_GAP = 0.002;

/**
 * Closes in on the best cost by asking whether there is a plan of at most so much: first with few nodes, somewhere between
 * the bound and the plan at hand, so that plans are found; then from the bound upwards until one is found, which is then
 * the best. Costs are whole numbers.
 */
export class PairBranching {
  private readonly decision: Decision;
  private readonly source: Int32Array;
  private covered: readonly number[];
  private prices: Float64Array;
  /** No plan costs less. */
  bound: number;

  constructor(
    private readonly context: SearchContext,
    relaxation: Relaxation,
    private readonly options: BranchOptions,
  ) {
    const whole = withUncovered(context.compact, relaxation.aim);
    this.source = whole.source;
    this.decision = new Decision(whole.compact);
    this.covered = [...context.roster.covered];
    this.prices = options.found.prices;
    this.bound = Math.max(0, wholeAbove(options.found.value));
  }

  /** @returns prices, as they are where every case must be taken, and what they prove */
  raiseRoot(effort: Effort): Multipliers {
    const raised = this.decision.raiseRoot(
      this.prices,
      this.context.roster.cost,
      effort.part(SHARE_FOR_ROOT),
    );
    this.prices = raised.prices;
    this.bound = Math.max(this.bound, wholeAbove(raised.value));
    this.options.onGap(this.gap());
    return raised;
  }

  close(effort: Effort): void {
    this.covered = [...this.context.roster.covered];
    this.dive(effort.part(SHARE_FOR_DIVES));
    this.climb(effort);
  }

  /** Close to the bound first: there most pairs are out, so that nodes cost little. */
  private dive(effort: Effort): void {
    const { roster } = this.context;
    const first = NODES_OF_FIRST_DIVES * this.context.compact.cases;
    for (let mostNodes = first; !this.isDone() && !effort.isOver(); mostNodes *= 2) {
      let hopeless = this.bound - 1;
      for (let reach = 1; hopeless < roster.cost - 1 && !this.isDone() && !effort.isOver(); reach *= 2) {
        const halfway = hopeless + Math.ceil((roster.cost - 1 - hopeless) / 2);
        const most = Math.min(halfway, hopeless + reach);
        if (this.ask(most, { effort, mostNodes }) !== 'found') hopeless = most;
      }
    }
  }

  private climb(effort: Effort): void {
    if (this.gap() > WIDEST_GAP) return;
    while (!this.isDone() && !effort.isOver()) this.ask(this.bound, { effort, mostNodes: Infinity });
  }

  private ask(most: number, limits: DecisionLimits): Verdict {
    const { decision, source, context, options } = this;
    const verdict = decision.decide(most, this.prices, limits);
    if (verdict === 'found') context.roster.become(decision.plan.map((pair) => source[pair] ?? -1));
    if (verdict === 'refuted') this.bound = most + 1;
    options.onGap(this.gap());
    return verdict;
  }

  private gap(): number {
    const { cost } = this.context.roster;
    return Math.max(0, cost - this.bound) / Math.max(1, cost);
  }

  private isDone(): boolean {
    // A plan that covers more has another bound to beat.
    if (this.context.roster.covered.some((count, level) => count !== this.covered[level])) return true;
    return this.gap() <= this.options.gap;
  }
}
