import { Injectable } from '@nestjs/common';
import { type HalfDays, OFFER_YEARS, type OfferYear } from '../../domain/kernel/index.js';
import { STORED_IMPORT_STATES } from '../../domain/lifecycle/index.js';
import { Database } from '../../platform/database/index.js';
import { CONTACT_STATUS, TODAY } from '../offers/index.js';

/** How far one offer is, as counts of what is done and of what waits for somebody. */
export interface RoundFigures {
  readonly offer: OfferYear;
  /** Files of this offer whose facts are stored. */
  readonly files: number;
  readonly cases: number;
  /** Eligible cases still going on that nobody was contacted about, by whether their day has passed. */
  readonly contactsOverdue: number;
  readonly contactsDue: number;
  /** With days in a budget. */
  readonly leaders: number;
  /** Proposals of the newest run that can be published or was. */
  readonly toPublish: number;
  /** Overrides that wait for a second reviewer. */
  readonly toApprove: number;
  /** Published matches without an answer; `answersLate` of them past the last day. */
  readonly toAnswer: number;
  readonly answersLate: number;
  readonly accepted: number;
  /** Logged, neither signed off nor withdrawn. */
  readonly unsignedHalfDays: HalfDays;
  readonly signedHalfDays: HalfDays;
  /** Signed, in no claim in force. */
  readonly unclaimedHalfDays: HalfDays;
}

/** Files of every offer. */
export interface FileFigures {
  readonly stored: number;
  /** Waiting for somebody to say what they hold, or to confirm them. */
  readonly waiting: number;
}

const DAYS = `(SELECT coalesce(sum(v.half_days), 0)::integer FROM visit v JOIN match m ON m.id = v.match_id
  WHERE m.offer = y.offer AND v.state`;
const UNCLAIMED = `NOT EXISTS (SELECT 1 FROM claim_line l WHERE l.visit_id = v.id AND l.in_force)`;

/** What the start page says about each offer. */
@Injectable()
export class RoundFiguresQueries {
  constructor(private readonly database: Database) {}

  /** Every offer, newest first. */
  async ofOffers(): Promise<readonly RoundFigures[]> {
    return this.database.manager.query<RoundFigures[]>(
      `SELECT y.offer, (SELECT count(*)::integer FROM import WHERE offer = y.offer AND state = ANY ($2)) AS files,
              coalesce(c.cases, 0) AS cases, coalesce(c.overdue, 0) AS "contactsOverdue",
              coalesce(c.due, 0) AS "contactsDue",
              (SELECT count(*)::integer FROM leader_budget b WHERE b.offer = y.offer) AS leaders,
              (SELECT count(*)::integer FROM match m WHERE m.state = 'proposed' AND m.run_id =
                (SELECT id FROM run WHERE offer = y.offer AND state IN ('solved','published')
                  ORDER BY created_at DESC, id DESC LIMIT 1)) AS "toPublish",
              (SELECT count(*)::integer FROM match_decision d JOIN run r ON r.id = d.run_id
                WHERE r.offer = y.offer AND d.state = 'awaiting-approval') AS "toApprove",
              coalesce(a.published, 0) AS "toAnswer", coalesce(a.late, 0) AS "answersLate",
              coalesce(a.accepted, 0) AS accepted,
              ${DAYS} = 'draft') AS "unsignedHalfDays", ${DAYS} = 'signed') AS "signedHalfDays",
              ${DAYS} = 'signed' AND ${UNCLAIMED}) AS "unclaimedHalfDays"
         FROM unnest($1::text[]) AS y (offer)
         LEFT JOIN (
           SELECT offer, count(*)::integer AS cases, count(*) FILTER (WHERE contact = 'overdue')::integer AS overdue,
                  count(*) FILTER (WHERE contact = 'due')::integer AS due
             FROM (SELECT offer, ${CONTACT_STATUS} AS contact
                     FROM support_case WHERE eligible) eligible_case GROUP BY offer) c ON c.offer = y.offer
         LEFT JOIN (
           SELECT offer, count(*) FILTER (WHERE state = 'published')::integer AS published,
                  count(*) FILTER (WHERE state = 'published' AND answer_by < ${TODAY})::integer AS late,
                  count(*) FILTER (WHERE state IN ('accepted','active','completed'))::integer AS accepted
             FROM match WHERE state <> 'proposed' GROUP BY offer) a ON a.offer = y.offer
        ORDER BY y.offer DESC`,
      [OFFER_YEARS, STORED_IMPORT_STATES],
    );
  }

  async ofFiles(): Promise<FileFigures> {
    const [row] = await this.database.manager.query<FileFigures[]>(
      `SELECT count(*) FILTER (WHERE state = ANY ($1))::integer AS stored,
              count(*) FILTER (WHERE state IN ('needs-kind','needs-columns','ready'))::integer AS waiting FROM import`,
      [STORED_IMPORT_STATES],
    );
    return row ?? { stored: 0, waiting: 0 };
  }
}
