import { Injectable, Logger } from '@nestjs/common';
import { type Facts, SYSTEM } from '../../../../libs/domain/kernel/index.js';
import { type EffectContent, type EffectQuestion, RunEffects } from '../../../../libs/features/runs/index.js';
import { JOB_CATALOGUE, type JobHandler, type JobProcessor } from '../../../../libs/platform/queue/index.js';
import { type PoolStop, type RunEffect, SolverPool } from '../../../../libs/solving/index.js';

/** A thread of its own: a national run does not hold up a page. */
export class EffectPool extends SolverPool {}

const STOPS: readonly string[] = [
  'cancelled',
  'time-limit-overrun',
  'memory-limit-reached',
] satisfies readonly PoolStop[];

/** Finds out what the changes of a question would do to its run; what the changes make impossible is an answer, too. */
@Injectable()
export class EffectProcessor implements JobProcessor<'effect'> {
  readonly job = 'effect';
  private readonly logger = new Logger(EffectProcessor.name);

  constructor(
    private readonly effects: RunEffects,
    private readonly pool: EffectPool,
  ) {}

  readonly handle: JobHandler<'effect'> = async ({ effectId }, { attempt, signal }) => {
    const question = await this.effects.question(effectId);
    if (question === null) return;
    try {
      await this.answer(question, signal);
    } catch (error) {
      this.logger.error(`Effect ${effectId}, attempt ${String(attempt)}: ${String(error)}`);
      if (attempt < JOB_CATALOGUE.effect.attempts || signal.aborted) throw error;
      const facts = { error: error instanceof Error ? error.name : 'unknown' };
      await this.effects.refuse(SYSTEM, effectId, 'failed', { code: 'worker-error', facts });
    }
  };

  private async answer(question: EffectQuestion, signal: AbortSignal): Promise<void> {
    const startedMs = performance.now();
    const { id, key, changes, load } = question;
    const found = await this.pool.effect({ key, changes, load }, { signal });
    if (found.ok) {
      const seconds = Math.round(performance.now() - startedMs) / 1000;
      await this.effects.answer(SYSTEM, id, contentOf(found.value, seconds));
      return;
    }
    if (signal.aborted) throw new Error(`the effect was stopped: ${found.refusal.code}`);
    const state = STOPS.includes(found.refusal.code) ? 'failed' : 'refused';
    await this.effects.refuse(SYSTEM, id, state, found.refusal);
  }
}

function contentOf({ plan, overruled, ...effect }: RunEffect, seconds: number): EffectContent {
  const lost = new Set(effect.changed.filter(({ after }) => after === null).map((one) => one.case));
  return {
    ...effect,
    uncovered: plan.uncovered.filter((one) => lost.has(one.case)),
    overruled: overruled.map(({ code, facts }): { code: string; facts: Facts } => ({ code, facts })),
    seconds,
  };
}
