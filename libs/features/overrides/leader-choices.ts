import { Injectable } from '@nestjs/common';
import type { PairRefusal } from '../../domain/candidates/index.js';
import {
  type CaseId,
  type HalfDays,
  type LeaderRef,
  type Metres,
  SYSTEM,
} from '../../domain/kernel/index.js';
import { distanceMetres } from '../../platform/geography/index.js';
import { Database } from '../../platform/database/index.js';
import { foresee } from './foresee.js';
import type { ForeseenPair } from './foreseen.js';
import type { Scene } from './scene.js';
import { SceneQueries } from './scene.queries.js';

/** A leader as a choice for one case. */
export interface LeaderChoice {
  readonly leaderRef: LeaderRef;
  /** Null: it is not known where one of them is. */
  readonly distanceMetres: Metres | null;
  /** In half-days, were every proposal of the run published. */
  readonly daysLeft: HalfDays;
  /** What the pair would be like; null: a rule refuses it. */
  readonly pair: ForeseenPair | null;
  /** Rules that may be overruled. */
  readonly toOverrule: readonly PairRefusal[];
  readonly refusals: readonly PairRefusal[];
}

/** Every leader beside one case of a run as things stand, who may take it first, then by distance. */
@Injectable()
export class LeaderChoices {
  constructor(
    private readonly database: Database,
    private readonly scenes: SceneQueries,
  ) {}

  /** Null: no such run or case. `matchId`: the match that the choice would end; absent: the case has none. */
  async forCase(runId: string, caseId: CaseId, matchId?: string): Promise<readonly LeaderChoice[] | null> {
    return this.database.transaction(
      SYSTEM,
      async (manager) => {
        const scene = await this.scenes.load(manager, runId, [
          { kind: 'place', caseId, leaderRef: '' },
          ...(matchId === undefined ? [] : [{ kind: 'unassign', matchId } as const]),
        ]);
        if (scene?.cases.has(caseId) !== true) return null;
        const all = await this.scenes.allBudgets(manager, scene);
        const beside = besideCase(all, caseId);
        return scene.snapshot.leaders
          .map(({ leaderRef }) => choiceOf(beside(leaderRef), leaderRef, caseId, matchId))
          .sort(byUse);
      },
      { isolation: 'REPEATABLE READ' },
    );
  }
}

/**
 * The part of a scene that one leader and the case see: of a whole nation's matches and leaders nothing else decides
 * about the pair, and looking through all of them for every leader took seconds.
 */
function besideCase(scene: Scene, caseId: CaseId): (leaderRef: LeaderRef) => Scene {
  const { snapshot } = scene;
  const ofCase = scene.matches.filter((match) => match.caseId === caseId);
  const holders = new Set(ofCase.map(({ leaderRef }) => leaderRef));
  const [leaders, matches] = [byLeader(snapshot.leaders), byLeader(scene.matches)];
  const [earlier, earlierOfCase] = [
    byLeader(snapshot.earlier),
    snapshot.earlier.filter((one) => one.caseId === caseId),
  ];
  return (leaderRef) => ({
    ...scene,
    matches: [...ofCase, ...(matches.get(leaderRef) ?? []).filter((match) => match.caseId !== caseId)],
    snapshot: {
      ...snapshot,
      leaders: [...new Set([leaderRef, ...holders])].flatMap((ref) => leaders.get(ref) ?? []),
      earlier: [...earlierOfCase, ...(earlier.get(leaderRef) ?? []).filter((one) => one.caseId !== caseId)],
    },
  });
}

function byLeader<Item extends { readonly leaderRef: LeaderRef }>(
  items: readonly Item[],
): ReadonlyMap<LeaderRef, readonly Item[]> {
  const groups = new Map<LeaderRef, Item[]>();
  for (const item of items) {
    const group = groups.get(item.leaderRef);
    if (group === undefined) groups.set(item.leaderRef, [item]);
    else group.push(item);
  }
  return groups;
}

function choiceOf(scene: Scene, leaderRef: LeaderRef, caseId: CaseId, matchId?: string): LeaderChoice {
  const change =
    matchId === undefined
      ? ({ kind: 'place', caseId, leaderRef } as const)
      : ({ kind: 'reassign', matchId, leaderRef } as const);
  const { items, leaders } = foresee(scene, [change], distanceMetres);
  const [item] = items;
  const leader = scene.snapshot.leaders.find((one) => one.leaderRef === leaderRef);
  const [from, to] = [leader?.location ?? null, scene.cases.get(caseId)?.supportCase.location ?? null];
  return {
    leaderRef,
    distanceMetres: from === null || to === null ? null : distanceMetres(from, to),
    daysLeft: leaders.find((one) => one.leaderRef === leaderRef)?.daysLeftBefore ?? 0,
    pair: item?.refusals.length === 0 ? item.after : null,
    toOverrule: item?.toOverrule ?? [],
    refusals: item?.refusals ?? [],
  };
}

/** Who may take it by their score, then who would need a rule overruled, then the others; each by distance. */
function byUse(a: LeaderChoice, b: LeaderChoice): number {
  const rank = ({ refusals, toOverrule }: LeaderChoice): number =>
    refusals.length > 0 ? 2 : toOverrule.length > 0 ? 1 : 0;
  const score = ({ pair }: LeaderChoice): number => pair?.score.total ?? 0;
  const far = (one: LeaderChoice): number => one.distanceMetres ?? Number.MAX_SAFE_INTEGER;
  return (
    rank(a) - rank(b) ||
    (rank(a) === 0 ? score(a) - score(b) : 0) ||
    far(a) - far(b) ||
    (a.leaderRef < b.leaderRef ? -1 : 1)
  );
}
