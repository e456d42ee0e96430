import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  accepted,
  type Actor,
  type LeaderRef,
  type OfferYear,
  type Outcome,
  refused,
} from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { type GivenCells, givenFacts, readGivenAnswer } from './given-answer.js';
import { mayAnswerFor } from './may-answer-for.js';
import { OfferedDaysKeepers } from './offered-days.js';
import type { StoredAnswer } from './stored-answer.js';
import { putOnlineAnswer, standingAnswers } from './survey.repository.js';

export interface ChangeAnswerInput {
  readonly offer: OfferYear;
  readonly leaderRef: LeaderRef;
  /** As the person saw the answer; 0: there was none yet. */
  readonly version: number;
  readonly cells: GivenCells;
}

export interface ChangedAnswer {
  readonly leaderRef: LeaderRef;
  readonly version: number;
}

/**
 * `unknown-leader`: not there, or not this actor's; `no-earlier-answer`: who the leader is and where they start from was
 * never given by a file; `overtaken`: another version by now (`version`, `now`); `days-below-reserved`: the facts
 * `reservedHalfDays`, `deliveredHalfDays` and `heldBy` (`matchId`, `caseId`, `caseName`, `state`, `halfDays`).
 */
export type ChangeAnswerRefusal =
  'unknown-leader' | 'no-earlier-answer' | 'overtaken' | 'invalid-answer' | 'days-below-reserved';

/**
 * A leader, or a coordinator in their name, gives or changes the answer of one offer online; one that was withdrawn
 * stands again. The budget follows in the same transaction; days that are promised already are never taken back.
 */
@Injectable()
export class ChangeAnswer {
  constructor(
    private readonly database: Database,
    private readonly keepers: OfferedDaysKeepers,
  ) {}

  async execute(
    actor: Actor,
    input: ChangeAnswerInput,
  ): Promise<Outcome<ChangedAnswer, ChangeAnswerRefusal>> {
    const { offer, leaderRef, version } = input;
    if (leaderRef.includes('\u0000') || !mayAnswerFor(actor, leaderRef)) {
      return refused('unknown-leader', { leaderRef });
    }
    const given = await readGivenAnswer(input.cells);
    if (!given.ok) return given;
    return this.database.transaction<Outcome<ChangedAnswer, ChangeAnswerRefusal>>(actor, async (manager) => {
      const answers = await standingAnswers(manager, leaderRef);
      if (answers === undefined) return refused('unknown-leader', { leaderRef });
      const now = answers.find((answer) => answer.offer === offer);
      if ((now?.version ?? 0) !== version) {
        return refused('overtaken', { leaderRef, version, now: now?.version ?? 0 });
      }
      const known = now ?? answers[0];
      if (known === undefined) return refused('no-earlier-answer', { leaderRef });
      const facts: StoredAnswer = {
        ...{ ...known.facts, ...given.value },
        source: { file: 'online', row: version + 1 },
      };
      const refusals = await this.keepers.keep(manager, actor, [
        { offer, leaderRef, halfDays: facts.halfDaysOffered, importId: `online:${randomUUID()}` },
      ]);
      const refusal = refusals.get(leaderRef);
      if (refusal !== undefined) return refused('days-below-reserved', { ...refusal.facts, leaderRef });
      if (!(await putOnlineAnswer(manager, { offer, leaderRef, version, facts }))) {
        return refused('overtaken', { leaderRef, version });
      }
      await append(manager, actor, {
        action: now === undefined ? 'survey-answer.give' : 'survey-answer.change',
        subjectKind: 'survey-answer',
        subjectId: `${offer}/${leaderRef}`,
        ...(now === undefined ? {} : { before: { state: now.state, ...givenFacts(now.facts) } }),
        after: { state: 'submitted', ...given.value },
      });
      return accepted({ leaderRef, version: version + 1 });
    });
  }
}
