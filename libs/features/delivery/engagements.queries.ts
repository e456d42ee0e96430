import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompletionOutcome } from '../../domain/delivery/index.js';
import {
  accepted,
  type Actor,
  type CaseId,
  type HalfDays,
  type IsoDate,
  type LeaderRef,
  type OfferYear,
  type Outcome,
} from '../../domain/kernel/index.js';
import type { MatchState, VisitState } from '../../domain/lifecycle/index.js';
import { Database } from '../../platform/database/index.js';
import { isUuid } from '../matches/index.js';
import { linkOfToken, openLink, type SignOffLinkRefusal } from './sign-off-link-state.js';
import { SIGN_BY } from './sign-offs.repository.js';

export interface VisitView {
  readonly id: string;
  readonly visitedOn: IsoDate;
  readonly halfDays: HalfDays;
  readonly done: string;
  readonly doneBy: string;
  readonly state: VisitState;
  readonly version: number;
  /** What the school says is wrong with it; null: nothing. */
  readonly schoolComment: string | null;
  readonly signedAt: Date | null;
  /** Name and role as given; null while it is not signed. */
  readonly signedBy: string | null;
}

export interface CompletionView {
  readonly outcome: CompletionOutcome;
  readonly report: string;
  readonly endedEarlyReason: string | null;
  readonly deliveredHalfDays: HalfDays;
  readonly releasedHalfDays: HalfDays;
  readonly recordedAt: Date;
}

export interface OpenLink {
  readonly id: string;
  readonly expiresAt: Date;
  /** The last day on which it can be used. */
  readonly signBy: IsoDate;
}

/** A match being delivered: its days, its visits, and who has been asked to sign. */
export interface EngagementView {
  readonly matchId: string;
  readonly offer: OfferYear;
  readonly caseId: CaseId;
  readonly caseName: string;
  readonly leaderRef: LeaderRef;
  readonly leaderName: string;
  readonly state: MatchState;
  readonly version: number;
  readonly halfDays: HalfDays;
  /** Signed by the school. */
  readonly deliveredHalfDays: HalfDays;
  /** Logged and not signed yet. */
  readonly unsignedHalfDays: HalfDays;
  /** Not logged yet; 0 when the match is over. */
  readonly leftHalfDays: HalfDays;
  /** By date; withdrawn ones are left out. */
  readonly visits: readonly VisitView[];
  /** The open link; null: there is none, or it was used, revoked or has expired. */
  readonly link: OpenLink | null;
  readonly completion: CompletionView | null;
}

/** What the school sees behind its link. */
export interface SignOffView {
  readonly offer: OfferYear;
  readonly caseName: string;
  readonly leaderName: string;
  readonly expiresAt: Date;
  /** The last day on which the link can be used. */
  readonly signBy: IsoDate;
  readonly visits: readonly Pick<
    VisitView,
    'id' | 'visitedOn' | 'halfDays' | 'done' | 'doneBy' | 'version' | 'schoolComment'
  >[];
}

type MatchRow = Pick<
  EngagementView,
  'matchId' | 'offer' | 'caseId' | 'caseName' | 'leaderRef' | 'leaderName' | 'state' | 'version' | 'halfDays'
>;

const MATCH = `
  SELECT m.id AS "matchId", m.offer, m.case_id AS "caseId", c.name AS "caseName", m.leader_ref AS "leaderRef",
         l.name AS "leaderName", m.state, m.version, m.half_days AS "halfDays"
    FROM match m
    JOIN support_case c ON c.offer = m.offer AND c.case_id = m.case_id
    JOIN leader l ON l.ref = m.leader_ref`;
const OVER: readonly MatchState[] = [
  'declined',
  'lapsed',
  'completed',
  'ended-early',
  'superseded',
  'stopped',
];

/** Reads of what is being delivered. */
@Injectable()
export class EngagementsQueries {
  constructor(private readonly database: Database) {}

  /** A leader sees their own, once published; unknown and foreign matches look the same. */
  async find(actor: Actor, matchId: string): Promise<EngagementView | undefined> {
    if (!isUuid(matchId)) return undefined;
    const { manager } = this.database;
    const [match] = await manager.query<MatchRow[]>(`${MATCH} WHERE m.id = $1 AND m.state <> 'proposed'`, [
      matchId,
    ]);
    const seesAll = actor.roles.some((role) => role !== 'leader');
    if (match === undefined || (!seesAll && actor.leaderRef !== match.leaderRef)) return undefined;
    const visits = await visitsOf(manager, matchId);
    const [link] = await manager.query<OpenLink[]>(
      `SELECT id, expires_at AS "expiresAt", ${SIGN_BY} AS "signBy" FROM sign_off_link
        WHERE match_id = $1 AND revoked_at IS NULL AND used_at IS NULL AND expires_at > now()`,
      [matchId],
    );
    const [completion] = await manager.query<CompletionView[]>(
      `SELECT outcome, report, ended_early_reason AS "endedEarlyReason", delivered_half_days AS "deliveredHalfDays",
              released_half_days AS "releasedHalfDays", recorded_at AS "recordedAt"
         FROM completion WHERE match_id = $1`,
      [matchId],
    );
    const [delivered, unsigned] = [sumOf(visits, 'signed'), sumOf(visits, 'draft')];
    return {
      ...{ ...match, visits, link: link ?? null, completion: completion ?? null },
      ...{ deliveredHalfDays: delivered, unsignedHalfDays: unsigned },
      leftHalfDays: OVER.includes(match.state) ? 0 : match.halfDays - delivered - unsigned,
    };
  }

  /** What a school's link shows: the visits that wait for it. Used, revoked and expired links are refused. */
  async forSignOff(token: string): Promise<Outcome<SignOffView, SignOffLinkRefusal>> {
    const { manager } = this.database;
    const found = await linkOfToken(manager, token);
    if (!found.ok) return found;
    const link = openLink(found.value);
    if (!link.ok) return link;
    const { id, matchId } = link.value;
    const [row] = await manager.query<Omit<SignOffView, 'visits'>[]>(
      `SELECT m.offer, c.name AS "caseName", l.name AS "leaderName", s.expires_at AS "expiresAt", ${SIGN_BY} AS "signBy"
         FROM sign_off_link s
         JOIN match m ON m.id = s.match_id
         JOIN support_case c ON c.offer = m.offer AND c.case_id = m.case_id
         JOIN leader l ON l.ref = m.leader_ref
        WHERE s.id = $1`,
      [id],
    );
    if (row === undefined) throw new Error(`sign-off link ${id} has lost its match`);
    const visits = (await visitsOf(manager, matchId)).filter(({ state }) => state === 'draft');
    return accepted({ ...row, visits });
  }
}

function visitsOf(manager: EntityManager, matchId: string): Promise<readonly VisitView[]> {
  return manager.query<VisitView[]>(
    `SELECT v.id, v.visited_on::text AS "visitedOn", v.half_days AS "halfDays", n.done, n.done_by AS "doneBy",
            v.state, v.version, n.school_comment AS "schoolComment", o.signed_at AS "signedAt",
            p.signed_by || ', ' || p.role AS "signedBy"
       FROM visit v
       JOIN visit_note n ON n.visit_id = v.id
       LEFT JOIN sign_off o ON o.id = v.sign_off_id
       LEFT JOIN sign_off_note p ON p.sign_off_id = v.sign_off_id
      WHERE v.match_id = $1 AND v.state <> 'withdrawn' ORDER BY v.visited_on, v.id`,
    [matchId],
  );
}

function sumOf(visits: readonly VisitView[], state: VisitState): HalfDays {
  return visits.reduce((sum, visit) => (visit.state === state ? sum + visit.halfDays : sum), 0);
}
