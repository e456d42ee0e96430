import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { Database } from '../../platform/database/index.js';
import type { AnsweredMatch } from './accept-match.use-case.js';
import { type AnswerRefusal, lockForAnswer, type MatchToAnswer } from './locked-match.js';
import { endUndelivered } from './unpublish-matches.js';

export interface DeclineMatchInput extends MatchToAnswer {
  /** At most 1,000 characters. */
  readonly reason: string;
  /** Whether the leader could do it at another time; absent: not said. */
  readonly otherDates?: boolean;
  /** Which; at most 1,000 characters. */
  readonly otherDatesNote?: string;
}

export type DeclineMatchRefusal =
  AnswerRefusal | 'not-possible-in-this-state' | 'reason-needed' | 'reason-too-long';

export const REASON_LENGTH = 1000;

/**
 * The leader turns the match down: the days are free again and the case goes back to where it was. Possible after the
 * answer-by date too, until the match has lapsed: a reason is worth more than silence.
 */
@Injectable()
export class DeclineMatch {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    input: DeclineMatchInput,
  ): Promise<Outcome<AnsweredMatch, DeclineMatchRefusal>> {
    const reason = cleaned(input.reason);
    const note = cleaned(input.otherDatesNote ?? '');
    if (reason === '') return refused('reason-needed');
    if (Math.max(reason.length, note.length) > REASON_LENGTH)
      return refused('reason-too-long', { limit: REASON_LENGTH });
    return this.database.transaction<Outcome<AnsweredMatch, DeclineMatchRefusal>>(
      actor,
      async (manager) => {
        const locked = await lockForAnswer(manager, actor, input);
        if (!locked.ok) return locked;
        const match = locked.value;
        const state = transition('match', match.state, 'decline');
        if (!state.ok) return state;
        await endUndelivered(manager, actor, [match], {
          ...{ event: 'decline', daysReason: 'declined', reason },
          ...(input.otherDates === undefined
            ? {}
            : { otherDates: { wouldWork: input.otherDates, note: note === '' ? null : note } }),
        });
        return accepted({ matchId: match.id, state: state.value, version: match.version + 1 });
      },
      { planOnce: true },
    );
  }
}

/** PostgreSQL takes no NUL. */
function cleaned(text: string): string {
  return text.replaceAll('\u0000', '').trim();
}
