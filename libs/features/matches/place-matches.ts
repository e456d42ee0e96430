import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Candidate } from '../../domain/candidates/index.js';
import { type Actor, assert, type OfferYear } from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { appendEach } from '../../platform/audit/index.js';
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
  const added = pairs.map((pair) => ({ id: randomUUID(), pair }));
  const events = added.map(({ id, pair: { caseId, leaderRef, halfDays, overruled = [] } }) => ({
    ...{ action: 'match.place', subjectKind: 'match', subjectId: id, reason },
    after: {
      ...{ state: 'proposed', runId, offer, caseId, leaderRef, halfDays },
      overruled: overruled.map(({ code }) => code),
    },
  }));
  const [placed] = await inOneGo(
    inOneGo(...added.map((one) => insertPlaced(manager, { ...one, runId, offer }))),
    appendEach(manager, actor, events),
  );
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
