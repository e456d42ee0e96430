import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import type { PlanChange } from '../../domain/planning/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { enqueue } from '../../platform/queue/index.js';
import { insertEffect } from './run-effects.repository.js';
import { RunsQueries } from './runs.queries.js';

export interface AskEffectInput {
  readonly runId: string;
  readonly changes: readonly PlanChange[];
}

export type AskEffectRefusal =
  'unknown-run' | 'run-without-plan' | 'no-change-named' | 'leader-not-in-run' | 'case-not-in-run';

/** Asks a worker what changes would do to a solved run; the plan itself is not touched. Answers with the question's id. */
@Injectable()
export class AskEffectUseCase {
  constructor(
    private readonly database: Database,
    private readonly runs: RunsQueries,
  ) {}

  async execute(
    actor: Actor,
    { runId, changes }: AskEffectInput,
  ): Promise<Outcome<{ readonly effectId: string }, AskEffectRefusal>> {
    if (changes.length === 0) return refused('no-change-named');
    const snapshot = await this.runs.snapshot(runId);
    if (snapshot === null) return refused('unknown-run', { runId });
    if ((await this.runs.result(runId)) === null) return refused('run-without-plan', { runId });
    for (const change of changes) {
      if (!snapshot.cases.some((one) => one.caseId === change.case)) {
        return refused('case-not-in-run', { caseId: change.case });
      }
      if (change.kind !== 'unassign' && !snapshot.leaders.some((one) => one.leaderRef === change.leader)) {
        return refused('leader-not-in-run', { leaderRef: change.leader });
      }
    }
    return this.database.transaction(actor, async (manager) => {
      const effectId = await insertEffect(manager, { runId, changes, createdBy: actor.id });
      await enqueue(manager, 'effect', { effectId });
      await append(manager, actor, {
        action: 'run.ask-effect',
        subjectKind: 'run',
        subjectId: runId,
        after: { effectId, changes },
      });
      return accepted({ effectId });
    });
  }
}
