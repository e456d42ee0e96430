import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CaseId, IsoDate, OfferYear, Urn } from '../../domain/kernel/index.js';
import type { CaseState } from '../../domain/lifecycle/index.js';
import type { AssessOptions, Decision, UnknownSubject, UnreadSummary } from '../../domain/offers/index.js';
import { Database } from '../../platform/database/index.js';
import { STALLED_AFTER_SECONDS } from '../imports/index.js';
import type { AssessmentCounts } from './assessment-counts.js';
import type { AssessmentSource } from './assessment-sources.js';
import type { AssessmentState } from './assessment.entity.js';
import {
  CASE_ORDER,
  type CaseFilter,
  caseFilterValues,
  type CaseSort,
  FILTERED_CASE,
} from './case-list.queries.js';
import {
  DECISION_ORDER,
  type DecisionFilter,
  decisionFilterValues,
  type DecisionSort,
  FILTERED_DECISION,
} from './decision-list.queries.js';
import { CASE_COLUMNS, caseSummary, type CaseRow, type CaseSummary } from './case-rows.queries.js';

export interface AssessmentSummary {
  readonly id: string;
  readonly offer: OfferYear;
  readonly asOf: IsoDate;
  readonly state: AssessmentState;
  readonly failureCode: string | null;
  readonly counts: AssessmentCounts | null;
  /** Null until it is done, and for those from before these were kept. */
  readonly ruleSet: string | null;
  readonly options: AssessOptions | null;
  readonly sources: readonly AssessmentSource[] | null;
  /** The assessment that its changes are against. */
  readonly previousId: string | null;
  /** Named on the offer's lists and passed over. Null like the rule set. */
  readonly unknownSubjects: readonly UnknownSubject[] | null;
  /** Rows that nobody could read, about nobody of whom something was decided. Null like the rule set. */
  readonly unreadRows: readonly UnreadSummary[] | null;
  /** The newest day of the inspection files, where it lay months before the as-of date; else null. */
  readonly inspectionsEnd: IsoDate | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Give it back as `after`; null on the last page. */
  readonly nextCursor: string | null;
}

const ASSESSMENT = `id, offer, as_of::text AS "asOf", state, failure_code AS "failureCode", counts,
  rule_set AS "ruleSet", options, sources, previous_id AS "previousId", unknown_subjects AS "unknownSubjects",
  unread_rows AS "unreadRows", inspections_end::text AS "inspectionsEnd",
  created_by AS "createdBy", created_at AS "createdAt", finished_at AS "finishedAt"`;

/** The assessment whose decisions and cases the offer has now; undefined: it was never assessed. */
export async function latestAssessment(
  manager: EntityManager,
  offer: OfferYear,
): Promise<AssessmentSummary | undefined> {
  const rows = await manager.query<AssessmentSummary[]>(
    `SELECT ${ASSESSMENT} FROM assessment WHERE offer = $1 AND state = 'done'
     ORDER BY finished_at DESC, created_at DESC LIMIT 1`,
    [offer],
  );
  return rows[0];
}

/** For the reconciler: ids of assessments that have waited so long that their job is probably lost. */
export async function findLostAssessments(
  manager: EntityManager,
  olderThanSeconds: number = STALLED_AFTER_SECONDS,
): Promise<readonly string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM assessment WHERE state = 'queued' AND created_at < now() - make_interval(secs => $1)
     ORDER BY created_at, id`,
    [olderThanSeconds],
  );
  return rows.map(({ id }) => id);
}

/** Reads of assessments, decisions and cases for pages and the API. */
@Injectable()
export class OffersQueries {
  constructor(private readonly database: Database) {}

  async assessment(id: string): Promise<AssessmentSummary | undefined> {
    const rows = await this.read<AssessmentSummary>(
      `SELECT ${ASSESSMENT} FROM assessment WHERE id::text = $1`,
      [id],
    );
    return rows[0];
  }

  /** Newest first, at most 100. */
  async assessments(offer?: OfferYear): Promise<readonly AssessmentSummary[]> {
    return this.read<AssessmentSummary>(
      `SELECT ${ASSESSMENT} FROM assessment WHERE $1::text IS NULL OR offer = $1
       ORDER BY created_at DESC, id LIMIT 100`,
      [offer ?? null],
    );
  }

  latestAssessment(offer: OfferYear): Promise<AssessmentSummary | undefined> {
    return latestAssessment(this.database.manager, offer);
  }

  /** By priority, then id. */
  async cases(offer: OfferYear, filter: CaseFilter = {}): Promise<Page<CaseSummary>> {
    const limit = pageSize(filter.limit);
    const found = await this.read<CaseRow>(
      `SELECT ${CASE_COLUMNS} FROM support_case
       WHERE ${FILTERED_CASE} AND ($10::text IS NULL
           OR (priority, case_id) > (SELECT priority, case_id FROM support_case WHERE offer = $1 AND case_id = $10))
       ORDER BY priority, case_id LIMIT $11`,
      [...caseFilterValues(offer, filter), filter.after ?? null, limit + 1],
    );
    return pageOf(found.map(caseSummary), limit, ({ caseId }) => caseId);
  }

  /** The same by any column, with how many there are over all pages. `page`: from 1; equal cases come by priority. */
  async sortedCases(
    offer: OfferYear,
    filter: CaseFilter,
    { sort, descending }: { readonly sort: CaseSort; readonly descending: boolean },
    { page, size }: { readonly page: number; readonly size: number },
  ): Promise<{ readonly items: readonly CaseSummary[]; readonly total: number }> {
    const found = await this.read<CaseRow & { readonly total: number }>(
      `SELECT ${CASE_COLUMNS}, (count(*) OVER ())::integer AS total FROM support_case WHERE ${FILTERED_CASE}
       ORDER BY ${CASE_ORDER[sort]} ${descending ? 'DESC' : 'ASC'}, priority, case_id LIMIT $10 OFFSET $11`,
      [...caseFilterValues(offer, filter), size, (page - 1) * size],
    );
    return {
      items: found.map(({ total: _total, ...row }) => caseSummary(row)),
      total: found[0]?.total ?? 0,
    };
  }

  /** Names of the cases of an offer, by id. */
  async caseNames(offer: OfferYear): Promise<ReadonlyMap<CaseId, string>> {
    const rows = await this.read<{ id: CaseId; name: string }>(
      `SELECT case_id AS id, name FROM support_case WHERE offer = $1 ORDER BY case_id`,
      [offer],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Names of the schools of the trusts that are cases of an offer, by URN. */
  async namesInTrusts(offer: OfferYear): Promise<ReadonlyMap<Urn, string>> {
    const rows = await this.read<{ urn: Urn; name: string }>(
      `SELECT DISTINCT s.urn, s.name FROM support_case c
         CROSS JOIN LATERAL jsonb_array_elements_text(COALESCE(c.facts->'urns', '[]')) AS of (urn)
         JOIN school s ON s.urn = of.urn
       WHERE c.offer = $1 AND c.facts->>'unit' = 'trust' ORDER BY s.urn`,
      [offer],
    );
    return new Map(rows.map(({ urn, name }) => [urn, name]));
  }

  async case(offer: OfferYear, caseId: CaseId): Promise<CaseSummary | undefined> {
    const rows = await this.read<CaseRow>(
      `SELECT ${CASE_COLUMNS} FROM support_case WHERE offer = $1 AND case_id = $2`,
      [offer, caseId],
    );
    return rows.map(caseSummary)[0];
  }

  /** How many cases of the offer are in which state, the ineligible ones apart. */
  async caseCounts(
    offer: OfferYear,
  ): Promise<readonly { readonly state: CaseState; readonly eligible: boolean; readonly count: number }[]> {
    return this.read(
      `SELECT state, eligible, count(*)::integer AS count FROM support_case WHERE offer = $1
       GROUP BY state, eligible ORDER BY state, eligible DESC`,
      [offer],
    );
  }

  /** Schools first, each kind by id. */
  async decisions(offer: OfferYear, filter: DecisionFilter = {}): Promise<Page<Decision>> {
    const limit = pageSize(filter.limit);
    const found = await this.read<{ facts: Decision }>(
      `SELECT facts FROM decision
       WHERE ${FILTERED_DECISION}
         AND ($7::text IS NULL OR (subject_kind, subject_id) > (split_part($7, '-', 1), split_part($7, '-', 2)))
       ORDER BY subject_kind, subject_id LIMIT $8`,
      [...decisionFilterValues(offer, filter), filter.after ?? null, limit + 1],
    );
    const decisions = found.map(({ facts }) => facts);
    return pageOf(decisions, limit, ({ subjectKind, subjectId }) => `${subjectKind}-${subjectId}`);
  }

  /** The same by any column, with how many there are over all pages. `page`: from 1; equal ones come by kind and id. */
  async sortedDecisions(
    offer: OfferYear,
    filter: DecisionFilter,
    { sort, descending }: { readonly sort: DecisionSort; readonly descending: boolean },
    { page, size }: { readonly page: number; readonly size: number },
  ): Promise<{ readonly items: readonly Decision[]; readonly total: number }> {
    const order = `${DECISION_ORDER[sort]} ${descending ? 'DESC' : 'ASC'}, subject_kind, subject_id`;
    // Facts are long: only those of the page are read.
    const found = await this.read<{ readonly facts: Decision; readonly total: number }>(
      `SELECT facts, total FROM decision JOIN (
         SELECT subject_kind, subject_id, (count(*) OVER ())::integer AS total, row_number() OVER (ORDER BY ${order}) AS n
         FROM decision WHERE ${FILTERED_DECISION} ORDER BY n LIMIT $7 OFFSET $8
       ) AS listed USING (subject_kind, subject_id)
       WHERE offer = $1 ORDER BY n`,
      [...decisionFilterValues(offer, filter), size, (page - 1) * size],
    );
    return { items: found.map(({ facts }) => facts), total: found[0]?.total ?? 0 };
  }

  async decision(
    offer: OfferYear,
    subjectKind: Decision['subjectKind'],
    subjectId: string,
  ): Promise<Decision | undefined> {
    const rows = await this.read<{ facts: Decision }>(
      `SELECT facts FROM decision WHERE offer = $1 AND subject_kind = $2 AND subject_id = $3`,
      [offer, subjectKind, subjectId],
    );
    return rows[0]?.facts;
  }

  /** By which its schools or its trust are eligible now: what the case rests on. */
  async decisionsOfCase({ offer, caseId, supportCase }: CaseSummary): Promise<readonly Decision[]> {
    const { unit, supportedId, urns } = supportCase;
    const rows = await this.read<{ facts: Decision }>(
      `SELECT facts FROM decision
       WHERE offer = $1 AND case_id = $2 AND eligible = 'yes'
         AND ((subject_kind = $3 AND subject_id = $4) OR (subject_kind = 'school' AND subject_id = ANY ($5)))
       ORDER BY subject_kind DESC, subject_id`,
      [offer, caseId, unit, supportedId, urns],
    );
    return rows.map(({ facts }) => facts);
  }

  /** Text with the character NUL, which PostgreSQL does not take, names nothing. */
  private async read<T>(sql: string, values: readonly unknown[] = []): Promise<readonly T[]> {
    const isNul = (value: unknown): boolean => typeof value === 'string' && value.includes('\u0000');
    return values.some(isNul) ? [] : this.database.manager.query<T[]>(sql, [...values]);
  }
}

function pageSize(asked: number | undefined): number {
  return Math.min(Math.max(Math.trunc(asked ?? 50), 1), 500);
}

function pageOf<Item>(found: readonly Item[], limit: number, cursorOf: (item: Item) => string): Page<Item> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last !== undefined ? cursorOf(last) : null };
}
