import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type OfferYear, type Outcome, refused } from '../../domain/kernel/index.js';
import { offerPolicy } from '../../domain/offers/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { leaderExists } from './case-work.repository.js';
import { agreedNow, insertDirectSupport, schoolOf } from './offer-records.repository.js';
import { cleanText, givenReason, pastDay } from './past-day.js';

export interface AgreeDirectSupportInput {
  readonly offer: OfferYear;
  readonly urn: string;
  /** False: the agreement is taken back. */
  readonly agreed: boolean;
  /** Who agreed with the trust. */
  readonly leaderRef?: string;
  /** Today where it is left out. */
  readonly on?: string;
  readonly reason: string;
}

export type AgreeDirectSupportRefusal =
  | 'offer-without-direct-support'
  | 'unknown-school'
  | 'school-in-no-trust'
  | 'unknown-leader'
  | 'already-agreed'
  | 'not-agreed'
  | 'bad-date'
  | 'date-in-future'
  | 'reason-needed'
  | 'reason-too-long';

/** Records that trust and leader agree on direct support of a school, or no longer do; the next assessment uses it. */
@Injectable()
export class AgreeDirectSupport {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    input: AgreeDirectSupportInput,
  ): Promise<Outcome<{ readonly urn: string; readonly agreed: boolean }, AgreeDirectSupportRefusal>> {
    const { offer, agreed } = input;
    const [urn, leaderRef] = [cleanText(input.urn), cleanText(input.leaderRef) || null];
    if (agreed && offerPolicy(offer).trustLevelRule === null) {
      return refused('offer-without-direct-support', { offer });
    }
    const reason = givenReason(input.reason);
    if (!reason.ok) return reason;
    return this.database.transaction(actor, async (manager) => {
      const school = await schoolOf(manager, urn);
      if (school === undefined) return refused('unknown-school', { urn });
      if (school.trustUid === null && agreed) return refused('school-in-no-trust', { urn });
      if (leaderRef !== null && !(await leaderExists(manager, leaderRef))) {
        return refused('unknown-leader', { leaderRef });
      }
      const day = await pastDay(manager, input.on);
      if (!day.ok) return day;
      const before = (await agreedNow(manager, offer, urn)) ?? false;
      if (before === agreed) return refused(agreed ? 'already-agreed' : 'not-agreed', { urn });
      const row = { agreed, trustUid: school.trustUid, leaderRef, decidedOn: day.value };
      await insertDirectSupport(manager, {
        ...{ offer, urn, ...row },
        ...{ reason: reason.value, recordedBy: actor.id },
      });
      await append(manager, actor, {
        action: agreed ? 'direct-support.agree' : 'direct-support.revoke',
        subjectKind: 'school',
        subjectId: `${offer}/${urn}`,
        before: { agreed: before },
        after: row,
        reason: reason.value,
      });
      return accepted({ urn, agreed });
    });
  }
}
