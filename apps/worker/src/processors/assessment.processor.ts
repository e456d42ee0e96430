import { Injectable, Logger } from '@nestjs/common';
import { SYSTEM } from '../../../../libs/domain/kernel/index.js';
import { FailAssessment, RunAssessment } from '../../../../libs/features/offers/index.js';
import { JOB_CATALOGUE, type JobHandler, type JobProcessor } from '../../../../libs/platform/queue/index.js';

/** Decides who is eligible in the offer of the assessment that a job names; fails it once every attempt broke off. */
@Injectable()
export class AssessmentProcessor implements JobProcessor<'assessment'> {
  readonly job = 'assessment';
  private readonly logger = new Logger(AssessmentProcessor.name);

  constructor(
    private readonly runAssessment: RunAssessment,
    private readonly failAssessment: FailAssessment,
  ) {}

  readonly handle: JobHandler<'assessment'> = async ({ assessmentId }, { attempt, signal }) => {
    try {
      const ran = await this.runAssessment.execute(SYSTEM, { assessmentId });
      this.logger.log(`Assessment ${assessmentId}: ${ran.ok ? ran.value.state : ran.refusal.code}`);
    } catch (error) {
      this.logger.error(`Assessment ${assessmentId}, attempt ${String(attempt)}: ${String(error)}`);
      if (attempt < JOB_CATALOGUE.assessment.attempts || signal.aborted) throw error;
      await this.failAssessment.execute(SYSTEM, { assessmentId, failureCode: 'worker-error' });
    }
  };
}
