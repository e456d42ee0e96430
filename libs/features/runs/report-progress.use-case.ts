import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import { type RunState, transition } from '../../domain/lifecycle/index.js';
import type { SolveProgress } from '../../domain/planning/index.js';
import { Database } from '../../platform/database/index.js';
import { lockedRun } from './run-transition.js';
import { changeRun } from './runs.repository.js';

export interface ReportProgressInput {
  readonly runId: string;
  readonly fence: number;
  readonly progress: SolveProgress;
}

export type ReportProgressRefusal = 'unknown-run' | 'fence-lost' | 'not-possible-in-this-state';

const STEPS = { preparing: null, solving: 'solve', checking: 'check' } as const;
const ORDER = ['preparing', 'solving', 'checking'] as const;

/**
 * Notes how far the worker that holds the run has come; also a sign of life. The phase only ever moves forward.
 * Call it a few times a second at most. No decision, so no audit row.
 */
@Injectable()
export class ReportProgressUseCase {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    { runId, fence, progress }: ReportProgressInput,
  ): Promise<Outcome<RunState, ReportProgressRefusal>> {
    return this.database.transaction(actor, async (manager) => {
      const run = await lockedRun(manager, runId);
      if (!run.ok) return run;
      if (run.value.fence !== fence) return refused('fence-lost', { runId, fence, now: run.value.fence });
      const state = phaseReached(run.value.state, progress.phase);
      if (!state.ok) return state;
      await changeRun(manager, run.value, state.value, {
        beat: true,
        phase: state.value,
        fraction: Math.min(Math.max(progress.fraction, 0), 1),
        ...(progress.gap === undefined ? {} : { gap: progress.gap }),
      });
      return state;
    });
  }
}

/** Walks the lifecycle forward to `phase`, over phases that nobody reported. */
export function phaseReached(
  state: RunState,
  phase: SolveProgress['phase'],
): Outcome<RunState, 'not-possible-in-this-state'> {
  const at = ORDER.findIndex((one) => one === state);
  // Not in a worker's hands: the first step refuses by name.
  if (at < 0) return transition('run', state, 'check');
  let reached: RunState = state;
  for (const next of ORDER.slice(at + 1, ORDER.indexOf(phase) + 1)) {
    const step = STEPS[next];
    if (step === null) continue;
    const moved = transition('run', reached, step);
    if (!moved.ok) return moved;
    reached = moved.value;
  }
  return accepted(reached);
}
