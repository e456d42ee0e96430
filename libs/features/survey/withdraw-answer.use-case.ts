import { Injectable } from '@nestjs/common';
import {
  accepted,
  refused,
  type Actor,
  type LeaderRef,
  type OfferYear,
  type Outcome,
} from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { withdrawAnswer } from './survey.repository.js';

export interface WithdrawAnswerInput {
  readonly offer: OfferYear;
  readonly leaderRef: LeaderRef;
  /** As the person saw the answer. */
  readonly version: number;
  readonly reason: string;
}

/**
 * Takes a leader out of the next runs of an offer; matches that are published already stay, and so do the days of the
 * budget. A later survey file that names the leader brings the answer back.
 */
@Injectable()
export class WithdrawAnswer {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    input: WithdrawAnswerInput,
  ): Promise<Outcome<{ readonly leaderRef: LeaderRef }, 'reason-needed' | 'not-in-force'>> {
    const { offer, leaderRef, version } = input;
    const reason = input.reason.replaceAll('\u0000', '').trim();
    if (reason === '') return refused('reason-needed');
    return this.database.transaction(actor, async (manager) => {
      if (!(await withdrawAnswer(manager, offer, leaderRef, version))) {
        return refused('not-in-force', { offer, leaderRef, version });
      }
      await append(manager, actor, {
        action: 'survey-answer.withdraw',
        subjectKind: 'survey-answer',
        subjectId: `${offer}/${leaderRef}`,
        before: { state: 'submitted' },
        after: { state: 'withdrawn' },
        reason,
      });
      return accepted({ leaderRef });
    });
  }
}
