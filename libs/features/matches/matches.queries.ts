import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CaseId, HalfDays, IsoDate, LeaderRef, Metres, OfferYear } from '../../domain/kernel/index.js';
import { LIVE_MATCH_STATES, type MatchState } from '../../domain/lifecycle/index.js';
import { whyMatch } from '../../wording/index.js';
import { Database } from '../../platform/database/index.js';
import { isUuid, type MatchFacts } from './match-facts.js';

/** One match as lists and pages show it. */
export interface MatchView {
  readonly id: string;
  readonly offer: OfferYear;
  readonly runId: string;
  readonly caseId: CaseId;
  readonly caseName: string;
  /** The case's: 1 is served first. */
  readonly priority: number;
  readonly leaderRef: LeaderRef;
  readonly leaderName: string;
  readonly halfDays: HalfDays;
  readonly origin: 'run' | 'reviewer';
  readonly state: MatchState;
  readonly version: number;
  readonly distanceMetres: Metres;
  readonly facts: MatchFacts;
  /** Why this leader, in plain words. */
  readonly why: string;
  /** What was said about the last change of state; null: nothing. */
  readonly stateReason: string | null;
  /** Null: it is a proposal. */
  readonly publishedAt: Date | null;
  /** The last day on which the leader may answer; null: it is a proposal. */
  readonly answerBy: IsoDate | null;
  /** Of a declined one: whether other dates would work, and which; null: not said. */
  readonly otherDates: boolean | null;
  readonly otherDatesNote: string | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

/** A match as pages about the whole of a run read it: what they count and draw, without words and dates. */
export type RunMatchView = Pick<
  MatchView,
  | 'id'
  | 'runId'
  | 'caseId'
  | 'caseName'
  | 'priority'
  | 'leaderRef'
  | 'leaderName'
  | 'halfDays'
  | 'origin'
  | 'state'
  | 'distanceMetres'
  | 'facts'
>;

export interface MatchFilter {
  readonly offer?: string;
  readonly runId?: string;
  readonly leaderRef?: string;
  readonly caseId?: string;
  /** Any of these; absent: every state. */
  readonly states?: readonly MatchState[];
}

export interface MatchPage {
  readonly items: readonly MatchView[];
  /** Hand back as `cursor` for the next page; null at the end. */
  readonly nextCursor: string | null;
}

/** A match whose days in the ledger are not what its state says. */
export interface WrongReservation {
  readonly matchId: string;
  readonly offer: OfferYear;
  readonly leaderRef: LeaderRef;
  readonly state: MatchState;
  readonly expectedHalfDays: HalfDays;
  readonly reservedHalfDays: HalfDays;
}

const PAGE_SIZE = 50;
const PAGE_SIZE_MAX = 500;
const EVERY_MAX = 10_000;

const VIEW = `
  SELECT m.id, m.offer, m.run_id AS "runId", m.case_id AS "caseId", c.name AS "caseName", c.priority,
         m.leader_ref AS "leaderRef", l.name AS "leaderName", m.half_days AS "halfDays", m.origin, m.state,
         m.version, m.distance_metres AS "distanceMetres", m.facts, m.state_reason AS "stateReason",
         m.published_at AS "publishedAt", m.answer_by::text AS "answerBy", m.other_dates AS "otherDates",
         m.other_dates_note AS "otherDatesNote", m.created_at AS "createdAt", m.changed_at AS "changedAt"
    FROM match m
    JOIN support_case c ON c.offer = m.offer AND c.case_id = m.case_id
    JOIN leader l ON l.ref = m.leader_ref`;

/** Reads of matches for pages and the API. An id that is no UUID names nothing. */
@Injectable()
export class MatchesQueries {
  constructor(private readonly database: Database) {}

  /**
   * Best priority first, then by case. `limit`: 50, at most 500. An unreadable cursor starts from the top; an unknown
   * value in the filter finds nothing.
   */
  async list(
    filter: MatchFilter,
    page: { readonly cursor?: string; readonly limit?: number } = {},
  ): Promise<MatchPage> {
    const limit = Math.min(Math.max(Math.trunc(page.limit ?? PAGE_SIZE), 1), PAGE_SIZE_MAX);
    const found = await this.select(filter, readCursor(page.cursor), limit + 1);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: found.length > limit && last ? writeCursor(last) : null };
  }

  /** Every match that the filter lets through, at most 10,000; best priority first, then by case. */
  every(filter: MatchFilter): Promise<readonly MatchView[]> {
    return this.select(filter, readCursor(undefined), EVERY_MAX);
  }

  /** Every match of a run, in whatever state; best priority first, then by case. */
  async ofRun(runId: string): Promise<readonly RunMatchView[]> {
    if (!isUuid(runId)) return [];
    // One value for all of them: thousands of rows are read as one text far faster than cell by cell.
    const rows = await this.database.manager.query<{ matches: readonly RunMatchView[] | null }[]>(
      `SELECT json_agg(json_build_object('id', m.id, 'runId', m.run_id, 'caseId', m.case_id, 'caseName', c.name,
                'priority', c.priority, 'leaderRef', m.leader_ref, 'leaderName', l.name, 'halfDays', m.half_days,
                'origin', m.origin, 'state', m.state, 'distanceMetres', m.distance_metres, 'facts', m.facts)
                ORDER BY c.priority, m.case_id, m.id) AS matches
         FROM match m
         JOIN support_case c ON c.offer = m.offer AND c.case_id = m.case_id
         JOIN leader l ON l.ref = m.leader_ref
        WHERE m.run_id = $1`,
      [runId],
    );
    return rows[0]?.matches ?? [];
  }

  /** `within`: what the asking person may see; a match beyond it is not there. */
  async find(
    matchId: string,
    within: Pick<MatchFilter, 'leaderRef' | 'states'> = {},
  ): Promise<MatchView | undefined> {
    if (!isUuid(matchId)) return undefined;
    const rows = await this.database.manager.query<Omit<MatchView, 'why'>[]>(
      `${VIEW} WHERE m.id = $1 AND ($2::text IS NULL OR m.leader_ref = $2)
         AND ($3::text[] IS NULL OR m.state = ANY ($3))`,
      [matchId, within.leaderRef ?? null, within.states ?? null],
    );
    return rows[0] && withWords(rows[0]);
  }

  private async select(
    { offer, runId, leaderRef, caseId, states }: MatchFilter,
    after: Cursor | undefined,
    limit: number,
  ): Promise<readonly MatchView[]> {
    if (runId !== undefined && !isUuid(runId)) return [];
    // PostgreSQL takes no text with the character NUL: it names nothing.
    if ([offer, leaderRef, caseId].some((text) => text?.includes('\u0000'))) return [];
    const rows = await this.database.manager.query<Omit<MatchView, 'why'>[]>(
      `${VIEW}
        WHERE ($1::text IS NULL OR m.offer = $1) AND ($2::uuid IS NULL OR m.run_id = $2)
          AND ($3::text IS NULL OR m.leader_ref = $3) AND ($4::text IS NULL OR m.case_id = $4)
          AND ($5::text[] IS NULL OR m.state = ANY ($5))
          AND ($6::integer IS NULL OR (c.priority, m.case_id, m.id) > ($6, $7, $8::uuid))
        ORDER BY c.priority, m.case_id, m.id LIMIT $9`,
      [
        ...[offer ?? null, runId ?? null, leaderRef ?? null, caseId ?? null, states ?? null],
        ...(after ?? [null, null, null]),
        limit,
      ],
    );
    return rows.map(withWords);
  }
}

function withWords(row: Omit<MatchView, 'why'>): MatchView {
  return { ...row, why: whyMatch({ ...row.facts, distanceMetres: row.distanceMetres }) };
}

/** Priority, case id and match id of the last row given. */
type Cursor = readonly [number, string, string];

function writeCursor({ priority, caseId, id }: MatchView): string {
  return Buffer.from(JSON.stringify([priority, caseId, id])).toString('base64url');
}

function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 3) return undefined;
  const [priority, caseId, id] = parts as unknown[];
  const sound =
    typeof priority === 'number' &&
    Math.abs(priority) < 2 ** 31 &&
    Number.isInteger(priority) &&
    typeof caseId === 'string' &&
    !caseId.includes('\u0000') &&
    typeof id === 'string' &&
    isUuid(id);
  return sound ? [priority, caseId, id] : undefined;
}

/** Each live match must hold its days less those delivered, every other match none: what differs. */
export async function wrongReservations(manager: EntityManager): Promise<readonly WrongReservation[]> {
  return manager.query<WrongReservation[]>(
    `WITH days AS (
       SELECT m.id, m.offer, m.leader_ref, m.state,
              CASE WHEN m.state = ANY ($1)
                   THEN m.half_days + coalesce(sum(e.delta_half_days) FILTER (WHERE e.kind = 'deliver'), 0)
                   ELSE 0 END::integer AS expected,
              coalesce(-sum(e.delta_half_days) FILTER (WHERE e.kind IN ('reserve','release')), 0)::integer AS reserved
         FROM match m LEFT JOIN ledger_entry e ON e.match_id = m.id
        GROUP BY m.id)
     SELECT id AS "matchId", offer, leader_ref AS "leaderRef", state,
            expected AS "expectedHalfDays", reserved AS "reservedHalfDays"
       FROM days WHERE expected <> reserved ORDER BY id`,
    [LIVE_MATCH_STATES],
  );
}

/** The proposal of a run that stands for a case. */
export async function proposalOfCase(
  manager: EntityManager,
  runId: string,
  caseId: CaseId,
): Promise<{ readonly matchId: string; readonly leaderRef: LeaderRef } | undefined> {
  const rows = await manager.query<{ matchId: string; leaderRef: LeaderRef }[]>(
    `SELECT id AS "matchId", leader_ref AS "leaderRef" FROM match
      WHERE run_id = $1 AND case_id = $2 AND state = 'proposed'`,
    [runId, caseId],
  );
  return rows[0];
}
