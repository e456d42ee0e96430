import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { writeAudited } from '../../platform/audit/index.js';
import { Database, inOneGo } from '../../platform/database/index.js';
import {
  lockMatchesOfRun,
  publishAmong,
  type PublishMatchesRefusal,
  refusedForDays,
  type SelectionRefusal,
} from '../matches/index.js';
import { runStateNow } from './runs.repository.js';
import { lockedRun, movingRun, type RunMoveRefusal } from './run-transition.js';

export interface PublishRunInput {
  readonly runId: string;
  /** Only these; the rest stay proposals and can be published later. Absent: every proposal. */
  readonly matchIds?: readonly string[];
}

export interface PublishedRun {
  readonly runId: string;
  readonly matches: number;
}

export type PublishRunRefusal = RunMoveRefusal | PublishMatchesRefusal | SelectionRefusal;

/**
 * Publishes the proposed matches of a run, or some of them, and reserves the leaders' days, all or nothing: refused as
 * a whole, with names, where a budget no longer suffices or a case has a live match by now. The run is published from
 * then on, with whatever is left of its proposals; these are published by asking again, as often as there are any.
 * Somebody limited to regions publishes what lies there: `nothing-to-do` where the run proposes nothing there.
 */
@Injectable()
export class PublishRunUseCase {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    { runId, matchIds }: PublishRunInput,
  ): Promise<Outcome<PublishedRun, PublishRunRefusal>> {
    return this.database.transaction<Outcome<PublishedRun, PublishRunRefusal>>(
      actor,
      async (manager) => {
        const early = await this.refusedEarly(manager, actor, { runId, matchIds });
        if (early !== undefined) return early;
        const [run, matches] = await inOneGo(lockedRun(manager, runId), lockMatchesOfRun(manager, runId));
        if (!run.ok) return run;
        const proposes = matches.some(({ state }) => state === 'proposed');
        if (actor.regions !== undefined && !proposes) return refused('nothing-to-do');
        const event = run.value.state === 'published' && proposes ? 'publish-more' : 'publish';
        const moving = movingRun(run.value, { event });
        if (!moving.ok) return moving;
        const published = await publishAmong(manager, actor, matches, matchIds, moving.value);
        if (!published.ok) return published;
        if (published.value.replayed) await writeAudited(manager, actor, moving.value);
        return accepted({ runId, matches: published.value.matches });
      },
      { planOnce: true },
    );
  }

  /** Of all that a run proposes; somebody limited sees a part of it. */
  private async refusedEarly(
    manager: EntityManager,
    actor: Actor,
    { runId, matchIds }: { readonly runId: string; readonly matchIds: readonly string[] | undefined },
  ): Promise<Outcome<never, PublishRunRefusal> | undefined> {
    if (matchIds !== undefined || actor.regions !== undefined || actor.offers !== undefined) return undefined;
    const [state, refusal] = await inOneGo(
      runStateNow(manager, runId),
      refusedForDays(manager, actor, runId),
    );
    const event = state === 'published' ? 'publish-more' : 'publish';
    return state !== undefined && transition('run', state, event).ok ? refusal : undefined;
  }
}
