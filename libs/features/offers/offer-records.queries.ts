import { Injectable } from '@nestjs/common';
import type { IsoDate, LeaderRef, OfferYear, TrustUid, Urn } from '../../domain/kernel/index.js';
import type { OfferSettings, Referral } from '../../domain/offers/index.js';
import { Database } from '../../platform/database/index.js';
import { offerSettings } from './assessment-inputs.queries.js';

export interface DirectSupport {
  /** Null: the register does not hold the school now. */
  readonly name: string | null;
  readonly urn: Urn;
  readonly agreed: boolean;
  readonly trustUid: TrustUid | null;
  readonly leaderRef: LeaderRef | null;
  readonly decidedOn: IsoDate;
  readonly reason: string;
  readonly recordedBy: string;
}

export interface ListedReferral {
  /** Null: neither the register nor the groups hold it now. */
  readonly name: string | null;
  /** Of a record; null: a row of the list. */
  readonly referralId: string | null;
  /** `record`: by hand; `file`: a row of the list of referrals, or of applications. */
  readonly from: 'record' | 'file';
  readonly subjectKind: Referral['subjectKind'];
  readonly subjectId: string;
  readonly decision: Referral['decision'];
  readonly decidedOn: IsoDate | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly recordedBy: string | null;
  /** Why it was withdrawn; null: it was not. */
  readonly withdrawn: { readonly by: string; readonly reason: string } | null;
}

const SCHOOL_NAME = `(SELECT s.name FROM school s WHERE s.urn = "subjectId")`;
const TRUST_NAME = `COALESCE((SELECT t.facts->>'name' FROM trust t WHERE t.uid = "subjectId"),
  (SELECT max(s.facts->>'trustName') FROM school s WHERE s.trust_uid = "subjectId"))`;

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
      `SELECT DISTINCT ON (d.urn) d.urn, s.name, d.agreed, d.trust_uid AS "trustUid", d.leader_ref AS "leaderRef",
         d.decided_on::text AS "decidedOn", d.reason, d.recorded_by AS "recordedBy"
       FROM direct_support d LEFT JOIN school s ON s.urn = d.urn WHERE d.offer = $1 ORDER BY d.urn, d.id DESC`,
      [offer],
    );
  }

  /** Of file and record, by subject and day. */
  async referrals(offer: OfferYear): Promise<readonly ListedReferral[]> {
    return this.database.manager.query<ListedReferral[]>(
      `SELECT asked.*, CASE "subjectKind" WHEN 'school' THEN ${SCHOOL_NAME} ELSE ${TRUST_NAME} END AS name FROM (
       SELECT 'record' AS from, r.id AS "referralId", r.subject_kind AS "subjectKind", r.subject_id AS "subjectId",
         r.decision, r.decided_on::text AS "decidedOn", r.decided_by AS "decidedBy", r.reason,
         r.recorded_by AS "recordedBy",
         CASE WHEN w.id IS NOT NULL THEN jsonb_build_object('by', w.recorded_by, 'reason', w.reason) END AS withdrawn
       FROM referral_record r LEFT JOIN referral_record w ON w.withdraws = r.id
       WHERE r.offer = $1 AND r.withdraws IS NULL
       UNION ALL
       SELECT 'file', NULL, facts->>'subjectKind', facts->>'subjectId', facts->>'decision', facts->>'decidedOn',
         facts->>'decidedBy', NULL, NULL, NULL
       FROM offer_list_entry WHERE offer = $1 AND list IN ('referrals', 'applications')
       ) asked ORDER BY 3, 4, 6, 1, 2`,
      [offer],
    );
  }
}
