import type { HalfDays, LeaderRef } from '../../domain/kernel/index.js';
import type { ForeseenLeader } from './foreseen.js';
import { isLive, type MoveAsked } from './moves-asked.js';
import type { Scene, SceneMatch } from './scene.js';

/** Each leader concerned before and after all of the moves, in the order of their references. */
export function tallyDays(scene: Scene, moves: readonly MoveAsked[]): readonly ForeseenLeader[] {
  const refs = new Set<LeaderRef>();
  for (const { ends, places } of moves) {
    if (ends !== null) refs.add(ends.leaderRef);
    if (places !== null) refs.add(places.leaderRef);
  }
  const ended = new Set(moves.flatMap(({ ends }) => (ends === null ? [] : [ends.id])));
  return [...refs].sort().map((leaderRef) => tallyOf(scene, moves, ended, leaderRef));
}

function tallyOf(
  scene: Scene,
  moves: readonly MoveAsked[],
  ended: ReadonlySet<string>,
  leaderRef: LeaderRef,
): ForeseenLeader {
  const leader = scene.snapshot.leaders.find((one) => one.leaderRef === leaderRef);
  const own = scene.matches.filter((match) => match.leaderRef === leaderRef);
  const proposals = own.filter((match) => match.state === 'proposed' && match.runId === scene.run.id);
  const staying = proposals.filter(({ id }) => !ended.has(id));
  const ending = own.filter((match) => isLive(match) && ended.has(match.id));
  const came = moves.flatMap(({ places, supportCase }) =>
    places?.leaderRef === leaderRef && supportCase !== null
      ? [{ isLive: places.isLive, halfDays: supportCase.supportCase.halfDays }]
      : [],
  );
  const [live, proposed] = [came.filter((one) => one.isLive), came.filter((one) => !one.isLive)];
  const budgetLeftBefore = scene.budgets.get(leaderRef)?.availableHalfDays ?? 0;
  const budgetLeftAfter = budgetLeftBefore + total(ending) - total(live);
  const held = leader?.engagementsHeld ?? 0;
  const liveAfter = held - ending.length + live.length;
  return {
    ...{ leaderRef, budgetLeftBefore, budgetLeftAfter },
    daysLeftBefore: budgetLeftBefore - total(proposals),
    daysLeftAfter: budgetLeftAfter - total(staying) - total(proposed),
    engagementsBefore: held + proposals.length,
    engagementsAfter: liveAfter + staying.length + proposed.length,
    liveAfter,
    maxEngagements: leader?.maxEngagements ?? null,
    heldBy: staying.map(({ id, caseId, caseName, halfDays }: SceneMatch) => ({
      ...{ matchId: id, caseId, caseName, halfDays },
    })),
  };
}

function total(items: readonly { readonly halfDays: HalfDays }[]): HalfDays {
  return items.reduce((sum, { halfDays }) => sum + halfDays, 0);
}
