import { Injectable } from '@nestjs/common';
import type { RunSnapshot } from '../../domain/candidates/index.js';
import { accepted, type Actor, assert, type Outcome, refused } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { TAKE_OVER_AFTER_SECONDS } from './run-timing.js';
import { lockedRun, moveRun, type RunMoveRefusal } from './run-transition.js';
import { RunsQueries } from './runs.queries.js';

export interface TakeRunInput {
  readonly runId: string;
}

/** A run in the hands of one worker: only what carries this fence is stored. */
export interface TakenRun {
  readonly runId: string;
  readonly fence: number;
  readonly snapshot: RunSnapshot;
}

export type TakeRunRefusal = RunMoveRefusal | 'held-elsewhere' | 'cancel-requested';

/**
 * Takes a queued run, or one that its worker left behind, for the worker that was handed its job: raises the fence,
 * so that nothing an earlier holder still sends is stored. Refused while another worker shows signs of life; a run
 * that somebody asked to stop ends here.
 */
@Injectable()
export class TakeRunUseCase {
  constructor(
    private readonly database: Database,
    private readonly queries: RunsQueries,
  ) {}

  async execute(actor: Actor, input: TakeRunInput): Promise<Outcome<TakenRun, TakeRunRefusal>> {
    const taken = await this.database.transaction(actor, async (manager) => {
      const run = await lockedRun(manager, input.runId);
      if (!run.ok) return run;
      const { value } = run;
      const age = value.heartbeatAgeSeconds;
      if (value.state !== 'queued' && age !== null && age < TAKE_OVER_AFTER_SECONDS) {
        const possible =
          value.state === 'preparing' || value.state === 'solving' || value.state === 'checking';
        if (possible) return refused('held-elsewhere', { runId: value.id, heartbeatAgeSeconds: age });
      }
      if (value.cancelRequested) {
        const ended = await moveRun(manager, actor, value, {
          event: 'cancel',
          change: { raiseFence: true, finished: true, phase: null },
        });
        return ended.ok ? accepted(null) : ended;
      }
      const moved = await moveRun(manager, actor, value, {
        event: 'take',
        change: { raiseFence: true, beat: true, started: true, phase: 'preparing', fraction: 0, gap: null },
        told: { fence: value.fence + 1 },
      });
      return moved.ok ? accepted(value.fence + 1) : moved;
    });
    if (!taken.ok) return taken;
    if (taken.value === null) return refused('cancel-requested', { runId: input.runId });
    const snapshot = await this.queries.snapshot(input.runId);
    assert(snapshot !== null, `run ${input.runId} has a snapshot`);
    return accepted({ runId: input.runId, fence: taken.value, snapshot });
  }
}
