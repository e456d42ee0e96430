import type { EntityManager } from 'typeorm';
import type { LeaderRef, OfferYear } from '../../domain/kernel/index.js';
import type { Concerned } from './concerned.js';
import type { Foreseen } from './foreseen.js';
import type { Scene } from './scene.js';

/** What is there for somebody limited to some regions. */
export interface OwnRegion {
  readonly named: Concerned;
  /** Every leader who is known there. */
  readonly leaderRefs: ReadonlySet<LeaderRef>;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Of what changes name, that which is there for the actor; null: the actor is not limited to regions. */
export async function ownOf(
  manager: EntityManager,
  offer: OfferYear,
  named: Concerned,
): Promise<OwnRegion | null> {
  const [own] = await manager.query<(Concerned & { limited: boolean; known: LeaderRef[] })[]>(
    `SELECT regions_in_scope() IS NOT NULL AS limited,
            ARRAY(SELECT id::text FROM match WHERE offer = $1 AND id = ANY ($2::uuid[])) AS "matchIds",
            ARRAY(SELECT id::text FROM ruling WHERE offer = $1 AND id = ANY ($3::uuid[])) AS "rulingIds",
            ARRAY(SELECT case_id FROM support_case WHERE offer = $1 AND case_id = ANY ($4)) AS "caseIds",
            CASE WHEN regions_in_scope() IS NULL THEN '{}' ELSE ARRAY(SELECT ref FROM leader) END AS known`,
    [offer, named.matchIds.filter(isUuid), named.rulingIds.filter(isUuid), named.caseIds],
  );
  if (own?.limited !== true) return null;
  const { known, matchIds, rulingIds, caseIds } = own;
  const leaderRefs = new Set(known);
  return {
    named: {
      matchIds,
      rulingIds,
      caseIds,
      leaderRefs: named.leaderRefs.filter((ref) => leaderRefs.has(ref)),
    },
    leaderRefs,
  };
}

/** What a match elsewhere is called that was named: it counts, and is not found. */
const NAMELESS = 'elsewhere';

/**
 * A scene in which what lies elsewhere cannot be named: it still weighs (days of the run's other proposals, engagements),
 * and a change that names it finds nothing.
 */
export function withinRegion(scene: Scene, named: Concerned, { named: own, leaderRefs }: OwnRegion): Scene {
  const foreign = new Set(named.matchIds.filter((id) => !own.matchIds.includes(id.toLowerCase())));
  return {
    ...scene,
    matches: scene.matches.map((match) => (foreign.has(match.id) ? { ...match, id: NAMELESS } : match)),
    snapshot: {
      ...scene.snapshot,
      leaders: scene.snapshot.leaders.filter(({ leaderRef }) => leaderRefs.has(leaderRef)),
    },
  };
}

type Shown = Pick<Foreseen, 'leaders'>;

/** Effects as the actor may see them: other proposals that hold a leader's days are named where their case is there. */
export async function shownEffects<T extends Shown>(
  manager: EntityManager,
  offer: OfferYear,
  effects: readonly T[],
): Promise<readonly T[]> {
  const named = effects.flatMap(({ leaders }) =>
    leaders.flatMap(({ heldBy }) => heldBy.map(({ caseId }) => caseId)),
  );
  if (named.length === 0) return effects;
  const rows = await manager.query<{ caseId: string }[]>(
    `SELECT case_id AS "caseId" FROM support_case WHERE offer = $1 AND case_id = ANY ($2)`,
    [offer, named],
  );
  const known = new Set(rows.map(({ caseId }) => caseId));
  return effects.map((effect) => ({
    ...effect,
    leaders: effect.leaders.map((leader) => ({
      ...leader,
      heldBy: leader.heldBy.filter(({ caseId }) => known.has(caseId)),
    })),
  }));
}

function isUuid(id: string): boolean {
  return UUID.test(id);
}
