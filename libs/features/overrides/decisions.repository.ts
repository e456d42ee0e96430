import type { EntityManager } from 'typeorm';
import type { OverrideReasonCode } from '../../domain/candidates/index.js';
import { assert, type OfferYear } from '../../domain/kernel/index.js';
import type { DecisionState } from '../../domain/lifecycle/index.js';
import type { DecisionOutcome } from './carry-out.js';
import type { Foreseen } from './foreseen.js';
import type { OverrideChange } from './override-change.js';
import type { SceneVersions } from './scene-versions.js';

export interface NewDecision {
  readonly id: string;
  readonly offer: OfferYear;
  readonly runId: string;
  readonly changes: readonly OverrideChange[];
  readonly effect: Foreseen;
  readonly versions: SceneVersions;
  readonly reasonCode: OverrideReasonCode;
  readonly reason: string;
  readonly undoes: string | null;
  readonly effectId: string | null;
  readonly decidedBy: string;
}

/** A decision as a use case sees it while it holds its row's lock. */
export interface LockedDecision extends Omit<NewDecision, 'effect'> {
  readonly state: DecisionState;
  readonly version: number;
  readonly outcome: DecisionOutcome | null;
}

/** `outcome`: of a decision that needs no second person, and is done; null: it waits for one. */
export async function insertDecision(
  manager: EntityManager,
  decision: NewDecision,
  outcome: DecisionOutcome | null,
): Promise<void> {
  const state: DecisionState = outcome === null ? 'awaiting-approval' : 'done';
  await manager.query(
    `INSERT INTO match_decision (id, offer, run_id, changes, effect, versions, outcome, state, reason_code, reason,
                                 undoes, effect_id, decided_by)
     VALUES ($1, $2, $3, $4::jsonb, $5::jsonb, $6::jsonb, $7::jsonb, $8, $9, $10, $11, $12, $13)`,
    [
      ...[decision.id, decision.offer, decision.runId],
      ...[decision.changes, decision.effect, decision.versions].map((value) => JSON.stringify(value)),
      outcome === null ? null : JSON.stringify(outcome),
      ...[state, decision.reasonCode, decision.reason],
      ...[decision.undoes, decision.effectId, decision.decidedBy],
    ],
  );
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LOCKED = `id, offer, run_id AS "runId", changes, versions, outcome, reason_code AS "reasonCode", reason, state,
  version, undoes, effect_id AS "effectId", decided_by AS "decidedBy"`;

/** Without a lock: what never changes of it, to know what to lock first. Undefined: there is none. */
export async function decisionNamed(manager: EntityManager, id: string): Promise<LockedDecision | undefined> {
  if (!UUID.test(id)) return undefined;
  const rows = await manager.query<LockedDecision[]>(`SELECT ${LOCKED} FROM match_decision WHERE id = $1`, [
    id,
  ]);
  return rows[0];
}

/** Its run is locked before it. */
export async function lockDecision(manager: EntityManager, id: string): Promise<LockedDecision | undefined> {
  const rows = await manager.query<LockedDecision[]>(
    `SELECT ${LOCKED} FROM match_decision WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return rows[0];
}

/** Writes a state that the lifecycle allowed; the row must be the one that was locked or inserted. */
export async function settleDecision(
  manager: EntityManager,
  decision: Pick<LockedDecision, 'id' | 'state' | 'version'>,
  settled: {
    readonly state: DecisionState;
    readonly outcome?: DecisionOutcome;
    readonly answer?: { readonly by: string; readonly reason: string | null };
  },
): Promise<void> {
  const { state, outcome, answer } = settled;
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE match_decision
        SET state = $3, version = version + 1, outcome = coalesce($4::jsonb, outcome),
            answered_by = coalesce($5, answered_by), answer_reason = coalesce($6, answer_reason),
            answered_at = CASE WHEN $5::text IS NULL THEN answered_at ELSE now() END
      WHERE id = $1 AND version = $2 AND state = $7`,
    [
      ...[decision.id, decision.version, state],
      outcome === undefined ? null : JSON.stringify(outcome),
      ...[answer?.by ?? null, answer?.reason ?? null, decision.state],
    ],
  );
  assert(count === 1, `decision ${decision.id} changed under its own lock`);
}
