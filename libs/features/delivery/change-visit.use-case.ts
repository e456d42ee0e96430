import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type VisitRefusal, visitRefusal } from '../../domain/delivery/index.js';
import { accepted, type Actor, type Outcome, parseIsoDate, refused } from '../../domain/kernel/index.js';
import { transition, type VisitState } from '../../domain/lifecycle/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { type AnswerRefusal, lockForAnswer, type LockedMatch } from '../matches/index.js';
import type { GivenVisit } from './log-visit.use-case.js';
import { visitText, type VisitTextRefusal } from './visit-text.js';
import {
  changeVisit,
  changeVisitStates,
  type LockedVisit,
  lockVisits,
  termsOf,
} from './visits.repository.js';

export interface VisitToChange {
  readonly matchId: string;
  readonly visitId: string;
  /** The version that the person saw. */
  readonly version: number;
}

export type ChangeVisitRefusal = AnswerRefusal | 'unknown-visit' | 'not-possible-in-this-state';
export type EditVisitRefusal = ChangeVisitRefusal | VisitRefusal | VisitTextRefusal | 'bad-date';

export interface ChangedVisit {
  readonly visitId: string;
  readonly state: VisitState;
  readonly version: number;
}

/** Changes a visit, or takes it back, until the school has signed it. */
@Injectable()
export class ChangeVisit {
  constructor(private readonly database: Database) {}

  async edit(
    actor: Actor,
    input: VisitToChange & GivenVisit,
  ): Promise<Outcome<ChangedVisit, EditVisitRefusal>> {
    const text = visitText(input);
    const visitedOn = parseIsoDate(input.visitedOn);
    if (visitedOn === undefined) return refused('bad-date', { date: input.visitedOn });
    return this.database.transaction<Outcome<ChangedVisit, EditVisitRefusal>>(actor, async (manager) => {
      const found = await lockVisit(manager, actor, input);
      if (!found.ok) return found;
      const { match, visit, others } = found.value;
      const state = transition('visit', visit.state, 'edit');
      if (!state.ok) return state;
      const after = { visitedOn, halfDays: input.halfDays };
      const refusal = visitRefusal(after, others, await termsOf(manager, match));
      if (refusal !== null) return refused(refusal.code, refusal.facts);
      if (!text.ok) return text;
      await changeVisit(manager, visit, { ...after, ...text.value });
      await append(manager, actor, {
        action: 'visit.edit',
        subjectKind: 'visit',
        subjectId: visit.id,
        before: { visitedOn: visit.visitedOn, halfDays: visit.halfDays },
        after: { matchId: match.id, ...after },
      });
      return accepted({ visitId: visit.id, state: state.value, version: visit.version + 1 });
    });
  }

  /** Says that the visit does not count; its days can be logged again. */
  async withdraw(actor: Actor, input: VisitToChange): Promise<Outcome<ChangedVisit, ChangeVisitRefusal>> {
    return this.database.transaction<Outcome<ChangedVisit, ChangeVisitRefusal>>(actor, async (manager) => {
      const found = await lockVisit(manager, actor, input);
      if (!found.ok) return found;
      const { match, visit } = found.value;
      const state = transition('visit', visit.state, 'withdraw');
      if (!state.ok) return state;
      await changeVisitStates(manager, [{ visit, state: state.value, signOffId: null }]);
      await append(manager, actor, {
        action: 'visit.withdraw',
        subjectKind: 'visit',
        subjectId: visit.id,
        before: { state: visit.state },
        after: { state: state.value, matchId: match.id, halfDays: visit.halfDays },
      });
      return accepted({ visitId: visit.id, state: state.value, version: visit.version + 1 });
    });
  }
}

interface FoundVisit {
  readonly match: LockedMatch;
  readonly visit: LockedVisit;
  readonly others: readonly LockedVisit[];
}

/** The visit as the person saw it, with the match's others; a withdrawn one is there no more. */
async function lockVisit(
  manager: EntityManager,
  actor: Actor,
  { matchId, visitId, version }: VisitToChange,
): Promise<Outcome<FoundVisit, AnswerRefusal | 'unknown-visit'>> {
  const locked = await lockForAnswer(manager, actor, { matchId });
  if (!locked.ok) return locked;
  const visits = await lockVisits(manager, locked.value.id);
  const visit = visits.find(({ id }) => id === visitId);
  if (visit === undefined) return refused('unknown-visit', { visitId });
  if (visit.version !== version) {
    return refused('overtaken', { visitId, version, now: visit.version, state: visit.state });
  }
  return accepted({ match: locked.value, visit, others: visits.filter(({ id }) => id !== visitId) });
}
