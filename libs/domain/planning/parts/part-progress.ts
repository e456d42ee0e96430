import type { SolveProgress } from '../plan.js';
import type { StageProgress } from '../stages/run-stages.js';
import { scoreFromThousandths } from '../thousandths.js';
import type { SolvedPart } from './settled-part.js';

/** Adds up how far the parts have come, each weighing what its share of the time does. */
export class PartProgress {
  private readonly latest: (StageProgress | undefined)[];
  private done = 0;

  constructor(
    private readonly weights: readonly number[],
    private readonly tell: (progress: SolveProgress) => void,
  ) {
    this.latest = weights.map(() => undefined);
  }

  report(part: number, progress: StageProgress): void {
    // A gap once reached is kept while a stage says nothing new of it.
    const { gap } = { ...this.latest[part], ...progress };
    this.latest[part] = { ...progress, ...(gap === undefined ? {} : { gap }) };
    this.tell(this.sum());
  }

  end(part: number, { score, scoreBound }: Pick<SolvedPart, 'score' | 'scoreBound'>): void {
    this.latest[part] = { fraction: 1, score, gap: score === 0 ? 0 : (score - scoreBound) / score };
    this.done += 1;
    this.tell(this.sum());
  }

  private sum(): SolveProgress {
    const whole = this.weights.reduce((total, weight) => total + weight, 0);
    const fraction = this.weights.reduce(
      (total, weight, part) => total + (weight / whole) * (this.latest[part]?.fraction ?? 0),
      0,
    );
    const told = this.latest.flatMap((one) => one ?? []);
    const score = told.reduce((total, one) => total + one.score, 0);
    const bound = told.reduce((total, one) => total + one.score * (1 - (one.gap ?? 1)), 0);
    const isKnown = told.length === this.weights.length && told.every((one) => one.gap !== undefined);
    return {
      phase: 'solving',
      fraction: Math.min(1, fraction),
      ...{ components: this.weights.length, componentsDone: this.done },
      ...(isKnown
        ? {
            score: scoreFromThousandths(score),
            scoreBound: scoreFromThousandths(Math.floor(bound)),
            gap: score === 0 ? 0 : (score - bound) / score,
          }
        : {}),
    };
  }
}
