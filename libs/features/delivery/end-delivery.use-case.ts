import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { COMPLETION_OUTCOMES, type CompletionOutcome } from '../../domain/delivery/index.js';
import {
  accepted,
  type Actor,
  assert,
  type HalfDays,
  type Outcome,
  refused,
} from '../../domain/kernel/index.js';
import { caseReturnEvent, type MatchState, transition } from '../../domain/lifecycle/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { releaseDays } from '../budgets/index.js';
import { type AnswerRefusal, changeMatches, lockForAnswer, type LockedMatch } from '../matches/index.js';
import { forgetSecretsOf } from '../messages/index.js';
import { cleanText, givenReason, moveCases } from '../offers/index.js';
import { insertCompletion } from './completions.repository.js';
import { lockVisits } from './visits.repository.js';

export const REPORT_LENGTH = 4000;

export interface EndDeliveryInput {
  readonly matchId: string;
  /** The version of the match that the person saw. */
  readonly version?: number;
  readonly outcome: string;
  /** What was done and what came of it. */
  readonly report: string;
  /** Why it ends with days left; absent: all days are delivered. */
  readonly endedEarlyReason?: string;
}

export type EndDeliveryRefusal =
  | AnswerRefusal
  | 'not-possible-in-this-state'
  | 'bad-outcome'
  | 'report-needed'
  | 'report-too-long'
  | 'reason-needed'
  | 'reason-too-long'
  /** Visits wait for the school: sign them off or withdraw them first (`visits`: how many). */
  | 'visits-not-signed'
  /** `halfDays`, `deliveredHalfDays`. */
  | 'days-not-delivered'
  | 'all-days-delivered';

export interface EndedDelivery {
  readonly matchId: string;
  readonly state: MatchState;
  readonly version: number;
  readonly deliveredHalfDays: HalfDays;
  readonly releasedHalfDays: HalfDays;
}

interface Report {
  readonly outcome: CompletionOutcome;
  readonly report: string;
  readonly reason: string | null;
}

/**
 * Ends the support of one match with a short report: completed once all its days are delivered, or ended early with a
 * reason; then the days that are left are the leader's again. The case is closed; one that got no day at all goes back
 * to where it was before its match, so that another leader can be found.
 */
@Injectable()
export class EndDelivery {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, input: EndDeliveryInput): Promise<Outcome<EndedDelivery, EndDeliveryRefusal>> {
    const report = reportOf(input);
    if (!report.ok) return report;
    return this.database.transaction<Outcome<EndedDelivery, EndDeliveryRefusal>>(actor, async (manager) => {
      const locked = await lockForAnswer(manager, actor, input);
      if (!locked.ok) return locked;
      const match = locked.value;
      const event = report.value.reason === null ? 'complete' : 'end-early';
      const state = transition('match', match.state, event);
      if (!state.ok) return state;
      const visits = await lockVisits(manager, match.id);
      const drafts = visits.filter((visit) => visit.state === 'draft');
      if (drafts.length > 0) return refused('visits-not-signed', { visits: drafts.length });
      const delivered = visits.reduce((sum, { halfDays }) => sum + halfDays, 0);
      const facts = { halfDays: match.halfDays, deliveredHalfDays: delivered };
      const left = match.halfDays - delivered;
      if (event === 'complete' && left > 0) return refused('days-not-delivered', facts);
      if (event === 'end-early' && left === 0) return refused('all-days-delivered', facts);
      await close(manager, actor, match, { ...report.value, delivered, left, state: state.value, event });
      return accepted({
        ...{ matchId: match.id, state: state.value, version: match.version + 1 },
        ...{ deliveredHalfDays: delivered, releasedHalfDays: left },
      });
    });
  }
}

interface Ending extends Report {
  readonly delivered: HalfDays;
  readonly left: HalfDays;
  readonly state: MatchState;
  readonly event: 'complete' | 'end-early';
}

/** Cases before budgets: the order in which everybody locks. */
async function close(
  manager: EntityManager,
  actor: Actor,
  match: LockedMatch,
  { outcome, report, reason, delivered, left, state, event }: Ending,
): Promise<void> {
  const { id, offer, caseId, leaderRef, runId, version, caseStateBefore } = match;
  assert(caseStateBefore !== null, `match ${id} has lost its case`);
  const caseEvent = delivered > 0 ? 'close' : caseReturnEvent(caseStateBefore);
  const moves = [{ caseId, event: caseEvent }];
  // What people wrote stands in the completion, where it can be blanked, and not in the trail.
  const moved = await moveCases(manager, actor, offer, moves);
  assert(moved.ok, `the case of match ${id} cannot ${caseEvent}`);
  if (left > 0) {
    const released = await releaseDays(manager, actor, [
      {
        ...{ offer, leaderRef, runId, matchId: id, halfDays: left, reason: 'ended-early' },
        idempotencyKey: `release:${id}:${version + 1}`,
      },
    ]);
    assert(released.ok, `the days of match ${id} are not reserved`);
  }
  // Nothing is left to sign.
  await forgetSecretsOf(manager, id);
  await changeMatches(manager, [{ match, state, caseStateBefore: null, reason }]);
  await insertCompletion(manager, {
    ...{ matchId: id, outcome, report, endedEarlyReason: reason, recordedBy: actor.id },
    ...{ deliveredHalfDays: delivered, releasedHalfDays: left },
  });
  await append(manager, actor, {
    action: `match.${event}`,
    subjectKind: 'match',
    subjectId: id,
    before: { state: match.state },
    after: { state, leaderRef, outcome, deliveredHalfDays: delivered, releasedHalfDays: left },
  });
}

function reportOf(
  input: EndDeliveryInput,
): Outcome<
  Report,
  'bad-outcome' | 'report-needed' | 'report-too-long' | 'reason-needed' | 'reason-too-long'
> {
  const outcome = COMPLETION_OUTCOMES.find((known) => known === input.outcome);
  if (outcome === undefined) return refused('bad-outcome', { allowed: COMPLETION_OUTCOMES });
  const report = cleanText(input.report);
  if (report === '') return refused('report-needed');
  if (report.length > REPORT_LENGTH) return refused('report-too-long', { limit: REPORT_LENGTH });
  if (input.endedEarlyReason === undefined) return accepted({ outcome, report, reason: null });
  const reason = givenReason(input.endedEarlyReason);
  return reason.ok ? accepted({ outcome, report, reason: reason.value }) : reason;
}
