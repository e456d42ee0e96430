import { Injectable } from '@nestjs/common';
import { type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import type { RunState } from '../../domain/lifecycle/index.js';
import { Database } from '../../platform/database/index.js';
import { lockedRun, moveRun, type RunMoveRefusal } from './run-transition.js';

export interface EndCancelledRunInput {
  readonly runId: string;
  readonly fence: number;
}

export type EndCancelledRunRefusal = RunMoveRefusal | 'fence-lost' | 'cancel-not-requested';

/** The worker's part of a cancellation: its thread has been stopped, the run is over. */
@Injectable()
export class EndCancelledRunUseCase {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    { runId, fence }: EndCancelledRunInput,
  ): Promise<Outcome<RunState, EndCancelledRunRefusal>> {
    return this.database.transaction(actor, async (manager) => {
      const run = await lockedRun(manager, runId);
      if (!run.ok) return run;
      if (run.value.fence !== fence) return refused('fence-lost', { runId, fence, now: run.value.fence });
      if (!run.value.cancelRequested) return refused('cancel-not-requested', { runId });
      return moveRun(manager, actor, run.value, {
        event: 'cancel',
        change: { raiseFence: true, finished: true, phase: null },
      });
    });
  }
}
