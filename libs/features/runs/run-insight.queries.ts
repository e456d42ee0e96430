import { Injectable } from '@nestjs/common';
import type { CaseId, LeaderRef, OfferYear } from '../../domain/kernel/index.js';
import type { RunState } from '../../domain/lifecycle/index.js';
import type { CaseInsight, MarginalValue, RegionNeed } from '../../domain/planning/index.js';
import { Database } from '../../platform/database/index.js';

export interface MarginalView {
  readonly runId: string;
  readonly leaders: readonly MarginalValue[];
  readonly regions: readonly RegionNeed[];
}

/** What one solved run planned for a case. */
export interface CaseInRun {
  readonly runId: string;
  readonly label: string;
  readonly state: RunState;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  /** Null: the run left the case without a leader. */
  readonly leaderRef: LeaderRef | null;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads of what was found out about a run when it was solved. An id that is no UUID names no run. */
@Injectable()
export class RunInsightQueries {
  constructor(private readonly database: Database) {}

  /** Null: no such run or case, or the run has no plan (yet). */
  async ofCase(runId: string, caseId: string): Promise<CaseInsight | null> {
    if (!UUID.test(runId)) return null;
    const rows = await this.database.manager.query<{ content: CaseInsight }[]>(
      `SELECT content FROM run_case_insight WHERE run_id = $1 AND case_id = $2`,
      [runId, caseId],
    );
    return rows[0]?.content ?? null;
  }

  /** The case in every solved run of its offer, newest first. */
  async runsOfCase(offer: OfferYear, caseId: CaseId): Promise<readonly CaseInRun[]> {
    return this.database.manager.query<CaseInRun[]>(
      `SELECT r.id AS "runId", r.label, r.state, i.content->>'leader' AS "leaderRef",
              to_char(r.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "createdAt"
         FROM run r JOIN run_case_insight i ON i.run_id = r.id AND i.case_id = $2
        WHERE r.offer = $1 ORDER BY r.created_at DESC, r.id DESC`,
      [offer, caseId],
    );
  }

  /** Leaders by the worth of one more day, regions by what they lack. Null: no such run, or no plan (yet). */
  async marginalValues(runId: string): Promise<MarginalView | null> {
    if (!UUID.test(runId)) return null;
    const rows = await this.database.manager.query<MarginalView[]>(
      `SELECT run_id AS "runId", leaders, regions FROM run_insight WHERE run_id = $1`,
      [runId],
    );
    return rows[0] ?? null;
  }
}
