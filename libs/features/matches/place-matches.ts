import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Candidate } from '../../domain/candidates/index.js';
import { type Actor, assert, type OfferYear } from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { type Audited, writeAudited } from '../../platform/audit/index.js';
import { inOneGo } from '../../platform/database/index.js';
import { NOTHING_TO_TELL, writeChanges } from './change-matches.js';
import { insertPlaced, type LockedMatch } from './matches.repository.js';

/** A pair that is to become a proposal, under an id of its own. */
export interface Placement {
  readonly id: string;
  readonly pair: Candidate;
}

export function placementOf(pair: Candidate): Placement {
  return { id: randomUUID(), pair };
}

/** Adds pairs to a run as proposals of a reviewer, with an audit row each. In the order given. */
export function placing(input: {
  readonly runId: string;
  readonly offer: OfferYear;
  readonly placements: readonly Placement[];
  readonly reason: string;
}): Audited<readonly LockedMatch[]> {
  const { runId, offer, placements, reason } = input;
  return {
    write: (manager) =>
      inOneGo(...placements.map((placement) => insertPlaced(manager, { ...placement, runId, offer }))),
    events: placements.map(({ id, pair: { caseId, leaderRef, halfDays, overruled = [] } }) => ({
      ...{ action: 'match.place', subjectKind: 'match', subjectId: id, reason },
      after: {
        ...{ state: 'proposed', runId, offer, caseId, leaderRef, halfDays },
        overruled: overruled.map(({ code }) => code),
      },
    })),
  };
}

/** `placing` by itself. */
export async function placeProposals(
  manager: EntityManager,
  actor: Actor,
  {
    pairs,
    ...input
  }: Omit<Parameters<typeof placing>[0], 'placements'> & {
    readonly pairs: readonly Candidate[];
  },
): Promise<readonly LockedMatch[]> {
  const [placed] = await writeAudited(
    manager,
    actor,
    placing({ ...input, placements: pairs.map(placementOf) }),
  );
  return placed;
}

/** Puts locked proposals aside for good, with an audit row each: no days were held, and nobody had heard of them. */
export function superseding(matches: readonly LockedMatch[], reason: string): Audited<unknown> {
  const changes = matches.map((match) => {
    assert(match.state === 'proposed', `match ${match.id} is no proposal`);
    const state = transition('match', match.state, 'supersede');
    assert(state.ok, `proposal ${match.id} cannot be superseded`);
    return { match, state: state.value, caseStateBefore: null, reason };
  });
  return {
    write: (manager) => writeChanges(manager, changes, NOTHING_TO_TELL),
    events: changes.map(({ match, state }) => ({
      ...{ action: 'match.supersede', subjectKind: 'match', subjectId: match.id, reason },
      before: { state: match.state },
      after: { state, leaderRef: match.leaderRef, halfDays: match.halfDays },
    })),
  };
}
