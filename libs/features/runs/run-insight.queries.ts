import { Injectable } from '@nestjs/common';
import type { CaseInsight, MarginalValue, RegionNeed } from '../../domain/planning/index.js';
import { Database } from '../../platform/database/index.js';

export interface MarginalView {
  readonly runId: string;
  readonly leaders: readonly MarginalValue[];
  readonly regions: readonly RegionNeed[];
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
