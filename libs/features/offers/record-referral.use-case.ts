import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type OfferYear, type Outcome, refused } from '../../domain/kernel/index.js';
import { offerPolicy, type Referral, takesRequests } from '../../domain/offers/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { insertReferral, schoolOf, trustExists } from './offer-records.repository.js';
import { cleanText, givenReason, pastDay } from './past-day.js';

export interface RecordReferralInput {
  readonly offer: OfferYear;
  readonly subjectKind: Referral['subjectKind'];
  readonly subjectId: string;
  readonly decision: Referral['decision'];
  /** Who decided. */
  readonly decidedBy?: string;
  /** The day of the decision, of a pending one the day on which it was asked; today where it is left out. */
  readonly on?: string;
  readonly reason: string;
}

export type RecordReferralRefusal =
  | 'offer-without-requests'
  | 'unknown-school'
  | 'unknown-trust'
  | 'bad-date'
  | 'date-in-future'
  | 'decided-by-too-long'
  | 'reason-needed'
  | 'reason-too-long';

const DECIDED_BY_LENGTH = 200;

/**
 * Records the decision on an exceptional request, or on an application where the offer is on application, beside the file
 * of them; the newest of both counts.
 */
@Injectable()
export class RecordReferral {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    input: RecordReferralInput,
  ): Promise<Outcome<{ readonly referralId: string }, RecordReferralRefusal>> {
    const { offer, subjectKind, decision } = input;
    if (!takesRequests(offerPolicy(offer))) return refused('offer-without-requests', { offer });
    const subjectId = cleanText(input.subjectId);
    const reason = givenReason(input.reason);
    if (!reason.ok) return reason;
    const decidedBy = cleanText(input.decidedBy) || null;
    if ((decidedBy ?? '').length > DECIDED_BY_LENGTH) {
      return refused('decided-by-too-long', { limit: DECIDED_BY_LENGTH });
    }
    return this.database.transaction(actor, async (manager) => {
      if (subjectKind === 'school' && (await schoolOf(manager, subjectId)) === undefined) {
        return refused('unknown-school', { urn: subjectId });
      }
      if (subjectKind === 'trust' && !(await trustExists(manager, subjectId))) {
        return refused('unknown-trust', { trustUid: subjectId });
      }
      const day = await pastDay(manager, input.on);
      if (!day.ok) return day;
      const referral = { subjectKind, subjectId, decision, decidedOn: day.value };
      const referralId = await insertReferral(manager, offer, {
        ...{ ...referral, decidedBy },
        ...{ reason: reason.value, recordedBy: actor.id },
      });
      await append(manager, actor, {
        action: 'referral.record',
        subjectKind,
        subjectId: `${offer}/${subjectId}`,
        after: { referralId, ...referral },
        reason: reason.value,
      });
      return accepted({ referralId });
    });
  }
}
