import { Injectable } from '@nestjs/common';
import { contextOfSnapshot, type PairRefusal, pairRule } from '../../domain/candidates/index.js';
import type { Actor, CaseId, HalfDays, LeaderRef, Metres } from '../../domain/kernel/index.js';
import { distanceMetres } from '../../platform/geography/index.js';
import { Database } from '../../platform/database/index.js';
import { foresee, judgePlaced } from './foresee.js';
import type { ForeseenPair } from './foreseen.js';
import { isLive } from './moves-asked.js';
import { rulingsAfter } from './rulings-after.js';
import type { HeldByRun, Scene, SceneMatch } from './scene.js';
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

/** Every leader who is there for the actor, beside one case of a run as things stand, who may take it first, then by distance. */
@Injectable()
export class LeaderChoices {
  constructor(
    private readonly database: Database,
    private readonly scenes: SceneQueries,
  ) {}

  /** Null: no such run or case. `matchId`: the match that the choice would end; absent: the case has none. */
  async forCase(
    actor: Actor,
    runId: string,
    caseId: CaseId,
    matchId?: string,
  ): Promise<readonly LeaderChoice[] | null> {
    return this.database.transaction(
      actor,
      async (manager) => {
        const changes = [
          { kind: 'place', caseId, leaderRef: '' } as const,
          ...(matchId === undefined ? [] : [{ kind: 'unassign', matchId } as const]),
        ];
        const scene = await this.scenes.load(manager, actor, runId, changes, 'every');
        if (scene?.cases.has(caseId) !== true) return null;
        const proposals = await this.scenes.proposalsOf(manager, runId);
        return choicesOf(scene, proposals, caseId, matchId).sort(byUse);
      },
      { isolation: 'REPEATABLE READ' },
    );
  }
}

function choicesOf(
  scene: Scene,
  proposals: ReadonlyMap<LeaderRef, HeldByRun>,
  caseId: CaseId,
  matchId?: string,
): LeaderChoice[] {
  const supportCase = scene.cases.get(caseId);
  if (supportCase === undefined) return [];
  const ends = scene.matches.find(({ id }) => id === matchId);
  const isPublished = ends === undefined ? scene.run.state === 'published' : isLive(ends);
  const context = contextOfSnapshot({ ...scene.snapshot, rulings: rulingsAfter(scene, []) });
  return scene.snapshot.leaders.map((leader) => {
    const { leaderRef, location, halfDaysRemaining: budget } = leader;
    if (leaderRef === ends?.leaderRef) return holderOf(scene, ends);
    const held = proposals.get(leaderRef) ?? { matches: 0, halfDays: 0 };
    const daysLeft = budget - held.halfDays;
    // As `foresee` says it of one change: a published match takes its days from the budget, whatever is proposed besides.
    const own = isPublished
      ? leader
      : {
          ...leader,
          halfDaysRemaining: daysLeft,
          engagementsHeld: leader.engagementsHeld + held.matches,
        };
    const to = supportCase.supportCase.location;
    const metres = location === null || to === null ? null : distanceMetres(location, to);
    const { pair, broken } = judgePlaced(own, supportCase.supportCase, metres, context);
    const refusals = broken.filter(({ code }) => !pairRule(code).overrulable);
    return {
      ...{ leaderRef, distanceMetres: metres, daysLeft, refusals },
      pair: refusals.length === 0 ? pair : null,
      toOverrule: broken.filter(({ code }) => pairRule(code).overrulable),
    };
  });
}

/** Who has the case now. */
function holderOf(scene: Scene, { id, caseId, leaderRef }: SceneMatch): LeaderChoice {
  const changes = [{ kind: 'reassign', matchId: id, leaderRef } as const];
  const { items, leaders } = foresee(scene, changes, distanceMetres);
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
