import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type OfferYear, type Outcome, refused } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { recordedReferral, withdrawReferral } from './offer-records.repository.js';
import { givenReason } from './past-day.js';

export interface WithdrawReferralInput {
  readonly offer: OfferYear;
  readonly referralId: string;
  readonly reason: string;
}

export type WithdrawReferralRefusal =
  'unknown-referral' | 'already-withdrawn' | 'reason-needed' | 'reason-too-long';

/**
 * Takes back a decision that was recorded by mistake: what was decided before it counts again. Rows of a file are
 * corrected in the file.
 */
@Injectable()
export class WithdrawReferral {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    input: WithdrawReferralInput,
  ): Promise<Outcome<{ readonly referralId: string }, WithdrawReferralRefusal>> {
    const { offer, referralId } = input;
    const reason = givenReason(input.reason);
    if (!reason.ok) return reason;
    if (!/^\d{1,18}$/.test(referralId)) return refused('unknown-referral', { referralId });
    return this.database.transaction(actor, async (manager) => {
      const referral = await recordedReferral(manager, offer, referralId);
      if (referral === undefined) return refused('unknown-referral', { referralId });
      const isDone =
        !referral.isWithdrawn && (await withdrawReferral(manager, referralId, reason.value, actor.id));
      if (!isDone) return refused('already-withdrawn', { referralId });
      const { subjectKind, subjectId, decision, decidedOn } = referral;
      await append(manager, actor, {
        action: 'referral.withdraw',
        subjectKind,
        subjectId: `${offer}/${subjectId}`,
        before: { referralId, subjectKind, subjectId, decision, decidedOn },
        reason: reason.value,
      });
      return accepted({ referralId });
    });
  }
}
