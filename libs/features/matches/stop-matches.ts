import type { EntityManager } from 'typeorm';
import {
  type Actor,
  assert,
  type CaseId,
  type LeaderRef,
  type OfferYear,
} from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { appendEach } from '../../platform/audit/index.js';
import { lockCases } from '../offers/index.js';
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
  const matches = await holdMatchesOfTies(manager, tie.offer, [tie]);
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

/**
 * Locks what ties of one offer touch, in the order in which everybody locks: matches, then cases; whoever moves days in
 * the same transaction holds the budgets after this only. Gives the matches.
 */
export async function holdMatchesOfTies(
  manager: EntityManager,
  offer: OfferYear,
  ties: readonly Tie[],
): Promise<readonly LockedMatch[]> {
  const pairs: { readonly leaderRef: LeaderRef; readonly caseId: CaseId }[] = [];
  for (const tie of ties) {
    for (const caseId of await casesTouched(manager, tie)) pairs.push({ leaderRef: tie.leaderRef, caseId });
  }
  await lockMatchesOfPairs(manager, offer, pairs);
  await lockCases(
    manager,
    offer,
    pairs.map(({ caseId }) => caseId),
  );
  // Those that were placed while the cases were waited for.
  return lockMatchesOfPairs(manager, offer, pairs);
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
  await appendEach(
    manager,
    actor,
    proposed.map(({ id, leaderRef }) => ({
      ...{ action: 'match.stop', subjectKind: 'match', subjectId: id, reason: STOPPED_BECAUSE },
      before: { state: 'proposed' },
      after: { state: 'stopped', leaderRef },
    })),
  );
}
