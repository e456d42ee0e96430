import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { LOST_AFTER_SECONDS } from './run-timing.js';
import { lockedRun, moveRun, type RunMoveRefusal } from './run-transition.js';
import { requestCancel } from './runs.repository.js';

export interface CancelRunInput {
  readonly runId: string;
}

/** `cancelled`: it is over. `cancel-requested`: the worker that holds it stops within two seconds. */
export type CancelRunAnswer = 'cancelled' | 'cancel-requested';

/**
 * Stops a run: at once while nobody works on it (queued, or its worker has fallen silent), else through the worker.
 * Asking twice is the same as asking once.
 */
@Injectable()
export class CancelRunUseCase {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, { runId }: CancelRunInput): Promise<Outcome<CancelRunAnswer, RunMoveRefusal>> {
    return this.database.transaction(actor, async (manager) => {
      const found = await lockedRun(manager, runId);
      if (!found.ok) return found;
      const run = found.value;
      if (run.state === 'cancelled') return accepted('cancelled');
      const age = run.heartbeatAgeSeconds;
      if (run.state === 'queued' || age === null || age > LOST_AFTER_SECONDS) {
        const moved = await moveRun(manager, actor, run, {
          event: 'cancel',
          change: { raiseFence: true, finished: true, phase: null },
        });
        return moved.ok ? accepted('cancelled') : moved;
      }
      const possible = transition('run', run.state, 'cancel');
      if (!possible.ok) return possible;
      if (run.cancelRequested) return accepted('cancel-requested');
      await requestCancel(manager, runId);
      await append(manager, actor, {
        action: 'run.request-cancel',
        subjectKind: 'run',
        subjectId: runId,
        before: { state: run.state },
        after: { state: run.state },
      });
      return accepted('cancel-requested');
    });
  }
}
