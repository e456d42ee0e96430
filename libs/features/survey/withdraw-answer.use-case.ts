import { randomUUID } from 'node:crypto';
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
import { mayAnswerFor } from './may-answer-for.js';
import { OfferedDaysKeepers } from './offered-days.js';
import { withdrawAnswer } from './survey.repository.js';

export interface WithdrawAnswerInput {
  readonly offer: OfferYear;
  readonly leaderRef: LeaderRef;
  /** As the person saw the answer. */
  readonly version: number;
  readonly reason: string;
}

/**
 * Takes a leader out of the next runs of an offer, and every day that is not promised out of their budget; matches that
 * are published already stay. A later survey file that names the leader, or an answer online, brings both back.
 */
@Injectable()
export class WithdrawAnswer {
  constructor(
    private readonly database: Database,
    private readonly keepers: OfferedDaysKeepers,
  ) {}

  async execute(
    actor: Actor,
    input: WithdrawAnswerInput,
  ): Promise<
    Outcome<{ readonly leaderRef: LeaderRef }, 'unknown-leader' | 'reason-needed' | 'not-in-force'>
  > {
    const { offer, leaderRef, version } = input;
    if (leaderRef.includes('\u0000') || !mayAnswerFor(actor, leaderRef)) {
      return refused('unknown-leader', { leaderRef });
    }
    const reason = input.reason.replaceAll('\u0000', '').trim();
    if (reason === '') return refused('reason-needed');
    const withdrawalId = randomUUID();
    return this.database.transaction(actor, async (manager) => {
      await this.keepers.takeBack(manager, actor, { offer, leaderRef, withdrawalId });
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
