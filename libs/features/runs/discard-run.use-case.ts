import { Injectable } from '@nestjs/common';
import type { Actor, Outcome } from '../../domain/kernel/index.js';
import type { RunState } from '../../domain/lifecycle/index.js';
import { Database } from '../../platform/database/index.js';
import { lockedRun, moveRun, type RunMoveRefusal } from './run-transition.js';

export interface DiscardRunInput {
  readonly runId: string;
  readonly reason?: string;
}

/** Puts a solved plan aside: it can no longer be published. Its proposals stay readable. */
@Injectable()
export class DiscardRunUseCase {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, input: DiscardRunInput): Promise<Outcome<RunState, RunMoveRefusal>> {
    return this.database.transaction(actor, async (manager) => {
      const run = await lockedRun(manager, input.runId);
      if (!run.ok) return run;
      return moveRun(manager, actor, run.value, {
        event: 'discard',
        ...(input.reason === undefined ? {} : { reason: input.reason }),
      });
    });
  }
}
