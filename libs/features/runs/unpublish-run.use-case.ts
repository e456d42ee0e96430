import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { unpublishMatches, type UnpublishMatchesRefusal } from '../matches/index.js';
import type { PublishedRun } from './publish-run.use-case.js';
import { lockedRun, moveRun, type RunMoveRefusal } from './run-transition.js';

export interface UnpublishRunInput {
  readonly runId: string;
  readonly reason?: string;
}

export type UnpublishRunRefusal = RunMoveRefusal | UnpublishMatchesRefusal;

/**
 * Takes a published run back: its matches are proposals again and the leaders' days are released, all or nothing.
 * Refused, with names, once a leader has answered one of them.
 */
@Injectable()
export class UnpublishRunUseCase {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    { runId, reason }: UnpublishRunInput,
  ): Promise<Outcome<PublishedRun, UnpublishRunRefusal>> {
    return this.database.transaction<Outcome<PublishedRun, UnpublishRunRefusal>>(actor, async (manager) => {
      const run = await lockedRun(manager, runId);
      if (!run.ok) return run;
      const moved = await moveRun(manager, actor, run.value, {
        event: 'unpublish',
        ...(reason === undefined ? {} : { reason }),
      });
      if (!moved.ok) return moved;
      const unpublished = await unpublishMatches(manager, actor, runId);
      return unpublished.ok ? accepted({ runId, matches: unpublished.value.matches }) : unpublished;
    });
  }
}
