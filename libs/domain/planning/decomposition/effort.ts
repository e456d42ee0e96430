/**
 * Time as the planner measures it: by the clock, or, where a solve must go the same way on every machine, by the
 * operations that it counts.
 */
export interface WorkClock {
  readonly seconds: () => number;
  /** @param operations roughly how many memory accesses the work took; ignored where a clock runs */
  readonly spend: (operations: number) => void;
  readonly isCounted: boolean;
}

/** Operations that stand for one second when work is counted: about what one busy core manages. */
const OPERATIONS_PER_SECOND = 2e8;

export function runningClock(secondsElapsed: () => number): WorkClock {
  return { seconds: secondsElapsed, spend: () => undefined, isCounted: false };
}

export function countedClock(): WorkClock {
  let operations = 0;
  return {
    seconds: () => operations / OPERATIONS_PER_SECOND,
    spend: (more) => {
      operations += more;
    },
    isCounted: true,
  };
}

/** What one piece of work may still use. */
export class Effort {
  private readonly end: number;

  constructor(
    readonly clock: WorkClock,
    seconds: number,
  ) {
    this.end = clock.seconds() + seconds;
  }

  secondsLeft(): number {
    return Math.max(0, this.end - this.clock.seconds());
  }

  isOver(): boolean {
    return this.clock.seconds() >= this.end;
  }

  spend(operations: number): void {
    this.clock.spend(operations);
  }

  /** A part of what is left. */
  part(share: number): Effort {
    return new Effort(this.clock, this.secondsLeft() * share);
  }
}

/** Time limit for an engine that must stop by its nodes alone. */
export const NO_CLOCK_SECONDS = 1e7;
