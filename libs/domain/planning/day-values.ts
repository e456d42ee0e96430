import { compactOf } from './decomposition/compact.js';
import { fitsKnapsacks, Knapsacks } from './decomposition/knapsack.js';
import type { Pricing } from './decomposition/pricing.js';
import type { IntegerProblem } from './integer-problem.js';
import type { SettledPart } from './parts/settled-part.js';
import { type Component, wholeWithMore } from './stages/component.js';
import { scoreFromThousandths } from './thousandths.js';

/**
 * How much better the best plan gets at most when one leader gives one more day, all else as it is: at the first level at
 * which anything may be gained. The best plan is never worse than this one, so figures count from this one. A type, so that
 * it is a fact.
 */
export type DayValue = {
  readonly leader: string;
  /** The best priority of which one more day may bring in a case; null: no case of any. */
  readonly priority: number | null;
  /** At most so many further cases of it, and none of a better priority; 0 where there is no such priority. */
  readonly mostCases: number;
  /** At most so many points less; null where a case may be brought in, for then no score is bounded. */
  readonly mostPoints: number | null;
  /** What the day is worth at the prices of the proof: in cases of that priority, or in points. An estimate, not a bound. */
  readonly price: number;
};

/** The day that is worth more by its price first: the better priority, then the price; those not known last. */
export function compareDayValues(a: DayValue | undefined, b: DayValue | undefined): number {
  const rank = (value: DayValue | undefined): number =>
    value === undefined || value.price === 0 ? Infinity : (value.priority ?? Number.MAX_VALUE);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  return (b?.price ?? 0) - (a?.price ?? 0);
}

const ONE_DAY = 2;
const NOBODY = -1;
const NO_HOME = { solver: NOBODY, index: NOBODY };
/** Cases that nobody may take yet: all of them uncovered, and nothing else to be known of them. */
const NOT_YET: Part = {
  pricing: { prices: new Float64Array(0), uncoveredPrice: new Float64Array(0), value: 0 },
  ...{ figure: 0, open: 0 },
};

/**
 * By weak duality: at any prices of the cases, what the leaders choose each for themselves bounds the plan (see
 * `Relaxation`). One more day changes one leader's choice only, so one knapsack more for each leader and level bounds what the
 * day can gain. This is the dual value of the day where days could be split, and a true bound although they cannot.
 *
 * Left out are leaders of whom nothing is known: those whose day would join two components, or whose component has no prices.
 *
 * @param solvers the solved parts of all components
 */
export function dayValues(problem: IntegerProblem, solvers: readonly SettledPart[]): readonly DayValue[] {
  const days = new FurtherDays(problem, solvers);
  if (!days.areCountable()) return [];
  const aims = [...problem.priorities.keys(), null];
  const reached = new Map<number, DayValue>();
  let open = problem.leaders.map((_leader, index) => index);
  for (const level of aims) {
    const parts = solvers.map((solver) => partOf(solver, level));
    const still: number[] = [];
    for (const leader of open) {
      const gain = days.gain(leader, level, parts);
      if (gain === null) continue;
      if (level !== null && gain.most <= 0) still.push(leader);
      else reached.set(leader, valueOf(problem, leader, level, gain));
    }
    open = still;
  }
  return problem.leaders.flatMap((_leader, index) => reached.get(index) ?? []);
}

/** One component beside an aim. */
interface Part {
  readonly pricing: Pricing | null;
  /** What its plan comes to: cases uncovered, or the score. */
  readonly figure: number;
  /** How much of that is unproven. */
  readonly open: number;
}

function partOf(solver: SettledPart, level: number | null): Part {
  const pricing = solver.pricing(level);
  if (level === null) {
    return { pricing, figure: solver.best.score, open: solver.best.score - solver.scoreBound };
  }
  const cases = solver.component.cases.reduce((count, one) => count + Number(one.level === level), 0);
  const covered = solver.covered(level);
  return { pricing, figure: cases - covered, open: (solver.coverageBound[level] ?? 0) - covered };
}

interface Gain {
  readonly most: number;
  readonly price: number;
}

function valueOf(problem: IntegerProblem, leader: number, level: number | null, gain: Gain): DayValue {
  const isScore = level === null;
  return {
    leader: problem.leaders[leader]?.id ?? '',
    priority: isScore ? null : (problem.priorities[level] ?? null),
    mostCases: isScore ? 0 : gain.most,
    mostPoints: isScore ? scoreFromThousandths(gain.most) : null,
    price: Math.round(gain.price * (isScore ? 1 : 1000)) / 1000,
  };
}

/** Every leader's choice with and without one more day, which may also make pairs possible that were too long before. */
class FurtherDays {
  private readonly whole: Component;
  private readonly without: Knapsacks;
  private readonly withDay: Knapsacks;
  private readonly capacities: readonly [Int32Array, Int32Array];
  private readonly costs: Float64Array;
  /** By case of the whole; only those of the leader asked about count. */
  private readonly prices: Float64Array;
  private readonly fits: boolean;
  /** The problem's leaders as numbered in the whole. */
  private readonly leaderAt = new Map<number, number>();
  /** By case of the whole: its component, or NOBODY where it has no pair yet; and its place in that component. */
  private readonly home: readonly { readonly solver: number; readonly index: number }[];

  constructor(problem: IntegerProblem, solvers: readonly SettledPart[]) {
    const levels = problem.priorities.length;
    this.whole = wholeWithMore(problem, ONE_DAY);
    const now = {
      ...this.whole,
      leaders: this.whole.leaders.map((one) => ({ ...one, halfDaysLeft: one.halfDaysLeft - ONE_DAY })),
    };
    const [before, after] = [compactOf(now, levels), compactOf(this.whole, levels)];
    this.fits = fitsKnapsacks(after);
    this.without = new Knapsacks(before);
    this.withDay = new Knapsacks(after);
    this.capacities = [before.capacity, after.capacity];
    this.prices = new Float64Array(this.whole.cases.length);
    this.costs = Float64Array.from(this.whole.pairs, (pair) => pair.score);
    this.whole.leaders.forEach((leader, index) => {
      this.leaderAt.set(this.pairOf(problem, leader.pairs[0])?.leader ?? NOBODY, index);
    });
    const homes = new Map<number, { solver: number; index: number }>();
    solvers.forEach(({ component }, solver) => {
      for (const pair of component.pairs) {
        homes.set(problem.pairs[pair.source]?.case ?? NOBODY, { solver, index: pair.case });
      }
    });
    this.home = this.whole.cases.map(
      (one) => homes.get(this.pairOf(problem, one.pairs[0])?.case ?? NOBODY) ?? NO_HOME,
    );
  }

  areCountable(): boolean {
    return this.fits;
  }

  /** Null: not known. */
  gain(leader: number, level: number | null, parts: readonly Part[]): Gain | null {
    const index = this.leaderAt.get(leader);
    if (index === undefined || this.capacities[0][index] === this.capacities[1][index]) {
      return { most: 0, price: 0 };
    }
    const home = this.homeOf(index);
    if (home === null) return null;
    const { pricing, figure } = parts[home] ?? NOT_YET;
    if (pricing === null) return null;
    this.price(index, level, pricing);
    const costs = level === null ? this.costs : null;
    const price =
      this.without.solve(index, costs, this.prices) - this.withDay.solve(index, costs, this.prices);
    const open = parts.reduce((sum, part, at) => sum + (at === home ? 0 : part.open), 0);
    return { most: Math.max(0, figure - wholeAbove(pricing.value - price) + open), price };
  }

  /** The one component that the leader and all of its pairs belong to; null: they are several. */
  private homeOf(index: number): number | null {
    const homes = new Set(
      (this.whole.leaders[index]?.pairs ?? []).map(
        (pair) => this.home[this.whole.pairs[pair]?.case ?? NOBODY]?.solver ?? NOBODY,
      ),
    );
    homes.delete(NOBODY);
    if (homes.size > 1) return null;
    return homes.values().next().value ?? NOBODY;
  }

  /** Sets the prices of the cases that one leader may take. */
  private price(index: number, level: number | null, pricing: Pricing): void {
    for (const pair of this.whole.leaders[index]?.pairs ?? []) {
      const at = this.whole.pairs[pair]?.case ?? NOBODY;
      const { solver, index: own } = this.home[at] ?? NO_HOME;
      const ofLevel = this.whole.cases[at]?.level ?? 0;
      const uncovered = ofLevel === level ? 1 : (pricing.uncoveredPrice[ofLevel] ?? 0);
      this.prices[at] = solver === NOBODY ? uncovered : (pricing.prices[own] ?? 0);
    }
  }

  private pairOf(problem: IntegerProblem, pair: number | undefined) {
    return problem.pairs[this.whole.pairs[pair ?? NOBODY]?.source ?? NOBODY];
  }
}

/** Floating point: a bound this little above a whole number is that number. */
function wholeAbove(value: number): number {
  return Math.ceil(value - 1e-6 - 1e-9 * Math.abs(value));
}
