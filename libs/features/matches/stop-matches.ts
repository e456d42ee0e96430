import type { EntityManager } from 'typeorm';
import { type Actor, assert } from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { append } from '../../platform/audit/index.js';
import { lockCases } from './cases.repository.js';
import { changeMatches } from './change-matches.js';
import { casesTouched, type Tie } from './conflicts.repository.js';
import { lockMatchesOfPairs, type LockedMatch } from './matches.repository.js';
import { endUndelivered } from './unpublish-matches.js';

export interface StoppedMatches {
  /** Ids of matches that were stopped: their days are free and their cases open again. */
  readonly stopped: readonly string[];
  /** Ids of matches whose delivery has begun: nothing was done to them, they are to be ended early by hand. */
  readonly underWay: readonly string[];
}

/** What the leader reads on a stopped match; what the other side said stays with the declaration. */
const STOPPED_BECAUSE = 'A conflict of interest was declared';

/**
 * Stops every proposed, published or accepted match of the pairs that a tie touches. Call it after the tie was written in
 * the same transaction: whoever places such a pair holds its case, is waited for, and whoever comes later sees the tie.
 */
export async function stopMatchesOfTie(
  manager: EntityManager,
  actor: Actor,
  tie: Tie,
): Promise<StoppedMatches> {
  const { offer, leaderRef } = tie;
  const touched = await casesTouched(manager, tie);
  // In the order in which everybody locks; those that were placed while the cases were waited for come with the second look.
  await lockMatchesOfPairs(manager, offer, leaderRef, touched);
  await lockCases(manager, offer, touched);
  const matches = await lockMatchesOfPairs(manager, offer, leaderRef, touched);
  const stoppable = matches.filter(({ state }) => transition('match', state, 'stop').ok);
  await stopProposed(
    manager,
    actor,
    stoppable.filter(({ state }) => state === 'proposed'),
  );
  const live = stoppable.filter(({ state }) => state !== 'proposed');
  await endUndelivered(manager, actor, live, {
    ...{ event: 'stop', daysReason: 'stopped', reason: STOPPED_BECAUSE },
  });
  return {
    stopped: stoppable.map(({ id }) => id),
    underWay: matches.filter(({ state }) => state === 'active').map(({ id }) => id),
  };
}

async function stopProposed(
  manager: EntityManager,
  actor: Actor,
  proposed: readonly LockedMatch[],
): Promise<void> {
  await changeMatches(
    manager,
    proposed.map((match) => {
      const state = transition('match', match.state, 'stop');
      assert(state.ok, `match ${match.id} could be stopped a moment ago`);
      return { match, state: state.value, caseStateBefore: null, reason: STOPPED_BECAUSE };
    }),
  );
  for (const { id, leaderRef } of proposed) {
    await append(manager, actor, {
      action: 'match.stop',
      subjectKind: 'match',
      subjectId: id,
      before: { state: 'proposed' },
      after: { state: 'stopped', leaderRef },
      reason: STOPPED_BECAUSE,
    });
  }
}
