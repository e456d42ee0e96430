import type { EntityManager } from 'typeorm';
import type { Candidate, DeclinedPair } from '../../domain/candidates/index.js';
import {
  assert,
  type CaseId,
  type HalfDays,
  type IsoDate,
  type LeaderRef,
  type Metres,
  type OfferYear,
} from '../../domain/kernel/index.js';
import { LIVE_MATCH_STATES, type MatchableCaseState, type MatchState } from '../../domain/lifecycle/index.js';
import { TODAY } from '../offers/index.js';
import { isUuid, matchFacts } from './match-facts.js';

/** A match whose row this transaction holds locked. */
export interface LockedMatch {
  readonly id: string;
  readonly offer: OfferYear;
  readonly runId: string;
  readonly caseId: CaseId;
  readonly leaderRef: LeaderRef;
  readonly halfDays: HalfDays;
  readonly state: MatchState;
  readonly version: number;
  readonly caseStateBefore: MatchableCaseState | null;
  readonly distanceMetres: Metres;
  /** The last day on which the leader may answer; null before it is published. */
  readonly answerBy: IsoDate | null;
  /** That day has gone by. */
  readonly overdue: boolean;
}

/** What a leader who declines says of other dates. */
export interface OtherDates {
  readonly wouldWork: boolean;
  readonly note: string | null;
}

export interface MatchChange {
  readonly match: LockedMatch;
  readonly state: MatchState;
  readonly caseStateBefore: MatchableCaseState | null;
  readonly reason: string | null;
  readonly otherDates?: OtherDates;
}

/** A match that holds its case and its days. */
export interface LiveMatch {
  readonly matchId: string;
  readonly runId: string;
  readonly caseId: CaseId;
  readonly leaderRef: LeaderRef;
  readonly halfDays: HalfDays;
  readonly state: (typeof LIVE_MATCH_STATES)[number];
}

const LOCKED = `id, offer, run_id AS "runId", case_id AS "caseId", leader_ref AS "leaderRef",
  half_days AS "halfDays", state, version, case_state_before AS "caseStateBefore",
  distance_metres AS "distanceMetres", answer_by::text AS "answerBy", COALESCE(answer_by < ${TODAY}, false) AS overdue`;
const LIVE = `id AS "matchId", run_id AS "runId", case_id AS "caseId", leader_ref AS "leaderRef",
  half_days AS "halfDays", state`;

/**
 * Stores what a run proposes, inside the transaction that ends the run; returns how many. A case that the run has
 * already proposed is refused by the database.
 */
export async function insertProposals(
  manager: EntityManager,
  input: { readonly runId: string; readonly offer: OfferYear; readonly matches: readonly Candidate[] },
): Promise<number> {
  const { runId, offer, matches } = input;
  if (matches.length === 0) return 0;
  const rows = await manager.query<unknown[]>(
    `INSERT INTO match (offer, run_id, case_id, leader_ref, half_days, origin, state, distance_metres, facts)
     SELECT $1, $2, "caseId", "leaderRef", "halfDays", 'run', 'proposed', "distanceMetres", facts
       FROM jsonb_to_recordset($3::jsonb) AS row (
            "caseId" text, "leaderRef" text, "halfDays" integer, "distanceMetres" integer, facts jsonb)
     RETURNING 1`,
    [
      offer,
      runId,
      JSON.stringify(
        matches.map(({ caseId, leaderRef, halfDays, distanceMetres, ...rest }) => ({
          ...{ caseId, leaderRef, halfDays, distanceMetres, facts: matchFacts(rest) },
        })),
      ),
    ],
  );
  return rows.length;
}

/** Proposals of a run as they stand, without a lock, with what is left of each leader's budget. */
export async function proposalsStanding(
  manager: EntityManager,
  runId: string,
): Promise<readonly (LockedMatch & { readonly leftHalfDays: HalfDays })[]> {
  return manager.query<(LockedMatch & { leftHalfDays: HalfDays })[]>(
    `SELECT ${LOCKED},
            coalesce((SELECT e.balance FROM leader_budget b JOIN ledger_entry e ON e.budget_id = b.id
                       WHERE b.offer = match.offer AND b.leader_ref = match.leader_ref ORDER BY e.n DESC LIMIT 1), 0)
              AS "leftHalfDays"
       FROM match WHERE run_id = $1 AND state = 'proposed' ORDER BY id`,
    [runId],
  );
}

/** One pair that a reviewer puts into a run, as a proposal; the row is this transaction's own. */
export async function insertPlaced(
  manager: EntityManager,
  input: {
    readonly id: string;
    readonly runId: string;
    readonly offer: OfferYear;
    readonly pair: Candidate;
  },
): Promise<LockedMatch> {
  const { id, runId, offer, pair } = input;
  const rows = await manager.query<LockedMatch[]>(
    `INSERT INTO match (id, offer, run_id, case_id, leader_ref, half_days, origin, state, distance_metres, facts)
     VALUES ($8, $1, $2, $3, $4, $5, 'reviewer', 'proposed', $6, $7::jsonb) RETURNING ${LOCKED}`,
    [
      ...[offer, runId, pair.caseId, pair.leaderRef, pair.halfDays, pair.distanceMetres],
      ...[JSON.stringify(matchFacts(pair)), id],
    ],
  );
  const [row] = rows;
  assert(row !== undefined, 'an inserted match has its row');
  return row;
}

/** The matches named, locked in the order of their ids until the transaction ends; ids that name none are left out. */
export async function lockMatches(
  manager: EntityManager,
  ids: readonly string[],
): Promise<readonly LockedMatch[]> {
  return manager.query<LockedMatch[]>(
    `SELECT ${LOCKED} FROM match WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`,
    [ids.filter(isUuid)],
  );
}

/** Every match of a run, locked in the order of their ids until the transaction ends. */
export async function lockMatchesOfRun(
  manager: EntityManager,
  runId: string,
): Promise<readonly LockedMatch[]> {
  return manager.query<LockedMatch[]>(
    `SELECT ${LOCKED} FROM match WHERE run_id = $1 ORDER BY id FOR UPDATE`,
    [runId],
  );
}

/** The matches of these pairs that are not over, locked in the order of their ids. */
export async function lockMatchesOfPairs(
  manager: EntityManager,
  offer: OfferYear,
  pairs: readonly { readonly leaderRef: LeaderRef; readonly caseId: CaseId }[],
): Promise<readonly LockedMatch[]> {
  return manager.query<LockedMatch[]>(
    `SELECT ${LOCKED} FROM match
      WHERE offer = $1 AND (leader_ref, case_id) IN (SELECT * FROM unnest($2::text[], $3::text[]))
        AND state IN ('proposed','published','accepted','active') ORDER BY id FOR UPDATE`,
    [offer, pairs.map(({ leaderRef }) => leaderRef), pairs.map(({ caseId }) => caseId)],
  );
}

/** The match, locked until the transaction ends; an id that is no UUID names no match. */
export async function lockMatch(manager: EntityManager, id: string): Promise<LockedMatch | undefined> {
  if (!isUuid(id)) return undefined;
  const rows = await manager.query<LockedMatch[]>(`SELECT ${LOCKED} FROM match WHERE id = $1 FOR UPDATE`, [
    id,
  ]);
  return rows[0];
}

/** One published match whose answer-by date has gone by, locked; others are passed over while somebody changes them. */
export async function lockOverdueMatch(manager: EntityManager): Promise<LockedMatch | undefined> {
  const rows = await manager.query<LockedMatch[]>(
    `SELECT ${LOCKED} FROM match WHERE state = 'published' AND answer_by < ${TODAY}
      ORDER BY answer_by, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
  );
  return rows[0];
}

/** Writes states that `transition` allowed; every row must still be the one that was locked. Use `changeMatches`. */
export async function writeMatchStates(
  manager: EntityManager,
  changes: readonly (MatchChange & { readonly answerBy: IsoDate | null })[],
): Promise<void> {
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE match AS m
        SET state = change.state, version = m.version + 1, case_state_before = change."caseStateBefore",
            state_reason = change.reason, changed_at = now(), answer_by = change."answerBy",
            published_at = CASE change.state WHEN 'published' THEN now() WHEN 'proposed' THEN NULL ELSE m.published_at END,
            other_dates = change."otherDates", other_dates_note = change.note
       FROM jsonb_to_recordset($1::jsonb) AS change (
            id uuid, version integer, before text, state text, "caseStateBefore" text, reason text,
            "answerBy" date, "otherDates" boolean, note text)
      WHERE m.id = change.id AND m.version = change.version AND m.state = change.before`,
    [
      JSON.stringify(
        changes.map(({ match, state, caseStateBefore, reason, otherDates, answerBy }) => ({
          ...{ id: match.id, version: match.version, before: match.state },
          ...{ state, caseStateBefore, reason, answerBy },
          ...{ otherDates: otherDates?.wouldWork ?? null, note: otherDates?.note ?? null },
        })),
      ),
    ],
  );
  assert(count === changes.length, `${changes.length - count} matches changed under their own lock`);
}

export async function liveMatchesOfCases(
  manager: EntityManager,
  offer: OfferYear,
  caseIds: readonly CaseId[],
): Promise<readonly LiveMatch[]> {
  return manager.query<LiveMatch[]>(
    `SELECT ${LIVE} FROM match
      WHERE offer = $1 AND case_id = ANY ($2) AND state = ANY ($3) ORDER BY case_id, id`,
    [offer, caseIds, LIVE_MATCH_STATES],
  );
}

/** How many live matches each of some leaders, or of all, has in the offer; absent: none. */
export async function engagementsOfLeaders(
  manager: EntityManager,
  offer: OfferYear,
  leaderRefs?: readonly LeaderRef[],
): Promise<ReadonlyMap<LeaderRef, number>> {
  const rows = await manager.query<{ leaderRef: LeaderRef; held: number }[]>(
    `SELECT leader_ref AS "leaderRef", count(*)::integer AS held FROM match
      WHERE offer = $1 AND state = ANY ($2) ${leaderRefs === undefined ? '' : 'AND leader_ref = ANY ($3)'}
      GROUP BY leader_ref`,
    [offer, LIVE_MATCH_STATES, ...(leaderRefs === undefined ? [] : [leaderRefs])],
  );
  return new Map(rows.map(({ leaderRef, held }) => [leaderRef, held]));
}

/** A leader who takes on only so many engagements at once. */
export interface Engagements {
  readonly leaderRef: LeaderRef;
  /** Live matches in the offer. */
  readonly held: number;
  /** By today's answer to the survey; 0: withdrawn. */
  readonly maxEngagements: number;
}

/** Those of the leaders who have such a limit, in the order given. */
export async function limitedEngagements(
  manager: EntityManager,
  offer: OfferYear,
  leaderRefs: readonly LeaderRef[],
): Promise<readonly Engagements[]> {
  return manager.query<Engagements[]>(
    `SELECT * FROM (
       SELECT a.leader_ref AS "leaderRef",
              CASE a.state WHEN 'withdrawn' THEN 0 ELSE (a.facts->>'maxEngagements')::integer END AS "maxEngagements",
              (SELECT count(*)::integer FROM match m
                WHERE m.offer = a.offer AND m.leader_ref = a.leader_ref AND m.state = ANY ($3)) AS held
         FROM survey_answer a WHERE a.offer = $1 AND a.leader_ref = ANY ($2)) limited
      WHERE "maxEngagements" IS NOT NULL ORDER BY array_position($2, "leaderRef")`,
    [offer, leaderRefs, LIVE_MATCH_STATES],
  );
}

/**
 * Pairs with these cases whose leader's last word was a no, and not "at another time". A match that the leader took on
 * later is a yes.
 */
export async function declinedPairs(
  manager: EntityManager,
  offer: OfferYear,
  caseIds: readonly CaseId[],
): Promise<readonly DeclinedPair[]> {
  return manager.query<DeclinedPair[]>(
    `SELECT leader_ref AS "leaderRef", case_id AS "caseId", day::text AS "on" FROM (
       SELECT DISTINCT ON (leader_ref, case_id) leader_ref, case_id, state, other_dates,
              (changed_at AT TIME ZONE 'Europe/London')::date AS day
         FROM match
        WHERE offer = $1 AND case_id = ANY ($2)
          AND state IN ('declined','accepted','active','completed','ended-early')
        ORDER BY leader_ref, case_id, changed_at DESC, id) last
      WHERE state = 'declined' AND other_dates IS NOT TRUE ORDER BY leader_ref, case_id`,
    [offer, caseIds],
  );
}

/** Every live match of an offer: what a run's snapshot must leave alone. */
export async function liveMatchesOfOffer(
  manager: EntityManager,
  offer: OfferYear,
): Promise<readonly LiveMatch[]> {
  return manager.query<LiveMatch[]>(
    `SELECT ${LIVE} FROM match WHERE offer = $1 AND state = ANY ($2) ORDER BY case_id, id`,
    [offer, LIVE_MATCH_STATES],
  );
}
