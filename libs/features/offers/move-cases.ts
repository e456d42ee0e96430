import type { EntityManager } from 'typeorm';
import {
  accepted,
  assert,
  refused,
  type Actor,
  type CaseId,
  type IsoDate,
  type OfferYear,
  type Outcome,
} from '../../domain/kernel/index.js';
import { transition, type CaseEvent, type CaseState } from '../../domain/lifecycle/index.js';
import { append } from '../../platform/audit/index.js';
import { insertMove } from './case-work.repository.js';
import { lockCases, setCaseState } from './support-cases.repository.js';

export interface CaseMove {
  readonly caseId: CaseId;
  readonly event: CaseEvent;
  /** The day on which it happened; today where it is left out. */
  readonly on?: IsoDate;
}

export interface CaseMoved extends Omit<CaseMove, 'on'> {
  readonly from: CaseState;
  readonly to: CaseState;
}

/** Facts: `offer`, `caseId`, and of an impossible move those of `transition`. */
export type MoveCasesRefusal = 'no-such-case' | 'not-possible-in-this-state';

/**
 * Moves cases by their lifecycle inside the caller's transaction, each with an audit row. All of them or none: the
 * first that cannot move is the refusal, and the caller must roll back (`Database.transaction` does so when the refusal
 * is what it returns). Cases are locked in the order of their ids before anything is looked at.
 */
export async function moveCases(
  manager: EntityManager,
  actor: Actor,
  offer: OfferYear,
  moves: readonly CaseMove[],
  reason?: string,
): Promise<Outcome<readonly CaseMoved[], MoveCasesRefusal>> {
  const locked = await lockCases(manager, offer, [...new Set(moves.map(({ caseId }) => caseId))]);
  const cases = new Map(locked.map((row) => [row.caseId, row]));
  const moved: CaseMoved[] = [];
  for (const { caseId, event, on } of moves) {
    const row = cases.get(caseId);
    if (row === undefined) return refused('no-such-case', { offer, caseId });
    const next = transition('case', row.state, event);
    if (!next.ok) return refused(next.refusal.code, { ...next.refusal.facts, offer, caseId });
    const written = await setCaseState(manager, offer, row, next.value);
    assert(written, `case ${caseId} changed under its lock`);
    await insertMove(manager, offer, {
      ...{ caseId, event, from: row.state, to: next.value, on: on ?? null },
      ...{ reason: reason ?? null, recordedBy: actor.id },
    });
    await append(manager, actor, {
      action: `case.${event}`,
      subjectKind: 'case',
      subjectId: `${offer}/${caseId}`,
      before: { state: row.state },
      after: { state: next.value, ...(on === undefined ? {} : { on }) },
      ...(reason === undefined ? {} : { reason }),
    });
    moved.push({ caseId, event, from: row.state, to: next.value });
    cases.set(caseId, { ...row, state: next.value, version: row.version + 1 });
  }
  return accepted(moved);
}
