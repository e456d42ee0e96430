import type { EntityManager } from 'typeorm';
import { offerPolicy } from '../../domain/offers/index.js';
import type { EngagementTerms } from '../../domain/delivery/index.js';
import { assert, type HalfDays, type IsoDate } from '../../domain/kernel/index.js';
import type { VisitState } from '../../domain/lifecycle/index.js';
import type { LockedMatch } from '../matches/index.js';
import { TODAY } from '../offers/index.js';

/** A visit of a match whose row this transaction holds locked. */
export interface LockedVisit {
  readonly id: string;
  readonly matchId: string;
  readonly visitedOn: IsoDate;
  readonly halfDays: HalfDays;
  readonly state: VisitState;
  readonly version: number;
}

export interface VisitNote {
  readonly done: string;
  readonly doneBy: string;
}

/** What the match allows its visits: its days, the offer's window, and when it was published. */
export async function termsOf(
  manager: EntityManager,
  { id, offer, halfDays }: LockedMatch,
): Promise<EngagementTerms> {
  // The last reservation: a match can be published, taken back and published again.
  const [row] = await manager.query<{ today: IsoDate; publishedOn: IsoDate | null }[]>(
    `SELECT ${TODAY}::text AS today,
            (SELECT (max(at) AT TIME ZONE 'Europe/London')::date::text FROM ledger_entry
              WHERE match_id = $1 AND kind = 'reserve') AS "publishedOn"`,
    [id],
  );
  assert(row !== undefined && row.publishedOn !== null, `match ${id} was never published`);
  const { supportWindow } = offerPolicy(offer);
  return { halfDays, ...supportWindow, today: row.today, publishedOn: row.publishedOn };
}

/** Every visit of the match but the withdrawn ones, by date. Lock the match first: it guards their sum. */
export async function lockVisits(manager: EntityManager, matchId: string): Promise<readonly LockedVisit[]> {
  return manager.query<LockedVisit[]>(
    `SELECT id, match_id AS "matchId", visited_on::text AS "visitedOn", half_days AS "halfDays", state, version
       FROM visit WHERE match_id = $1 AND state <> 'withdrawn' ORDER BY visited_on, id FOR UPDATE`,
    [matchId],
  );
}

/** Whether a visit of the same day and length is there in the same words: the form was sent twice. */
export async function isLogged(
  manager: EntityManager,
  visit: VisitNote & Pick<LockedVisit, 'matchId' | 'visitedOn' | 'halfDays'>,
): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `SELECT 1 FROM visit v JOIN visit_note n ON n.visit_id = v.id
      WHERE v.match_id = $1 AND v.visited_on = $2 AND v.half_days = $3 AND v.state <> 'withdrawn'
        AND n.done = $4 AND n.done_by = $5`,
    [visit.matchId, visit.visitedOn, visit.halfDays, visit.done, visit.doneBy],
  );
  return rows.length > 0;
}

export async function insertVisit(
  manager: EntityManager,
  visit: VisitNote & {
    readonly matchId: string;
    readonly visitedOn: IsoDate;
    readonly halfDays: HalfDays;
    readonly loggedBy: string;
  },
): Promise<string> {
  const [row] = await manager.query<{ id: string }[]>(
    `INSERT INTO visit (match_id, visited_on, half_days, logged_by) VALUES ($1, $2, $3, $4) RETURNING id`,
    [visit.matchId, visit.visitedOn, visit.halfDays, visit.loggedBy],
  );
  assert(row !== undefined, 'an inserted visit has no row');
  await manager.query(`INSERT INTO visit_note (visit_id, done, done_by) VALUES ($1, $2, $3)`, [
    ...[row.id, visit.done, visit.doneBy],
  ]);
  return row.id;
}

/** Writes date and length of a draft; what the school said was wrong is answered by it. */
export async function changeVisit(
  manager: EntityManager,
  before: LockedVisit,
  after: VisitNote & Pick<LockedVisit, 'visitedOn' | 'halfDays'>,
): Promise<void> {
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE visit SET visited_on = $4, half_days = $5, version = version + 1
      WHERE id = $1 AND state = $2 AND version = $3`,
    [before.id, before.state, before.version, after.visitedOn, after.halfDays],
  );
  assert(count === 1, `visit ${before.id} changed under its lock`);
  await manager.query(
    `UPDATE visit_note SET done = $2, done_by = $3, school_comment = NULL WHERE visit_id = $1`,
    [before.id, after.done, after.doneBy],
  );
}

export interface VisitChange {
  readonly visit: LockedVisit;
  readonly state: VisitState;
  /** The sign-off that signs it; null: it stays unsigned. */
  readonly signOffId: string | null;
}

/** Writes states that `transition` allowed; every row must still be the one that was locked. */
export async function changeVisitStates(
  manager: EntityManager,
  changes: readonly VisitChange[],
): Promise<void> {
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE visit AS v SET state = change.state, sign_off_id = change."signOffId", version = v.version + 1
       FROM jsonb_to_recordset($1::jsonb) AS change (
            id uuid, version integer, before text, state text, "signOffId" uuid)
      WHERE v.id = change.id AND v.version = change.version AND v.state = change.before`,
    [
      JSON.stringify(
        changes.map(({ visit, state, signOffId }) => ({
          ...{ id: visit.id, version: visit.version, before: visit.state, state, signOffId },
        })),
      ),
    ],
  );
  assert(count === changes.length, `${changes.length - count} visits changed under their lock`);
}

/** Keeps what the school says is wrong beside each visit. */
export async function noteSchoolComment(
  manager: EntityManager,
  visitIds: readonly string[],
  comment: string,
): Promise<void> {
  await manager.query(`UPDATE visit_note SET school_comment = $2 WHERE visit_id = ANY ($1)`, [
    ...[visitIds, comment],
  ]);
}
