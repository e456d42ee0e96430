import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome } from '../../../../../libs/domain/kernel/index.js';
import {
  CancelRunUseCase,
  DiscardRunUseCase,
  PublishRunUseCase,
  UnpublishRunUseCase,
} from '../../../../../libs/features/runs/index.js';
import { plural } from '../../../../../libs/wording/index.js';

export const RUN_DECISIONS = ['cancel', 'publish', 'unpublish', 'discard'] as const;
export type RunDecision = (typeof RUN_DECISIONS)[number];

/** The buttons of a run's page: each does its use case and gives the sentence that tells it was done. */
@Injectable()
export class RunDecisions {
  constructor(
    private readonly cancelRun: CancelRunUseCase,
    private readonly publishRun: PublishRunUseCase,
    private readonly unpublishRun: UnpublishRunUseCase,
    private readonly discardRun: DiscardRunUseCase,
  ) {}

  async execute(actor: Actor, runId: string, decision: RunDecision): Promise<Outcome<string>> {
    switch (decision) {
      case 'cancel': {
        const outcome = await this.cancelRun.execute(actor, { runId });
        if (!outcome.ok) return outcome;
        return accepted(outcome.value === 'cancelled' ? 'The run was stopped.' : 'The run is being stopped.');
      }
      case 'publish': {
        const outcome = await this.publishRun.execute(actor, { runId });
        if (!outcome.ok) return outcome;
        return accepted(
          `${plural(outcome.value.matches, 'match', 'matches')} published. The days are reserved.`,
        );
      }
      case 'unpublish': {
        const outcome = await this.unpublishRun.execute(actor, { runId });
        if (!outcome.ok) return outcome;
        return accepted(
          `${plural(outcome.value.matches, 'match', 'matches')} taken back. The days are free again.`,
        );
      }
      case 'discard': {
        const outcome = await this.discardRun.execute(actor, { runId });
        return outcome.ok ? accepted('The run was put aside.') : outcome;
      }
    }
  }
}
