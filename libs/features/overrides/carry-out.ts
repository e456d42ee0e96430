import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { OverrideReasonCode } from '../../domain/candidates/index.js';
import {
  accepted,
  type Actor,
  assert,
  type CaseId,
  type LeaderRef,
  type Outcome,
} from '../../domain/kernel/index.js';
import { type Audited, justTold, writeAudited } from '../../platform/audit/index.js';
import { inOneGo } from '../../platform/database/index.js';
import {
  endUndelivered,
  insertRuling,
  liftRuling,
  type LockedMatch,
  type Placement,
  placementOf,
  placing,
  publishLocked,
  type PublishMatchesRefusal,
  superseding,
} from '../matches/index.js';
import type { ForeseenChanges } from './foresee.js';
import type { ForeseenItem } from './foreseen.js';
import type { Scene } from './scene.js';

/** What one change did, with everything that undoing it needs. */
export interface DoneChange {
  readonly kind: ForeseenItem['kind'];
  readonly caseId: CaseId;
  readonly leaderBefore: LeaderRef | null;
  readonly leaderAfter: LeaderRef | null;
  /** The match that ended. */
  readonly matchBefore: string | null;
  readonly matchAfter: string | null;
  /** Made or lifted. */
  readonly rulingId: string | null;
  readonly rulingKind: 'pin' | 'forbid' | null;
}

export interface DecisionOutcome {
  readonly items: readonly DoneChange[];
}

export interface ToCarryOut {
  readonly decisionId: string;
  readonly reasonCode: OverrideReasonCode;
  readonly reason: string;
  readonly scene: Scene;
  readonly foreseen: ForeseenChanges;
  /** The matches that the changes name, under their locks. */
  readonly locked: ReadonlyMap<string, LockedMatch>;
}

/**
 * Does what was foreseen, inside the caller's transaction and under its locks: what ends gives its days back first, then
 * rulings are made and lifted, because no pair that is ruled out is published; then the new matches are placed, and those
 * that take the place of published ones are published. `decided` writes the decision itself, and the trail has it last.
 */
export async function carryOut(
  manager: EntityManager,
  actor: Actor,
  work: ToCarryOut,
  decided: (outcome: DecisionOutcome) => Audited<unknown>,
): Promise<Outcome<null, PublishMatchesRefusal>> {
  const { scene, foreseen, reason } = work;
  const { id: runId, offer } = scene.run;
  const ending = endingBy(work);
  const live = ending.filter(({ state }) => state !== 'proposed');
  await endUndelivered(manager, actor, live, { event: 'supersede', daysReason: 'superseded', reason });
  const doing = foreseen.items.map((item, index): Doing => {
    const pair = foreseen.candidates[index] ?? null;
    return { item, ruling: rulingBy(actor, work, item), placement: pair && placementOf(pair) };
  });
  const decision = decided({ items: doing.map(doneOf) });
  const toPublish = new Set(
    doing.flatMap(({ item, placement }) => (item.stateAfter === 'published' ? (placement?.id ?? []) : [])),
  );
  const [, , , placed] = await writeAudited(
    ...[manager, actor],
    { ...decision, events: [] }, // before the rulings that name it
    superseding(
      ending.filter(({ state }) => state === 'proposed'),
      reason,
    ),
    allOf(doing.flatMap(({ ruling }) => ruling ?? [])),
    placing({ runId, offer, reason, placements: doing.flatMap(({ placement }) => placement ?? []) }),
    justTold(toPublish.size === 0 ? decision.events : []),
  );
  if (toPublish.size === 0) return accepted(null);
  const published = await publishLocked(
    ...[manager, actor],
    placed.filter(({ id }) => toPublish.has(id)),
    justTold(decision.events),
  );
  return published.ok ? accepted(null) : published;
}

/** One change on its way. */
interface Doing {
  readonly item: ForeseenItem;
  readonly ruling: (Audited<unknown> & Ruled) | null;
  readonly placement: Placement | null;
}

type Ruled = Pick<DoneChange, 'rulingId' | 'rulingKind'>;

function doneOf({ item, ruling, placement }: Doing): DoneChange {
  const { kind, leaderBefore, leaderAfter, matchId: matchBefore } = item;
  return {
    ...{ kind, caseId: caseOf(item), leaderBefore, leaderAfter, matchBefore },
    ...{ matchAfter: placement?.id ?? null },
    ...{ rulingId: ruling?.rulingId ?? null, rulingKind: ruling?.rulingKind ?? null },
  };
}

function allOf(some: readonly Audited<unknown>[]): Audited<unknown> {
  return {
    write: (manager) => inOneGo(...some.map((one) => one.write(manager))),
    events: some.flatMap(({ events }) => events),
  };
}

function caseOf({ caseId }: ForeseenItem): CaseId {
  assert(caseId !== null, 'a change that is possible has a case');
  return caseId;
}

function endingBy({ foreseen, locked }: ToCarryOut): readonly LockedMatch[] {
  return foreseen.items.flatMap(({ matchId }) => (matchId === null ? [] : (locked.get(matchId) ?? [])));
}

/** What the change rules or lifts; null: neither. */
function rulingBy(
  actor: Actor,
  { decisionId, reasonCode, reason, scene }: ToCarryOut,
  item: ForeseenItem,
): (Audited<unknown> & Ruled) | null {
  const { kind, leaderBefore, leaderAfter, rulingId } = item;
  const caseId = caseOf(item);
  const { offer } = scene.run;
  if (kind === 'lift' && rulingId !== null) {
    const rulingKind = scene.rulings.find(({ id }) => id === rulingId)?.kind ?? null;
    const event = { action: 'ruling.lift', subjectKind: 'ruling', subjectId: rulingId, reason };
    return {
      ...{ rulingId, rulingKind },
      write: (manager) => liftRuling(manager, rulingId, { by: actor.id, decisionId }),
      events: [{ ...event, before: { offer, caseId, leaderRef: leaderBefore, kind: rulingKind } }],
    };
  }
  if ((kind !== 'pin' && kind !== 'forbid') || leaderAfter === null) return null;
  const id = randomUUID();
  const ruling = { offer, caseId, leaderRef: leaderAfter, kind };
  return {
    ...{ rulingId: id, rulingKind: kind },
    write: (manager) =>
      insertRuling(manager, { id, ...ruling, decisionId, reasonCode, reason, ruledBy: actor.id }),
    events: [{ action: `ruling.${kind}`, subjectKind: 'ruling', subjectId: id, reason, after: ruling }],
  };
}
