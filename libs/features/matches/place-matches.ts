import type { EntityManager } from 'typeorm';
import type { Candidate } from '../../domain/candidates/index.js';
import { type Actor, assert, type OfferYear } from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { append, appendEach } from '../../platform/audit/index.js';
import { inOneGo } from '../../platform/database/index.js';
import { changeMatches } from './change-matches.js';
import { insertPlaced, type LockedMatch } from './matches.repository.js';

/** Adds pairs to a run as proposals of a reviewer, with an audit row each. In the order given. */
export async function placeProposals(
  manager: EntityManager,
  actor: Actor,
  input: {
    readonly runId: string;
    readonly offer: OfferYear;
    readonly pairs: readonly Candidate[];
    readonly reason: string;
  },
): Promise<readonly LockedMatch[]> {
  const { runId, offer, pairs, reason } = input;
  const placed: LockedMatch[] = [];
  for (const pair of pairs) {
    const match = await insertPlaced(manager, { runId, offer, pair });
    const { caseId, leaderRef, halfDays, state } = match;
    const overruled = pair.overruled?.map(({ code }) => code) ?? [];
    await append(manager, actor, {
      ...{ action: 'match.place', subjectKind: 'match', subjectId: match.id, reason },
      after: { state, runId, offer, caseId, leaderRef, halfDays, overruled },
    });
    placed.push(match);
  }
  return placed;
}

/** Puts locked proposals aside for good, with an audit row each: no days were held. */
export async function supersedeProposals(
  manager: EntityManager,
  actor: Actor,
  matches: readonly LockedMatch[],
  reason: string,
): Promise<void> {
  const changes = matches.map((match) => {
    assert(match.state === 'proposed', `match ${match.id} is no proposal`);
    const state = transition('match', match.state, 'supersede');
    assert(state.ok, `proposal ${match.id} cannot be superseded`);
    return { match, state: state.value, caseStateBefore: null, reason };
  });
  const events = changes.map(({ match, state }) => ({
    ...{ action: 'match.supersede', subjectKind: 'match', subjectId: match.id, reason },
    before: { state: match.state },
    after: { state, leaderRef: match.leaderRef, halfDays: match.halfDays },
  }));
  await inOneGo(changeMatches(manager, changes), appendEach(manager, actor, events));
}
