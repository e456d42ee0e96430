import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeaderRef, Location, OfferYear, Urn } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { loadBaseSchools, loadPlaces } from '../schools/index.js';
import { placeLeader } from './place-leader.js';
import type { StoredAnswer } from './stored-answer.js';
import type { AnswerState } from './survey-answer.entity.js';

/** One leader's answer with the place that follows from it and from what is known of schools and districts. */
export interface PlacedAnswer {
  readonly offer: OfferYear;
  readonly leaderRef: LeaderRef;
  readonly state: AnswerState;
  readonly version: number;
  readonly answer: StoredAnswer;
  /** Null: the leader cannot be placed. */
  readonly location: Location | null;
}

/** A leader in the list of an offer. */
export interface LeaderAnswer {
  readonly leaderRef: LeaderRef;
  readonly name: string;
  readonly email: string | null;
  readonly state: AnswerState;
  readonly version: number;
  readonly answer: StoredAnswer;
  /** The file that the answer came from; null: given or changed online. */
  readonly importId: string | null;
}

export interface LeaderAnswerPage {
  readonly items: readonly LeaderAnswer[];
  /** Give it back as `after`; null on the last page. */
  readonly nextCursor: string | null;
}

const LEADER_ANSWER = `a.leader_ref AS "leaderRef", l.name, l.email, a.state, a.version, a.facts AS answer,
  a.import_id AS "importId"`;

type Answered = Omit<PlacedAnswer, 'location'>;

/**
 * Answers of an offer, withdrawn ones too, by leader, each with the leader's place. For a snapshot: pass the manager of the
 * transaction that freezes it.
 */
export async function answersOfOffer(
  manager: EntityManager,
  offer: OfferYear,
): Promise<readonly PlacedAnswer[]> {
  return placed(manager, await answered(manager, offer));
}

/** The answers of some leaders, or of all of an offer. */
export async function answered(
  manager: EntityManager,
  offer: OfferYear,
  leaderRefs?: readonly LeaderRef[],
): Promise<readonly Answered[]> {
  return manager.query<Answered[]>(
    `SELECT offer, leader_ref AS "leaderRef", state, version, facts AS answer FROM survey_answer
     WHERE offer = $1 ${leaderRefs === undefined ? '' : 'AND leader_ref = ANY ($2)'} ORDER BY leader_ref`,
    leaderRefs === undefined ? [offer] : [offer, leaderRefs],
  );
}

/** Each with the leader's place. */
export async function placed(
  manager: EntityManager,
  rows: readonly Answered[],
): Promise<readonly PlacedAnswer[]> {
  const baseUrns = rows.flatMap(({ answer }): Urn[] => (answer.baseUrn === null ? [] : [answer.baseUrn]));
  const schools = await loadBaseSchools(manager, baseUrns);
  const schoolLocation = (urn: Urn): Location | null | undefined => schools.get(urn)?.location;
  const found = rows.map(({ answer }) => placeLeader(answer, { schoolLocation, places: null }));
  const isLost = ({ answer }: Answered, at: number): boolean =>
    found[at] === null && answer.postcode !== null;
  const places = rows.some(isLost) ? await loadPlaces(manager) : null;
  return rows.map((row, at) => {
    const location = found[at] ?? placeLeader(row.answer, { schoolLocation, places });
    return { ...row, location };
  });
}

/** Where one leader is known to be. */
export interface LeaderPlace {
  readonly placed: 'exact' | 'approximate' | 'none';
  readonly postcode: string | null;
  readonly baseUrn: Urn | null;
}

/** Reads of survey answers for pages and the API. */
@Injectable()
export class SurveyQueries {
  constructor(private readonly database: Database) {}

  /** By leader reference. `text`: part of the name or reference. `limit`: 1 to 500, default 50. */
  async leaders(
    offer: OfferYear,
    filter: { readonly text?: string; readonly after?: LeaderRef; readonly limit?: number } = {},
  ): Promise<LeaderAnswerPage> {
    const limit = Math.min(Math.max(Math.trunc(filter.limit ?? 50), 1), 500);
    const pattern = `%${(filter.text?.trim() ?? '').replace(/[\\%_]/g, '\\$&')}%`;
    const found = await this.read<LeaderAnswer>(
      `SELECT ${LEADER_ANSWER} FROM survey_answer a JOIN leader l ON l.ref = a.leader_ref
       WHERE a.offer = $1 AND (l.name ILIKE $2 OR l.ref ILIKE $2) AND ($3::text IS NULL OR a.leader_ref > $3)
       ORDER BY a.leader_ref LIMIT $4`,
      [offer, pattern, filter.after ?? null, limit + 1],
    );
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.leaderRef ?? null) : null };
  }

  async leader(offer: OfferYear, leaderRef: LeaderRef): Promise<LeaderAnswer | undefined> {
    const rows = await this.read<LeaderAnswer>(
      `SELECT ${LEADER_ANSWER} FROM survey_answer a JOIN leader l ON l.ref = a.leader_ref
       WHERE a.offer = $1 AND a.leader_ref = $2`,
      [offer, leaderRef],
    );
    return rows[0];
  }

  /** Where the leaders who answered are, withdrawn ones too. */
  async places(offer: OfferYear): Promise<ReadonlyMap<LeaderRef, LeaderPlace>> {
    const answers = await answersOfOffer(this.database.manager, offer);
    return new Map(
      answers.map(({ leaderRef, answer: { postcode, baseUrn }, location }) => {
        const placed = location === null ? 'none' : location.approximate ? 'approximate' : 'exact';
        return [leaderRef, { placed, postcode, baseUrn }];
      }),
    );
  }

  /** Text with the character NUL, which PostgreSQL does not take, names nothing. */
  private async read<T>(sql: string, values: readonly unknown[] = []): Promise<readonly T[]> {
    const isNul = (value: unknown): boolean => typeof value === 'string' && value.includes('\u0000');
    return values.some(isNul) ? [] : this.database.manager.query<T[]>(sql, [...values]);
  }
}
