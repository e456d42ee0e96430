import { Injectable } from '@nestjs/common';
import type { OverrideReasonCode, PairRefusalCode } from '../../domain/candidates/index.js';
import type { CaseId, LeaderRef, OfferYear } from '../../domain/kernel/index.js';
import type { DecisionState } from '../../domain/lifecycle/index.js';
import { Database } from '../../platform/database/index.js';
import type { DecisionOutcome } from './carry-out.js';
import type { Foreseen } from './foreseen.js';
import type { OverrideChange } from './override-change.js';
import { shownEffects } from './own-region.queries.js';

/** One decision as lists and pages show it. Times are ISO 8601 in UTC. */
export interface OverrideView {
  readonly id: string;
  readonly offer: OfferYear;
  readonly runId: string;
  readonly runLabel: string;
  readonly changes: readonly OverrideChange[];
  /** As it was shown to whoever decided. */
  readonly effect: Foreseen;
  /** Null: nothing has been done. */
  readonly outcome: DecisionOutcome | null;
  readonly reasonCode: OverrideReasonCode;
  readonly reason: string;
  readonly state: DecisionState;
  readonly version: number;
  readonly undoes: string | null;
  /** The decision that took it back. */
  readonly undoneBy: string | null;
  readonly effectId: string | null;
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
  readonly answerReason: string | null;
}

export interface OverrideFilter {
  readonly offer?: string;
  readonly runId?: string;
  readonly caseId?: string;
  readonly state?: DecisionState;
  readonly decidedBy?: string;
  /** 1 to 200; default 50. */
  readonly limit?: number;
}

export interface RulingView {
  readonly id: string;
  readonly offer: OfferYear;
  readonly kind: 'pin' | 'forbid';
  readonly leaderRef: LeaderRef;
  readonly caseId: CaseId;
  readonly caseName: string;
  readonly runId: string;
  readonly reasonCode: OverrideReasonCode;
  readonly reason: string;
  readonly ruledBy: string;
  readonly ruledAt: string;
  readonly liftedBy: string | null;
  readonly liftedAt: string | null;
}

/** Decisions that were carried out, by the reason given for them. */
export interface ReasonCount {
  readonly reasonCode: OverrideReasonCode;
  readonly decisions: number;
  /** Of those, taken back since. */
  readonly takenBack: number;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOST = 200;
const time = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const VIEW = `
  SELECT d.id, d.offer, d.run_id AS "runId", run.label AS "runLabel", d.changes, d.effect, d.outcome,
         d.reason_code AS "reasonCode", d.reason, d.state, d.version, d.undoes,
         (SELECT later.id FROM match_decision later WHERE later.undoes = d.id AND later.state IN ('done','undone')
           ORDER BY later.decided_at DESC LIMIT 1) AS "undoneBy",
         d.effect_id AS "effectId", d.decided_by AS "decidedBy", ${time('d.decided_at')} AS "decidedAt",
         d.answered_by AS "answeredBy", ${time('d.answered_at')} AS "answeredAt", d.answer_reason AS "answerReason"
    FROM match_decision d JOIN run ON run.id = d.run_id`;

/** Reads of reviewers' decisions and rulings. An id that is no UUID names nothing. */
@Injectable()
export class OverridesQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(filter: OverrideFilter): Promise<readonly OverrideView[]> {
    const { offer, runId, caseId, state, decidedBy, limit = 50 } = filter;
    if (runId !== undefined && !UUID.test(runId)) return [];
    const rows = await this.database.manager.query<OverrideView[]>(
      `${VIEW}
        WHERE ($1::text IS NULL OR d.offer = $1) AND ($2::uuid IS NULL OR d.run_id = $2)
          AND ($3::text IS NULL OR d.state = $3) AND ($4::text IS NULL OR d.decided_by = $4)
          AND ($5::text IS NULL OR d.effect->'items' @> jsonb_build_array(jsonb_build_object('caseId', $5::text)))
        ORDER BY d.decided_at DESC, d.id LIMIT $6`,
      [
        ...[offer ?? null, runId ?? null, state ?? null, decidedBy ?? null, caseId ?? null],
        Math.min(Math.max(Math.trunc(limit), 1), MOST),
      ],
    );
    return this.shown(rows);
  }

  async find(decisionId: string): Promise<OverrideView | null> {
    if (!UUID.test(decisionId)) return null;
    const rows = await this.database.manager.query<OverrideView[]>(`${VIEW} WHERE d.id = $1`, [decisionId]);
    return (await this.shown(rows))[0] ?? null;
  }

  /** How often reviewers decided otherwise in an offer, by their reason, the most frequent first. */
  async countsByReason(offer: OfferYear): Promise<readonly ReasonCount[]> {
    return this.database.manager.query<ReasonCount[]>(
      `SELECT reason_code AS "reasonCode", count(*)::integer AS decisions,
              count(*) FILTER (WHERE state = 'undone')::integer AS "takenBack"
         FROM match_decision WHERE offer = $1 AND undoes IS NULL AND state IN ('done','undone')
        GROUP BY reason_code ORDER BY decisions DESC, reason_code`,
      [offer],
    );
  }

  private async shown(rows: readonly OverrideView[]): Promise<readonly OverrideView[]> {
    const shown: OverrideView[] = [];
    for (const row of rows) {
      const [effect = row.effect] = await shownEffects(this.database.manager, row.offer, [row.effect]);
      shown.push({ ...row, effect });
    }
    return shown;
  }

  /** By case; lifted ones only where they are asked for. */
  async rulings(filter: {
    readonly offer?: string;
    readonly caseId?: string;
    readonly lifted?: boolean;
  }): Promise<readonly RulingView[]> {
    return this.database.manager.query<RulingView[]>(
      `SELECT r.id, r.offer, r.kind, r.leader_ref AS "leaderRef", r.case_id AS "caseId", c.name AS "caseName",
              d.run_id AS "runId", r.reason_code AS "reasonCode", r.reason, r.ruled_by AS "ruledBy",
              ${time('r.ruled_at')} AS "ruledAt", r.lifted_by AS "liftedBy", ${time('r.lifted_at')} AS "liftedAt"
         FROM ruling r JOIN support_case c ON c.offer = r.offer AND c.case_id = r.case_id
         JOIN match_decision d ON d.id = r.decision_id
        WHERE ($1::text IS NULL OR r.offer = $1) AND ($2::text IS NULL OR r.case_id = $2)
          AND ($3 OR r.lifted_at IS NULL)
        ORDER BY r.offer DESC, r.case_id, r.ruled_at, r.id`,
      [filter.offer ?? null, filter.caseId ?? null, filter.lifted ?? false],
    );
  }

  /** By match: the rules that its pair was allowed to break. */
  async overruledOf(matchIds: readonly string[]): Promise<ReadonlyMap<string, readonly PairRefusalCode[]>> {
    const rows = await this.database.manager.query<{ id: string; codes: PairRefusalCode[] }[]>(
      `SELECT m.id, coalesce(jsonb_path_query_array(m.facts, '$.overruled[*].code'), '[]'::jsonb) AS codes
         FROM match m WHERE m.id = ANY ($1::uuid[])`,
      [matchIds],
    );
    return new Map(rows.map(({ id, codes }) => [id, codes]));
  }
}
