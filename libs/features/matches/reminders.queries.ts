import type { EntityManager } from 'typeorm';
import type { CaseId, IsoDate, LeaderRef, OfferYear } from '../../domain/kernel/index.js';
import { TODAY } from '../offers/index.js';

export interface MatchToRemindOf {
  readonly matchId: string;
  readonly offer: OfferYear;
  readonly caseId: CaseId;
  readonly caseName: string;
  readonly leaderRef: LeaderRef;
  readonly answerBy: IsoDate;
}

const MOST = 500;

/**
 * Published matches to be answered by `until` at the latest that were not published today and whose leader was not
 * reminded of this date. Locked: an answer given meanwhile waits, and cancels the reminder.
 */
export async function matchesToRemindOf(
  manager: EntityManager,
  until: IsoDate,
): Promise<readonly MatchToRemindOf[]> {
  return manager.query<MatchToRemindOf[]>(
    `SELECT m.id AS "matchId", m.offer, m.case_id AS "caseId", c.name AS "caseName", m.leader_ref AS "leaderRef",
            m.answer_by::text AS "answerBy"
       FROM match m JOIN support_case c ON c.offer = m.offer AND c.case_id = m.case_id
      WHERE m.state = 'published' AND m.answer_by BETWEEN ${TODAY} AND $1
        AND (m.published_at AT TIME ZONE 'Europe/London')::date < ${TODAY}
        AND NOT EXISTS (SELECT 1 FROM message
                         WHERE unique_key = 'answer-by:' || m.id || ':' || m.answer_by)
      ORDER BY m.id LIMIT ${String(MOST)} FOR UPDATE OF m SKIP LOCKED`,
    [until],
  );
}
