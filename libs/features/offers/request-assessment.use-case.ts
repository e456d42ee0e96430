import { Injectable } from '@nestjs/common';
import {
  accepted,
  OFFER_YEARS,
  parseIsoDate,
  refused,
  type Actor,
  type IsoDate,
  type Outcome,
} from '../../domain/kernel/index.js';
import { asOfRange, isAsOfSensible, offerPolicy } from '../../domain/offers/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { enqueue } from '../../platform/queue/index.js';
import { AssessmentsRepository } from './assessments.repository.js';

export interface RequestAssessmentInput {
  /** An academic year of the list, e.g. `2024-25`. */
  readonly offer: string;
  /** ISO date; what was published by then is known. Default: the last day of the offer's window. */
  readonly asOf?: string;
}

export interface RequestedAssessment {
  readonly assessmentId: string;
  readonly asOf: IsoDate;
}

export type RequestAssessmentRefusal = 'unknown-offer' | 'bad-date' | 'bad-as-of' | 'no-schools';

/** Queues a new decision of who is eligible in one offer, over the facts held when it runs. */
@Injectable()
export class RequestAssessment {
  constructor(
    private readonly database: Database,
    private readonly repository: AssessmentsRepository,
  ) {}

  async execute(
    actor: Actor,
    input: RequestAssessmentInput,
  ): Promise<Outcome<RequestedAssessment, RequestAssessmentRefusal>> {
    const offer = OFFER_YEARS.find((year) => year === input.offer);
    if (offer === undefined) return refused('unknown-offer', { offer: input.offer, known: OFFER_YEARS });
    const asOf =
      input.asOf === undefined ? offerPolicy(offer).eligibilityWindow.to : parseIsoDate(input.asOf);
    if (asOf === undefined) return refused('bad-date', { asOf: input.asOf ?? '' });
    const policy = offerPolicy(offer);
    if (!isAsOfSensible(policy, asOf)) return refused('bad-as-of', { offer, asOf, ...asOfRange(policy) });
    return this.database.transaction(actor, async (manager) => {
      if (!(await this.repository.hasSchools(manager))) return refused('no-schools', { offer });
      const assessmentId = await this.repository.insert(manager, { offer, asOf, createdBy: actor.id });
      await enqueue(manager, 'assessment', { assessmentId });
      await append(manager, actor, {
        action: 'assessment.request',
        subjectKind: 'assessment',
        subjectId: assessmentId,
        after: { offer, asOf },
      });
      return accepted({ assessmentId, asOf });
    });
  }
}
