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
import { type Audited, writeAudited } from '../../platform/audit/index.js';
import { inOneGo } from '../../platform/database/index.js';
import { insertMoves } from './case-work.repository.js';
import { type CaseNow, lockCases, type LockedCase, setCaseStates } from './support-cases.repository.js';

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
  const moving = movingCases(actor, offer, locked, moves, reason);
  if (!moving.ok) return moving;
  const [moved] = await writeAudited(manager, actor, moving.value);
  return accepted(moved);
}

/** `moveCases` for cases whose rows this transaction holds locked, as they are now. */
export function movingCases(
  actor: Actor,
  offer: OfferYear,
  locked: readonly LockedCase[],
  moves: readonly CaseMove[],
  reason?: string,
): Outcome<Audited<readonly CaseMoved[]>, MoveCasesRefusal> {
  const cases = new Map(
    locked.map((from): [CaseId, CaseNow] => [from.caseId, { from, state: from.state, moves: 0 }]),
  );
  const moved: (CaseMoved & { readonly on: IsoDate | null })[] = [];
  for (const { caseId, event, on } of moves) {
    const now = cases.get(caseId);
    if (now === undefined) return refused('no-such-case', { offer, caseId });
    const next = transition('case', now.state, event);
    if (!next.ok) return refused(next.refusal.code, { ...next.refusal.facts, offer, caseId });
    moved.push({ caseId, event, from: now.state, to: next.value, on: on ?? null });
    cases.set(caseId, { ...now, state: next.value, moves: now.moves + 1 });
  }
  const changed = [...cases.values()].filter((one) => one.moves > 0);
  return accepted({
    write: async (manager) => {
      if (changed.length === 0) return [];
      const [written] = await inOneGo(
        setCaseStates(manager, offer, changed),
        insertMoves(manager, offer, moved, { reason: reason ?? null, by: actor.id }),
      );
      assert(written === changed.length, `${changed.length - written} cases changed under their locks`);
      return moved.map(({ caseId, event, from, to }) => ({ caseId, event, from, to }));
    },
    events: moved.map(({ caseId, event, from, to, on }) => ({
      ...{ action: `case.${event}`, subjectKind: 'case', subjectId: `${offer}/${caseId}` },
      before: { state: from },
      after: { state: to, ...(on === null ? {} : { on }) },
      ...(reason === undefined ? {} : { reason }),
    })),
  });
}
