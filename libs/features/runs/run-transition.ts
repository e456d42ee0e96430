import type { EntityManager } from 'typeorm';
import {
  type Actor,
  assert,
  type Facts,
  type Outcome,
  refused,
  accepted,
} from '../../domain/kernel/index.js';
import { type RunEvent, type RunState, transition } from '../../domain/lifecycle/index.js';
import { type Audited, writeAudited } from '../../platform/audit/index.js';
import { changeRun, lockRun, type LockedRun, type RunChange } from './runs.repository.js';

export type RunMoveRefusal = 'unknown-run' | 'not-possible-in-this-state';

/** One state change of a locked run with its audit row. */
export interface RunMove {
  readonly event: RunEvent;
  /** How far the run has come, where nobody reported the phases between; absent: as far as it says. */
  readonly reached?: RunState;
  readonly change?: RunChange;
  /** Told by the audit row beside the new state. */
  readonly told?: Facts;
  readonly reason?: string;
}

/** The run, locked until the transaction ends. */
export async function lockedRun(
  manager: EntityManager,
  runId: string,
): Promise<Outcome<LockedRun, 'unknown-run'>> {
  const run = await lockRun(manager, runId);
  return run === undefined ? refused('unknown-run', { runId }) : accepted(run);
}

/** Moves a locked run by one event of its lifecycle and writes the audit row; the row's lock makes it safe. */
export async function moveRun(
  manager: EntityManager,
  actor: Actor,
  run: LockedRun,
  move: RunMove,
): Promise<Outcome<RunState, 'not-possible-in-this-state'>> {
  const moving = movingRun(run, move);
  if (!moving.ok) return moving;
  const [state] = await writeAudited(manager, actor, moving.value);
  return accepted(state);
}

/** `moveRun`, to be written with something else. */
export function movingRun(
  run: LockedRun,
  move: RunMove,
): Outcome<Audited<RunState>, 'not-possible-in-this-state'> {
  const state = move.reached ?? run.state;
  const next = transition('run', state, move.event);
  if (!next.ok) return next;
  return accepted({
    write: async (manager) => {
      const changed = await changeRun(manager, run, next.value, move.change);
      assert(changed, `run ${run.id} changed under its own lock`);
      return next.value;
    },
    events: [
      {
        ...{ action: `run.${move.event}`, subjectKind: 'run', subjectId: run.id },
        before: { state },
        after: { state: next.value, ...move.told },
        ...(move.reason === undefined ? {} : { reason: move.reason }),
      },
    ],
  });
}
