import type { EntityManager } from 'typeorm';
import type { Actor, Outcome } from '../../domain/kernel/index.js';
import { inOneGo } from '../../platform/database/index.js';
import type { Shortfall } from '../budgets/index.js';
import { casesStanding } from '../offers/index.js';
import { proposalsStanding } from './matches.repository.js';
import { countedBeside, engagementsEverywhere, findObstacles, lookInTheWay } from './publish-obstacles.js';
import { type PublishMatchesRefusal, refusedFor } from './publish-matches.js';

/**
 * What `publishMatches` would refuse all proposals of a run with where a budget does not suffice for them, looked at without
 * any lock: many who want one budget do not wait for each other only to hear that it is used up. A no was true when it was
 * read; undefined is no yes: that is decided under the locks.
 */
export async function refusedForDays(
  manager: EntityManager,
  actor: Actor,
  runId: string,
): Promise<Outcome<never, PublishMatchesRefusal> | undefined> {
  const proposed = await proposalsStanding(manager, runId);
  const [first] = proposed;
  const shortfalls = shortfallsOf(proposed);
  if (first === undefined || shortfalls.length === 0) return undefined;
  const caseIds = proposed.map(({ caseId }) => caseId);
  const [cases, found, counted] = await inOneGo(
    casesStanding(manager, first.offer, caseIds),
    lookInTheWay(manager, proposed),
    countedBeside(manager, actor, proposed),
  );
  const engagements = counted ?? (await engagementsEverywhere(manager, actor, proposed));
  const standing = new Map(cases.map((one) => [one.caseId, one]));
  return refusedFor(findObstacles(proposed, standing, { ...found, engagements }, shortfalls));
}

function shortfallsOf(proposed: Awaited<ReturnType<typeof proposalsStanding>>): readonly Shortfall[] {
  const needed = new Map<string, Shortfall>();
  for (const { offer, leaderRef, halfDays, leftHalfDays } of proposed) {
    const before = needed.get(leaderRef)?.neededHalfDays ?? 0;
    needed.set(leaderRef, { offer, leaderRef, neededHalfDays: before + halfDays, leftHalfDays });
  }
  return [...needed.values()]
    .filter(({ neededHalfDays, leftHalfDays }) => neededHalfDays > leftHalfDays)
    .sort((a, b) => (a.leaderRef < b.leaderRef ? -1 : 1));
}
