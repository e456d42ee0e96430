import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, type Facts, type Outcome, refused, SYSTEM } from '../../domain/kernel/index.js';
import type { RunState } from '../../domain/lifecycle/index.js';
import { Database } from '../../platform/database/index.js';
import { lockedRun, moveRun, type RunMoveRefusal } from './run-transition.js';

export interface FailRunInput {
  readonly runId: string;
  /** Null: the run never came into a worker's hands. */
  readonly fence: number | null;
  /** Stable, kebab-case: `plan-refused`, `worker-error` ... */
  readonly code: string;
  readonly facts: Facts;
}

export type FailRunRefusal = RunMoveRefusal | 'fence-lost';

/** Ends a run without a plan, with the reason's code; refused when another worker holds the run by now. */
@Injectable()
export class FailRunUseCase {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, input: FailRunInput): Promise<Outcome<RunState, FailRunRefusal>> {
    const { runId, fence, code, facts } = input;
    return this.database.transaction(actor, async (manager) => {
      const run = await lockedRun(manager, runId);
      if (!run.ok) return run;
      if (fence !== null && run.value.fence !== fence)
        return refused('fence-lost', { runId, fence, now: run.value.fence });
      return moveRun(manager, actor, run.value, {
        event: 'fail',
        change: { finished: true, phase: null, failureCode: code, failureFacts: facts },
        told: { code, facts },
      });
    });
  }
}

/**
 * Ends a run whose job broke off every time, inside the reconciler's transaction; whoever may still hold it stores
 * nothing more. A run that somebody asked to stop is cancelled. One that has ended meanwhile is left alone.
 */
export async function giveUpRun(manager: EntityManager, runId: string): Promise<void> {
  const run = await lockedRun(manager, runId);
  if (!run.ok) return;
  const over = { raiseFence: true, finished: true, phase: null };
  await moveRun(
    manager,
    SYSTEM,
    run.value,
    run.value.cancelRequested
      ? { event: 'cancel', change: over }
      : {
          event: 'fail',
          change: { ...over, failureCode: 'broke-off-repeatedly', failureFacts: {} },
          told: { code: 'broke-off-repeatedly' },
        },
  );
}
