import { Injectable, Logger } from '@nestjs/common';
import { type Refusal, SYSTEM } from '../../../../libs/domain/kernel/index.js';
import {
  EndCancelledRunUseCase,
  FailRunUseCase,
  FinishRunUseCase,
  type TakenRun,
} from '../../../../libs/features/runs/index.js';
import type { SolvedRun } from '../../../../libs/solving/index.js';

/** How a run ends, each under the fence that its worker was given. */
@Injectable()
export class RunEndings {
  private readonly logger = new Logger(RunEndings.name);

  constructor(
    private readonly finishRun: FinishRunUseCase,
    private readonly failRun: FailRunUseCase,
    private readonly endCancelledRun: EndCancelledRunUseCase,
  ) {}

  async finish(
    run: TakenRun,
    { plan, matches, uncovered, leaders, counts, insight }: SolvedRun,
  ): Promise<void> {
    const { runId, fence } = run;
    if (plan.status === 'infeasible') {
      const conflict = (plan.conflict ?? []).map((pin) => ({ leaderRef: pin.leader, caseId: pin.case }));
      await this.fail(run, { code: 'pins-contradict', facts: { conflict } });
      return;
    }
    const result = { runId, fence, plan, matches, uncovered, leaders, counts, insight };
    const finished = await this.finishRun.execute(SYSTEM, result);
    if (finished.ok) {
      const { covered, cases } = finished.value;
      this.logger.log(`Run ${runId}: ${String(covered)} of ${String(cases)} cases matched`);
      return;
    }
    if (finished.refusal.code === 'cancel-requested') await this.cancel(run);
    else this.logger.warn(`Run ${runId}: its result came late and was dropped (${finished.refusal.code})`);
  }

  async fail({ runId, fence }: TakenRun, { code, facts }: Refusal): Promise<void> {
    const failed = await this.failRun.execute(SYSTEM, { runId, fence, code, facts });
    this.logger.warn(
      `Run ${runId} failed: ${code}${failed.ok ? '' : ` (not stored: ${failed.refusal.code})`}`,
    );
  }

  async cancel({ runId, fence }: TakenRun): Promise<void> {
    const ended = await this.endCancelledRun.execute(SYSTEM, { runId, fence });
    this.logger.log(`Run ${runId} was cancelled${ended.ok ? '' : ` (${ended.refusal.code})`}`);
  }
}
