import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type VisitRefusal, visitRefusal } from '../../domain/delivery/index.js';
import {
  accepted,
  type Actor,
  assert,
  type HalfDays,
  type IsoDate,
  type Outcome,
  parseIsoDate,
  refused,
} from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { type AnswerRefusal, changeMatches, lockForAnswer, type LockedMatch } from '../matches/index.js';
import { moveCases } from '../offers/index.js';
import { visitText, type VisitTextRefusal } from './visit-text.js';
import { insertVisit, isLogged, lockVisits, termsOf } from './visits.repository.js';

/** A visit as people fill it in. */
export interface GivenVisit {
  /** YYYY-MM-DD. */
  readonly visitedOn: string;
  /** 1 or 2. */
  readonly halfDays: HalfDays;
  readonly done: string;
  /** The leader, or who of the leader's team. */
  readonly doneBy: string;
}

export interface LogVisitInput extends GivenVisit {
  readonly matchId: string;
}

/** `visit-logged-already`: half a day of the same date in the same words. */
export type LogVisitRefusal =
  | AnswerRefusal
  | VisitRefusal
  | VisitTextRefusal
  | 'not-possible-in-this-state'
  | 'bad-date'
  | 'visit-logged-already';

export interface LoggedVisit {
  readonly visitId: string;
  readonly version: number;
}

/**
 * Logs a visit of an accepted match: the leader, or a coordinator in the leader's name. The first one starts match and
 * case, so that nobody puts another match in the place of one that is under way (ADR 13). Counts as delivered only once
 * the school has signed it.
 */
@Injectable()
export class LogVisit {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, input: LogVisitInput): Promise<Outcome<LoggedVisit, LogVisitRefusal>> {
    const text = visitText(input);
    const visitedOn = parseIsoDate(input.visitedOn);
    if (visitedOn === undefined) return refused('bad-date', { date: input.visitedOn });
    return this.database.transaction<Outcome<LoggedVisit, LogVisitRefusal>>(actor, async (manager) => {
      const locked = await lockForAnswer(manager, actor, { matchId: input.matchId });
      if (!locked.ok) return locked;
      const match = locked.value;
      const begun = await begin(manager, actor, match, visitedOn);
      if (!begun.ok) return begun;
      const visit = { visitedOn, halfDays: input.halfDays };
      const others = await lockVisits(manager, match.id);
      const refusal = visitRefusal(visit, others, await termsOf(manager, match));
      if (refusal !== null) return refused(refusal.code, refusal.facts);
      // Last, so that a form that lacks words learns of its date too.
      if (!text.ok) return text;
      const given = { ...visit, ...text.value, matchId: match.id };
      if (await isLogged(manager, given)) return refused('visit-logged-already', { date: visitedOn });
      const visitId = await insertVisit(manager, { ...given, loggedBy: actor.id });
      await append(manager, actor, {
        action: 'visit.log',
        subjectKind: 'visit',
        subjectId: visitId,
        after: { matchId: match.id, ...visit },
      });
      return accepted({ visitId, version: 1 });
    });
  }
}

/** An accepted match becomes active, and its case with it; an active one is left as it is. */
async function begin(
  manager: EntityManager,
  actor: Actor,
  match: LockedMatch,
  on: IsoDate,
): Promise<Outcome<null, 'not-possible-in-this-state'>> {
  if (match.state === 'active') return accepted(null);
  const state = transition('match', match.state, 'start');
  if (!state.ok) return state;
  const { caseStateBefore } = match;
  await changeMatches(manager, [{ match, state: state.value, caseStateBefore, reason: null }]);
  const moved = await moveCases(manager, actor, match.offer, [{ caseId: match.caseId, event: 'start', on }]);
  assert(moved.ok, `the case of match ${match.id} cannot start`);
  await append(manager, actor, {
    action: 'match.start',
    subjectKind: 'match',
    subjectId: match.id,
    before: { state: match.state },
    after: { state: state.value, leaderRef: match.leaderRef },
  });
  return accepted(null);
}
