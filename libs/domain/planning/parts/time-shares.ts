import { SHARE_FOR_STAGES } from '../stages/run-stages.js';

export interface TimeGiven {
  readonly limitSeconds: number;
  /** Parts that are worked on at the same time. */
  readonly threads: number;
  readonly secondsElapsed: () => number;
  /** Work is counted: shares follow from the work done by others, never from the clock or from the number of threads. */
  readonly isCounted: boolean;
}

/** A part this much lighter than the heaviest comes first: what it leaves goes to those that need it. */
const LIGHT = 1 / 2;

/**
 * Deals a time limit out to parts in proportion to their weights. What a part leaves goes to the parts after it: by the
 * clock to every one that begins later; where work is counted, from the light parts to the heavy ones, because sums over
 * whole rounds are the same however many threads there are.
 */
export class TimeShares {
  /** Indices of parts in the order in which they are to begin; where work is counted, a round waits for the one before. */
  readonly rounds: readonly (readonly number[])[];
  private readonly begun = new Map<number, { readonly atSeconds: number; readonly share: number }>();
  private readonly worked: number[];
  private weightLeft: number;

  constructor(
    private readonly weights: readonly number[],
    private readonly given: TimeGiven,
  ) {
    this.worked = weights.map(() => 0);
    this.weightLeft = sum(weights);
    const heaviest = weights.reduce((most, weight) => Math.max(most, weight), 0);
    const order = [...weights.keys()].sort((a, b) => this.weightOf(a) - this.weightOf(b) || a - b);
    const isLight = (part: number): boolean => this.weightOf(part) < LIGHT * heaviest;
    // The heaviest begins first among the heavy, so that threads end at about the same time.
    this.rounds = [order.filter(isLight), order.filter((part) => !isLight(part)).toReversed()];
  }

  /** Seconds for the stages of this part. */
  begin(part: number): number {
    const share = this.given.isCounted ? this.countedShare(part) : this.clockShare(part);
    this.begun.set(part, { atSeconds: this.given.secondsElapsed(), share });
    this.weightLeft -= this.weightOf(part);
    return share;
  }

  end(part: number, secondsWorked: number): void {
    this.begun.delete(part);
    this.worked[part] = secondsWorked;
  }

  private countedShare(part: number): number {
    const round = this.rounds.findIndex((parts) => parts.includes(part));
    const before = this.rounds.slice(0, round).flat();
    const left = this.given.limitSeconds * SHARE_FOR_STAGES - sum(before.map((one) => this.worked[one] ?? 0));
    const weight = sum(this.rounds.slice(round).flatMap((parts) => parts.map((one) => this.weightOf(one))));
    return Math.max(0, left) * (this.weightOf(part) / Math.max(this.weightOf(part), weight));
  }

  private clockShare(part: number): number {
    const now = this.given.secondsElapsed();
    const left = Math.max(0, this.given.limitSeconds * SHARE_FOR_STAGES - now);
    const promised = sum(
      [...this.begun.values()].map(({ atSeconds, share }) => Math.max(0, share - (now - atSeconds))),
    );
    const free = Math.max(0, left * this.given.threads - promised);
    const own = this.weightOf(part);
    return Math.min(left, free * (own / Math.max(own, this.weightLeft)));
  }

  private weightOf(part: number): number {
    return this.weights[part] ?? 0;
  }
}

function sum(terms: readonly number[]): number {
  return terms.reduce((total, term) => total + term, 0);
}
