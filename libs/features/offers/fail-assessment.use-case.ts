import { Injectable } from '@nestjs/common';
import { accepted, refused, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { AssessmentsRepository } from './assessments.repository.js';

/** Gives up an assessment whose job broke off every time, so that people see it. */
@Injectable()
export class FailAssessment {
  constructor(
    private readonly database: Database,
    private readonly repository: AssessmentsRepository,
  ) {}

  async execute(
    actor: Actor,
    input: { readonly assessmentId: string; readonly failureCode: string },
  ): Promise<Outcome<{ readonly assessmentId: string }, 'nothing-to-do'>> {
    const { assessmentId, failureCode } = input;
    return this.database.transaction(actor, async (manager) => {
      if (!(await this.repository.fail(manager, assessmentId, failureCode))) {
        return refused('nothing-to-do', { assessmentId });
      }
      await append(manager, actor, {
        action: 'assessment.fail',
        subjectKind: 'assessment',
        subjectId: assessmentId,
        after: { failureCode },
      });
      return accepted({ assessmentId });
    });
  }
}
