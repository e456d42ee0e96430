import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { IsoDate, OfferYear } from '../../domain/kernel/index.js';
import type { AssessOptions, Decision, UnknownSubject, UnreadSummary } from '../../domain/offers/index.js';
import { postgresJson } from '../imports/index.js';
import type { AssessmentCounts } from './assessment-counts.js';
import type { AssessmentSource } from './assessment-sources.js';

export interface QueuedAssessment {
  readonly id: string;
  readonly offer: OfferYear;
  readonly asOf: IsoDate;
}

/** What an assessment is kept by, beside its decisions. */
export interface FinishedAssessment {
  readonly counts: AssessmentCounts;
  readonly ruleSet: string;
  readonly options: AssessOptions;
  readonly sources: readonly AssessmentSource[];
  readonly previousId: string | null;
  readonly unknownSubjects: readonly UnknownSubject[];
  readonly unreadRows: readonly UnreadSummary[];
  readonly inspectionsEnd: IsoDate | null;
}

const DECISIONS_AT_ONCE = 500;

/** The only writer of `assessment` and `decision`. */
@Injectable()
export class AssessmentsRepository {
  async insert(
    manager: EntityManager,
    input: { readonly offer: OfferYear; readonly asOf: IsoDate; readonly createdBy: string },
  ): Promise<string> {
    const [row] = await manager.query<{ id: string }[]>(
      `INSERT INTO assessment (offer, as_of, state, created_by) VALUES ($1, $2, 'queued', $3) RETURNING id`,
      [input.offer, input.asOf, input.createdBy],
    );
    if (row === undefined) throw new Error('An inserted assessment has no row');
    return row.id;
  }

  async hasSchools(manager: EntityManager): Promise<boolean> {
    const rows = await manager.query<unknown[]>(`SELECT 1 FROM school LIMIT 1`);
    return rows.length > 0;
  }

  /** Undefined: there is none of this id, it is finished, or another worker has it at this moment. */
  async lockQueued(manager: EntityManager, id: string): Promise<QueuedAssessment | undefined> {
    const rows = await manager.query<QueuedAssessment[]>(
      `SELECT id, offer, as_of::text AS "asOf" FROM assessment WHERE id = $1 AND state = 'queued'
       FOR UPDATE SKIP LOCKED`,
      [id],
    );
    return rows[0];
  }

  /** Deciding takes some seconds in which the database hears nothing. */
  async allowLongThought(manager: EntityManager): Promise<void> {
    await manager.query(`SET LOCAL idle_in_transaction_session_timeout = '300s'`);
    await manager.query(`SET LOCAL statement_timeout = '120s'`);
  }

  /** A finished assessment of the same offer that was asked for later. */
  async findOvertaking(manager: EntityManager, id: string): Promise<string | undefined> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT later.id FROM assessment mine JOIN assessment later
         ON later.offer = mine.offer AND later.created_at > mine.created_at AND later.state = 'done'
       WHERE mine.id = $1 LIMIT 1`,
      [id],
    );
    return rows[0]?.id;
  }

  /** The decisions of an offer are those of its latest assessment. */
  async replaceDecisions(
    manager: EntityManager,
    { id, offer }: QueuedAssessment,
    decisions: readonly Decision[],
  ): Promise<void> {
    await manager.query(`DELETE FROM decision WHERE offer = $1`, [offer]);
    for (let start = 0; start < decisions.length; start += DECISIONS_AT_ONCE) {
      await manager.query(
        `INSERT INTO decision (offer, subject_kind, subject_id, assessment_id, eligible, case_id, facts)
         SELECT $1, d->>'subjectKind', d->>'subjectId', $2, d->>'eligible', d->>'caseId', d
         FROM jsonb_array_elements($3::jsonb) AS given (d)`,
        [offer, id, postgresJson(decisions.slice(start, start + DECISIONS_AT_ONCE))],
      );
    }
  }

  async finish(manager: EntityManager, id: string, found: FinishedAssessment): Promise<void> {
    const { counts, ruleSet, options, sources, previousId, unknownSubjects, unreadRows, inspectionsEnd } =
      found;
    const [, count] = await manager.query<[unknown, number]>(
      `UPDATE assessment SET state = 'done', counts = $2::jsonb, rule_set = $3, options = $4::jsonb,
         sources = $5::jsonb, previous_id = $6, unknown_subjects = $7::jsonb, unread_rows = $8::jsonb,
         inspections_end = $9,
         finished_at = now()
       WHERE id = $1 AND state = 'queued'`,
      [
        ...[id, JSON.stringify(counts), ruleSet, JSON.stringify(options), postgresJson(sources), previousId],
        ...[postgresJson(unknownSubjects), postgresJson(unreadRows), inspectionsEnd],
      ],
    );
    if (count !== 1) throw new Error(`Assessment ${id} was no longer queued under its own lock`);
  }

  /** False: it was finished already. */
  async fail(manager: EntityManager, id: string, failureCode: string): Promise<boolean> {
    const [, count] = await manager.query<[unknown, number]>(
      `UPDATE assessment SET state = 'failed', failure_code = $2, finished_at = now()
       WHERE id = $1 AND state = 'queued'`,
      [id, failureCode],
    );
    return count === 1;
  }
}
