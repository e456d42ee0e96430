import type { EntityManager } from 'typeorm';
import { OVERRIDE_REASON_CODES, type OverrideReasonCode } from '../../domain/candidates/index.js';
import { accepted, type Actor, type Facts, type Outcome, refused } from '../../domain/kernel/index.js';
import { distanceMetres } from '../../platform/geography/index.js';
import { type LockedMatch, REASON_LENGTH } from '../matches/index.js';
import { foresee, type ForeseenChanges } from './foresee.js';
import type { ForeseenItem } from './foreseen.js';
import type { ChangeProblem } from './moves-asked.js';
import { MOST_CHANGES, type OverrideChange } from './override-change.js';
import type { Scene } from './scene.js';
import type { SceneQueries } from './scene.queries.js';
import { type SceneVersions, tagOf, versionsOf } from './scene-versions.js';

export type ReasonRefusal = 'reason-code-unknown' | 'reason-needed' | 'reason-too-long';

/** A code of the list and a text of at most 1,000 characters: both are needed. */
export function parseReason(input: {
  readonly reasonCode: string;
  readonly reason: string;
}): Outcome<{ readonly reasonCode: OverrideReasonCode; readonly reason: string }, ReasonRefusal> {
  const reasonCode = OVERRIDE_REASON_CODES.find((code) => code === input.reasonCode);
  if (reasonCode === undefined) return refused('reason-code-unknown', { allowed: OVERRIDE_REASON_CODES });
  const reason = input.reason.replaceAll('\u0000', '').trim(); // PostgreSQL takes no NUL
  if (reason === '') return refused('reason-needed');
  if (reason.length > REASON_LENGTH) return refused('reason-too-long', { limit: REASON_LENGTH });
  return accepted({ reasonCode, reason });
}

/** Changes beside everything that decides about them, under locks. */
export interface Matter {
  readonly scene: Scene;
  readonly foreseen: ForeseenChanges;
  readonly versions: SceneVersions;
  readonly tag: string;
  readonly locked: ReadonlyMap<string, LockedMatch>;
}

export type ChangesRefusal = 'no-change-named' | 'too-many-changes';

export function countChanges(changes: readonly OverrideChange[]): Outcome<null, ChangesRefusal> {
  if (changes.length === 0) return refused('no-change-named');
  if (changes.length > MOST_CHANGES) return refused('too-many-changes', { limit: MOST_CHANGES });
  return accepted(null);
}

/** The scene is locked, and only then looked at. */
export async function lockMatter(
  manager: EntityManager,
  actor: Actor,
  scenes: SceneQueries,
  runId: string,
  changes: readonly OverrideChange[],
): Promise<Outcome<Matter, 'unknown-run'>> {
  const found = await scenes.lock(manager, actor, runId, changes);
  if (found === undefined) return refused('unknown-run', { runId });
  return accepted({ ...matterOf(found.scene, changes), locked: found.locked });
}

/** As `lockMatter`, without any locks: to be shown. */
export async function readMatter(
  manager: EntityManager,
  actor: Actor,
  scenes: SceneQueries,
  runId: string,
  changes: readonly OverrideChange[],
): Promise<Outcome<Omit<Matter, 'locked'>, 'unknown-run'>> {
  const scene = await scenes.load(manager, actor, runId, changes);
  return scene === undefined ? refused('unknown-run', { runId }) : accepted(matterOf(scene, changes));
}

function matterOf(scene: Scene, changes: readonly OverrideChange[]): Omit<Matter, 'locked'> {
  const foreseen = foresee(scene, changes, distanceMetres);
  const versions = versionsOf(scene, changes, foreseen);
  return { scene, foreseen, versions, tag: tagOf(changes, versions, foreseen) };
}

/** `overrule-needed`: only rules that may be set aside by name; both list `pairs` (`leaderRef`, `caseId`, `rules`). */
export type PossibleRefusal = ChangeProblem | 'override-refused' | 'overrule-needed';

/** The first thing that stands in the way: of a change by itself, then rules, then rules that may be overruled. */
export function checkPossible({ items }: ForeseenChanges): Outcome<null, PossibleRefusal> {
  for (const { problem } of items) {
    if (problem !== null) return refused(problem.code as ChangeProblem, problem.facts);
  }
  const refusedPairs = items.filter(({ refusals }) => refusals.length > 0);
  if (refusedPairs.length > 0) return refused('override-refused', pairFacts(refusedPairs, 'refusals'));
  const unnamed = items.filter(({ toOverrule }) => toOverrule.length > 0);
  return unnamed.length > 0 ? refused('overrule-needed', pairFacts(unnamed, 'toOverrule')) : accepted(null);
}

function pairFacts(items: readonly ForeseenItem[], which: 'refusals' | 'toOverrule'): Facts {
  return {
    pairs: items.map((item) => ({
      caseId: item.caseId,
      leaderRef: item.leaderAfter,
      rules: item[which].map(({ code, facts }) => ({ code, facts })),
    })),
  };
}
