import { Injectable } from '@nestjs/common';
import type { RunSnapshot } from '../../domain/candidates/index.js';
import { type Actor, assert, type Refusal } from '../../domain/kernel/index.js';
import type { Plan } from '../../domain/planning/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import type { EffectContent, EffectView } from './run-effect.js';
import { answerEffect, findEffect } from './run-effects.repository.js';
import { RunsQueries } from './runs.queries.js';

/** A question with what is needed to answer it. */
export interface EffectQuestion extends EffectView {
  /** Equal for equal snapshots and plans: both are stored once a run. */
  readonly key: string;
  readonly load: () => Promise<{ readonly snapshot: RunSnapshot; readonly plan: Plan }>;
}

/** Questions about what changes would do to a solved run, and their answers. */
@Injectable()
export class RunEffects {
  constructor(
    private readonly database: Database,
    private readonly runs: RunsQueries,
  ) {}

  /** Null: there is no such question about this run. */
  async find(runId: string, effectId: string): Promise<EffectView | null> {
    const found = await findEffect(this.database.manager, effectId);
    return found?.runId === runId ? found : null;
  }

  /** Null: there is no such question, or it has been answered. */
  async question(effectId: string): Promise<EffectQuestion | null> {
    const found = await findEffect(this.database.manager, effectId);
    if (found?.state !== 'queued') return null;
    return { ...found, key: found.runId, load: () => this.solved(found.runId) };
  }

  private async solved(runId: string): Promise<{ snapshot: RunSnapshot; plan: Plan }> {
    const [snapshot, result] = [await this.runs.snapshot(runId), await this.runs.result(runId)];
    assert(snapshot !== null && result !== null, `run ${runId} of an effect has a plan`);
    return { snapshot, plan: result.plan };
  }

  async answer(actor: Actor, effectId: string, content: EffectContent): Promise<boolean> {
    return this.close(actor, effectId, { state: 'known', content });
  }

  /** `refused`: the changes are not possible; `failed`: it could not be found out. */
  async refuse(
    actor: Actor,
    effectId: string,
    state: 'refused' | 'failed',
    { code, facts }: Refusal,
  ): Promise<boolean> {
    return this.close(actor, effectId, { state, code, facts });
  }

  private async close(
    actor: Actor,
    effectId: string,
    answer: Parameters<typeof answerEffect>[2],
  ): Promise<boolean> {
    return this.database.transaction(actor, async (manager) => {
      const answered = await answerEffect(manager, effectId, answer);
      if (!answered) return false;
      await append(manager, actor, {
        action: 'run.answer-effect',
        subjectKind: 'run-effect',
        subjectId: effectId,
        after: { state: answer.state },
      });
      return true;
    });
  }
}
