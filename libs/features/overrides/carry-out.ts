import type { EntityManager } from 'typeorm';
import type { Candidate, OverrideReasonCode } from '../../domain/candidates/index.js';
import {
  accepted,
  type Actor,
  assert,
  type CaseId,
  type LeaderRef,
  type Outcome,
} from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import {
  endUndelivered,
  insertRuling,
  liftRuling,
  type LockedMatch,
  placeProposals,
  publishLocked,
  type PublishMatchesRefusal,
  supersedeProposals,
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
 * that take the place of published ones are published.
 */
export async function carryOut(
  manager: EntityManager,
  actor: Actor,
  work: ToCarryOut,
): Promise<Outcome<DecisionOutcome, PublishMatchesRefusal>> {
  const { scene, foreseen, reason } = work;
  const { id: runId, offer } = scene.run;
  await endMatches(manager, actor, work);
  const rulings = await ruledFor(manager, actor, work);
  const at = foreseen.candidates.flatMap((candidate, index) => (candidate === null ? [] : [index]));
  const placed = await placeProposals(manager, actor, {
    ...{ runId, offer, reason },
    pairs: at.map((index) => pairToStore(foreseen.candidates[index] ?? null)),
  });
  const placedAt = new Map(at.map((index, place) => [index, placed[place]?.id ?? null]));
  const toPublish = placed.filter((_, place) => foreseen.items[at[place] ?? -1]?.stateAfter === 'published');
  if (toPublish.length > 0) {
    const published = await publishLocked(manager, actor, toPublish);
    if (!published.ok) return published;
  }
  const items = foreseen.items.map((item, index): DoneChange => {
    const { kind, leaderBefore, leaderAfter, matchId: matchBefore } = item;
    const ruled = rulings[index] ?? NOT_RULED;
    const done = { kind, caseId: caseOf(item), leaderBefore, leaderAfter, matchBefore, ...ruled };
    return { ...done, matchAfter: placedAt.get(index) ?? null };
  });
  return accepted({ items });
}

type Ruled = Pick<DoneChange, 'rulingId' | 'rulingKind'>;
const NOT_RULED: Ruled = { rulingId: null, rulingKind: null };

/** What each change ruled or lifted, in their order. */
async function ruledFor(manager: EntityManager, actor: Actor, work: ToCarryOut): Promise<readonly Ruled[]> {
  const ruled: Ruled[] = [];
  for (const item of work.foreseen.items) {
    ruled.push(await changeRulings(manager, actor, work, item, caseOf(item)));
  }
  return ruled;
}

function caseOf({ caseId }: ForeseenItem): CaseId {
  assert(caseId !== null, 'a change that is possible has a case');
  return caseId;
}

function pairToStore(candidate: Candidate | null): Candidate {
  assert(candidate !== null, 'a place without a pair');
  return candidate;
}

async function endMatches(
  manager: EntityManager,
  actor: Actor,
  { foreseen, locked, reason }: ToCarryOut,
): Promise<void> {
  const ending = foreseen.items.flatMap(({ matchId }) =>
    matchId === null ? [] : (locked.get(matchId) ?? []),
  );
  const proposals = ending.filter(({ state }) => state === 'proposed');
  const live = ending.filter(({ state }) => state !== 'proposed');
  await supersedeProposals(manager, actor, proposals, reason);
  await endUndelivered(manager, actor, live, { event: 'supersede', daysReason: 'superseded', reason });
}

async function changeRulings(
  manager: EntityManager,
  actor: Actor,
  { decisionId, reasonCode, reason, scene }: ToCarryOut,
  { kind, leaderBefore, leaderAfter, rulingId }: ForeseenItem,
  caseId: CaseId,
): Promise<Ruled> {
  const { offer } = scene.run;
  if (kind === 'lift' && rulingId !== null) {
    const ruling = scene.rulings.find(({ id }) => id === rulingId);
    await liftRuling(manager, rulingId, { by: actor.id, decisionId });
    await append(manager, actor, {
      ...{ action: 'ruling.lift', subjectKind: 'ruling', subjectId: rulingId, reason },
      before: { offer, caseId, leaderRef: leaderBefore, kind: ruling?.kind ?? null },
    });
    return { rulingId, rulingKind: ruling?.kind ?? null };
  }
  if ((kind !== 'pin' && kind !== 'forbid') || leaderAfter === null) return NOT_RULED;
  const ruling = { offer, caseId, leaderRef: leaderAfter, kind };
  const id = await insertRuling(manager, {
    ...{ ...ruling, decisionId, reasonCode, reason, ruledBy: actor.id },
  });
  await append(manager, actor, {
    ...{ action: `ruling.${kind}`, subjectKind: 'ruling', subjectId: id, reason, after: ruling },
  });
  return { rulingId: id, rulingKind: kind };
}
