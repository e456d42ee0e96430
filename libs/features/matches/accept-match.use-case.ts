import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import { type MatchState, transition } from '../../domain/lifecycle/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { changeMatches } from './change-matches.js';
import { type AnswerRefusal, lockForAnswer, type MatchToAnswer } from './locked-match.js';

export type AcceptMatchInput = MatchToAnswer;

export interface AnsweredMatch {
  readonly matchId: string;
  readonly state: MatchState;
  readonly version: number;
}

/** `answer-too-late`: the day `answerBy` has gone by. */
export type AcceptMatchRefusal = AnswerRefusal | 'not-possible-in-this-state' | 'answer-too-late';

/** The leader takes the match on: it can no longer be unpublished with its run. */
@Injectable()
export class AcceptMatch {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, input: AcceptMatchInput): Promise<Outcome<AnsweredMatch, AcceptMatchRefusal>> {
    return this.database.transaction<Outcome<AnsweredMatch, AcceptMatchRefusal>>(
      actor,
      async (manager) => {
        const locked = await lockForAnswer(manager, actor, input);
        if (!locked.ok) return locked;
        const match = locked.value;
        const state = transition('match', match.state, 'accept');
        if (!state.ok) return state;
        // From midnight it counts as lapsed, even if the worker has not come by: everybody sees the same rule.
        if (match.overdue) return refused('answer-too-late', { answerBy: match.answerBy });
        const { caseStateBefore } = match;
        await changeMatches(manager, [{ match, state: state.value, caseStateBefore, reason: null }]);
        await append(manager, actor, {
          action: 'match.accept',
          subjectKind: 'match',
          subjectId: match.id,
          before: { state: match.state },
          after: { state: state.value, leaderRef: match.leaderRef },
        });
        return accepted({ matchId: match.id, state: state.value, version: match.version + 1 });
      },
      { planOnce: true },
    );
  }
}
