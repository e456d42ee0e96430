import { Injectable } from '@nestjs/common';
import type { IsoDate, LeaderRef, OfferYear, TrustUid, Urn } from '../../domain/kernel/index.js';
import type { OfferSettings, Referral } from '../../domain/offers/index.js';
import { Database } from '../../platform/database/index.js';
import { offerSettings } from './assessment-inputs.queries.js';

export interface DirectSupport {
  readonly urn: Urn;
  readonly agreed: boolean;
  readonly trustUid: TrustUid | null;
  readonly leaderRef: LeaderRef | null;
  readonly decidedOn: IsoDate;
  readonly reason: string;
  readonly recordedBy: string;
}

export interface ListedReferral {
  /** `record`: by hand; `file`: a row of the list of referrals. */
  readonly from: 'record' | 'file';
  readonly subjectKind: Referral['subjectKind'];
  readonly subjectId: string;
  readonly decision: Referral['decision'];
  readonly decidedOn: IsoDate | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly recordedBy: string | null;
}

/** Reads of what coordinators set and recorded for an offer. */
@Injectable()
export class OfferRecordsQueries {
  constructor(private readonly database: Database) {}

  settings(offer: OfferYear): Promise<{ readonly settings: OfferSettings; readonly version: number }> {
    return offerSettings(this.database.manager, offer);
  }

  /** What was last said about each school, by URN; agreements taken back too. */
  async directSupport(offer: OfferYear): Promise<readonly DirectSupport[]> {
    return this.database.manager.query<DirectSupport[]>(
      `SELECT DISTINCT ON (urn) urn, agreed, trust_uid AS "trustUid", leader_ref AS "leaderRef",
         decided_on::text AS "decidedOn", reason, recorded_by AS "recordedBy"
       FROM direct_support WHERE offer = $1 ORDER BY urn, id DESC`,
      [offer],
    );
  }

  /** Of file and record, by subject and day. */
  async referrals(offer: OfferYear): Promise<readonly ListedReferral[]> {
    return this.database.manager.query<ListedReferral[]>(
      `SELECT 'record' AS from, subject_kind AS "subjectKind", subject_id AS "subjectId", decision,
         decided_on::text AS "decidedOn", decided_by AS "decidedBy", reason, recorded_by AS "recordedBy"
       FROM referral_record WHERE offer = $1
       UNION ALL
       SELECT 'file', facts->>'subjectKind', facts->>'subjectId', facts->>'decision', facts->>'decidedOn',
         facts->>'decidedBy', NULL, NULL
       FROM offer_list_entry WHERE offer = $1 AND list = 'referrals'
       ORDER BY 2, 3, 5, 1`,
      [offer],
    );
  }
}
