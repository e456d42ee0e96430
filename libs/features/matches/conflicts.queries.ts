import { Injectable } from '@nestjs/common';
import type { CaseId, LeaderRef, OfferYear } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import type { ConflictSide, ConflictSubject } from './conflict-declaration.entity.js';
import { declaredConflicts } from './conflicts.repository.js';

/** A declaration as lists and pages show it. */
export interface ConflictView {
  readonly id: string;
  readonly offer: OfferYear;
  readonly leaderRef: LeaderRef;
  readonly leaderName: string;
  readonly subjectKind: ConflictSubject;
  readonly subjectId: string;
  /** Null: no record has a name for it. */
  readonly subjectName: string | null;
  readonly declaredBy: ConflictSide;
  readonly reason: string;
  readonly recordedAt: Date;
  /** Null: it stands. */
  readonly withdrawnAt: Date | null;
}

/** Reads of declared conflicts of interest. */
@Injectable()
export class ConflictsQueries {
  constructor(private readonly database: Database) {}

  /** Newest first, withdrawn ones too, at most 10,000. */
  async list(offer: OfferYear, leaderRef?: LeaderRef): Promise<readonly ConflictView[]> {
    if (leaderRef?.includes('\u0000') === true) return [];
    return this.database.manager.query<ConflictView[]>(
      `SELECT t.id, t.offer, t.leader_ref AS "leaderRef", l.name AS "leaderName", t.subject_kind AS "subjectKind",
              t.subject_id AS "subjectId", t.declared_by AS "declaredBy", t.reason, t.recorded_at AS "recordedAt",
              t.withdrawn_at AS "withdrawnAt",
              CASE t.subject_kind WHEN 'case' THEN c.name WHEN 'school' THEN s.name ELSE r.name END AS "subjectName"
         FROM conflict_declaration t JOIN leader l ON l.ref = t.leader_ref
         LEFT JOIN support_case c ON t.subject_kind = 'case' AND c.offer = t.offer AND c.case_id = t.subject_id
         LEFT JOIN school s ON t.subject_kind = 'school' AND s.urn = t.subject_id
         LEFT JOIN trust r ON t.subject_kind = 'trust' AND r.uid = t.subject_id
        WHERE t.offer = $1 AND ($2::text IS NULL OR t.leader_ref = $2) ORDER BY t.id DESC LIMIT 10000`,
      [offer, leaderRef ?? null],
    );
  }

  /** Leaders that a standing declaration keeps from one case. */
  async leadersKeptFrom(offer: OfferYear, caseId: CaseId): Promise<readonly LeaderRef[]> {
    const pairs = await declaredConflicts(this.database.manager, offer);
    return pairs.filter((pair) => pair.caseId === caseId).map(({ leaderRef }) => leaderRef);
  }
}
