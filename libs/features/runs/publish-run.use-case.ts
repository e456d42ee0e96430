import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { publishMatches, type PublishMatchesRefusal } from '../matches/index.js';
import { SnapshotQueries } from './snapshot.queries.js';
import { lockedRun, moveRun, type RunMoveRefusal } from './run-transition.js';

export interface PublishRunInput {
  readonly runId: string;
}

export interface PublishedRun {
  readonly runId: string;
  readonly matches: number;
}

export type PublishRunRefusal = RunMoveRefusal | PublishMatchesRefusal;

/**
 * Publishes every proposed match of a solved run and reserves the leaders' days, all or nothing: refused as a whole,
 * with names, where a budget no longer suffices or a case has a live match by now.
 */
@Injectable()
export class PublishRunUseCase {
  constructor(
    private readonly database: Database,
    private readonly snapshots: SnapshotQueries,
  ) {}

  async execute(actor: Actor, { runId }: PublishRunInput): Promise<Outcome<PublishedRun, PublishRunRefusal>> {
    return this.database.transaction<Outcome<PublishedRun, PublishRunRefusal>>(actor, async (manager) => {
      const run = await lockedRun(manager, runId);
      if (!run.ok) return run;
      const moved = await moveRun(manager, actor, run.value, { event: 'publish' });
      if (!moved.ok) return moved;
      const limits = await this.snapshots.engagementLimits(manager, run.value.offer);
      const published = await publishMatches(manager, actor, runId, limits);
      return published.ok ? accepted({ runId, matches: published.value.matches }) : published;
    });
  }
}
