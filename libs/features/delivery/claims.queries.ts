import { Injectable } from '@nestjs/common';
import type { CaseId, HalfDays, IsoDate, LeaderRef, OfferYear } from '../../domain/kernel/index.js';
import type { ClaimState } from '../../domain/lifecycle/index.js';
import { Database } from '../../platform/database/index.js';
import { isUuid } from '../matches/index.js';

export interface ClaimView {
  readonly id: string;
  readonly offer: OfferYear;
  /** Null: every leader of the offer. */
  readonly leaderRef: LeaderRef | null;
  readonly leaderName: string | null;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly dayRatePence: number;
  readonly halfDays: HalfDays;
  readonly amountPence: number;
  readonly visits: number;
  readonly state: ClaimState;
  readonly version: number;
  readonly withdrawnReason: string | null;
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** One claimed visit, as it goes to whoever pays. */
export interface ClaimLine {
  readonly claimId: string;
  readonly visitId: string;
  readonly offer: OfferYear;
  readonly leaderRef: LeaderRef;
  readonly leaderName: string;
  readonly caseId: CaseId;
  readonly caseName: string;
  readonly visitedOn: IsoDate;
  readonly signedOn: IsoDate;
  readonly halfDays: HalfDays;
  readonly dayRatePence: number;
  readonly amountPence: number;
}

/** Signed days of an offer that no claim in force has. */
export interface Unclaimed {
  readonly visits: number;
  readonly halfDays: HalfDays;
}

const MOST_CLAIMS = 10_000;

const VIEW = `
  SELECT c.id, c.offer, c.leader_ref AS "leaderRef", l.name AS "leaderName", c.from_date::text AS "from",
         c.to_date::text AS "to", c.day_rate_pence AS "dayRatePence", c.half_days AS "halfDays",
         c.amount_pence AS "amountPence", c.state, c.version, c.withdrawn_reason AS "withdrawnReason",
         c.made_by AS "madeBy", c.made_at AS "madeAt",
         (SELECT count(*)::integer FROM claim_line WHERE claim_id = c.id) AS visits
    FROM claim c LEFT JOIN leader l ON l.ref = c.leader_ref`;

/** Reads of claims for pages and the API. An id that is no UUID names nothing. */
@Injectable()
export class ClaimsQueries {
  constructor(private readonly database: Database) {}

  /** Newest first; `offer` absent: of every offer. */
  async list(offer?: OfferYear): Promise<readonly ClaimView[]> {
    return this.database.manager.query<ClaimView[]>(
      `${VIEW} WHERE ($1::text IS NULL OR c.offer = $1) ORDER BY c.made_at DESC, c.id LIMIT $2`,
      [offer ?? null, MOST_CLAIMS],
    );
  }

  async find(claimId: string): Promise<ClaimView | undefined> {
    if (!isUuid(claimId)) return undefined;
    const rows = await this.database.manager.query<ClaimView[]>(`${VIEW} WHERE c.id = $1`, [claimId]);
    return rows[0];
  }

  /** By leader and date; those of a withdrawn claim too. */
  async lines(claimId: string): Promise<readonly ClaimLine[]> {
    if (!isUuid(claimId)) return [];
    return this.database.manager.query<ClaimLine[]>(
      `SELECT l.claim_id AS "claimId", l.visit_id AS "visitId", m.offer, m.leader_ref AS "leaderRef",
              leader.name AS "leaderName", m.case_id AS "caseId", s.name AS "caseName",
              v.visited_on::text AS "visitedOn",
              (o.signed_at AT TIME ZONE 'Europe/London')::date::text AS "signedOn", l.half_days AS "halfDays",
              c.day_rate_pence AS "dayRatePence", l.amount_pence AS "amountPence"
         FROM claim_line l
         JOIN claim c ON c.id = l.claim_id
         JOIN visit v ON v.id = l.visit_id
         JOIN sign_off o ON o.id = v.sign_off_id
         JOIN match m ON m.id = v.match_id
         JOIN leader ON leader.ref = m.leader_ref
         JOIN support_case s ON s.offer = m.offer AND s.case_id = m.case_id
        WHERE l.claim_id = $1 ORDER BY m.leader_ref, v.visited_on, v.id`,
      [claimId],
    );
  }

  async unclaimed(offer: OfferYear): Promise<Unclaimed> {
    const [row] = await this.database.manager.query<Unclaimed[]>(
      `SELECT count(*)::integer AS visits, coalesce(sum(v.half_days), 0)::integer AS "halfDays"
         FROM visit v JOIN match m ON m.id = v.match_id
        WHERE m.offer = $1 AND v.state = 'signed'
          AND NOT EXISTS (SELECT 1 FROM claim_line l WHERE l.visit_id = v.id AND l.in_force)`,
      [offer],
    );
    return row ?? { visits: 0, halfDays: 0 };
  }
}
