import { Injectable } from '@nestjs/common';
import type { CaseId, IsoDate, OfferYear } from '../../domain/kernel/index.js';
import type { CaseState } from '../../domain/lifecycle/index.js';
import type { Decision, DecisionChange, DecisionChangeKind } from '../../domain/offers/index.js';
import { Database } from '../../platform/database/index.js';
import type { AssessmentSource } from './assessment-sources.js';
import type { Page } from './offers.queries.js';

/** What one assessment changed for one subject, and where its case stood then. */
export interface StoredChange extends DecisionChange {
  readonly id: string;
  readonly caseId: CaseId | null;
  readonly caseState: CaseState | null;
  /** No longer eligible although its case had been taken further than `eligible`. */
  readonly underway: boolean;
}

export interface ChangeFilter {
  readonly change?: DecisionChangeKind;
  readonly underway?: boolean;
  readonly subjectKind?: Decision['subjectKind'];
  /** The `nextCursor` of the page before. */
  readonly after?: string;
  /** 1 to 500; default 50. */
  readonly limit?: number;
}

/** What was decided about one subject from one assessment on. */
export interface DecisionOfAssessment {
  readonly assessmentId: string;
  readonly finishedAt: Date | null;
  /** Who asked for it. */
  readonly createdBy: string;
  readonly asOf: IsoDate;
  readonly ruleSet: string | null;
  readonly sources: readonly AssessmentSource[] | null;
  /** Null: nothing is decided about it any more. */
  readonly decision: Decision | null;
}

/** Reads of what assessments changed, and of earlier decisions. */
@Injectable()
export class DecisionHistoryQueries {
  constructor(private readonly database: Database) {}

  /** Schools first, each kind by id. */
  async changes(assessmentId: string, filter: ChangeFilter = {}): Promise<Page<StoredChange>> {
    const limit = Math.min(Math.max(Math.trunc(filter.limit ?? 50), 1), 500);
    const found = await this.database.manager.query<StoredChange[]>(
      `SELECT id, subject_kind AS "subjectKind", subject_id AS "subjectId", name, change, reasons, before, after,
         case_id AS "caseId", case_state AS "caseState", underway
       FROM decision_change
       WHERE assessment_id = $1 AND ($2::text IS NULL OR change = $2) AND ($3::boolean IS NULL OR underway = $3)
         AND ($4::text IS NULL OR subject_kind = $4) AND id > $5::bigint
       ORDER BY id LIMIT $6`,
      [
        assessmentId,
        filter.change ?? null,
        filter.underway ?? null,
        filter.subjectKind ?? null,
        /^\d{1,18}$/.test(filter.after ?? '') ? filter.after : '0',
        limit + 1,
      ],
    );
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** Every change of one assessment. */
  async everyChange(assessmentId: string, filter: ChangeFilter = {}): Promise<readonly StoredChange[]> {
    const items: StoredChange[] = [];
    for (let after: string | null = '0'; after !== null;) {
      const page: Page<StoredChange> = await this.changes(assessmentId, { ...filter, after, limit: 500 });
      items.push(...page.items);
      after = page.nextCursor;
    }
    return items;
  }

  /** Newest first; those that are word for word the one before are not repeated. */
  async decisions(
    offer: OfferYear,
    subjectKind: Decision['subjectKind'],
    subjectId: string,
  ): Promise<readonly DecisionOfAssessment[]> {
    if (subjectId.includes('\u0000')) return [];
    return this.database.manager.query<DecisionOfAssessment[]>(
      `SELECT a.id AS "assessmentId", a.finished_at AS "finishedAt", a.created_by AS "createdBy", a.as_of::text AS "asOf",
         a.rule_set AS "ruleSet", a.sources, r.facts AS decision
       FROM decision_record r JOIN assessment a ON a.id = r.assessment_id
       WHERE r.offer = $1 AND r.subject_kind = $2 AND r.subject_id = $3 ORDER BY r.id DESC`,
      [offer, subjectKind, subjectId],
    );
  }
}
