import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { Database } from '../../platform/database/index.js';
import { cleanText } from '../offers/index.js';
import type { AnsweredMatch } from './accept-match.use-case.js';
import { REASON_LENGTH } from './decline-match.use-case.js';
import { type AnswerRefusal, lockAsSeen, type MatchToAnswer } from './locked-match.js';
import { endUndelivered } from './unpublish-matches.js';

export interface EndWaitingInput extends MatchToAnswer {
  /** At most 1,000 characters. */
  readonly reason: string;
}

export type EndWaitingRefusal =
  AnswerRefusal | 'not-possible-in-this-state' | 'reason-needed' | 'reason-too-long';

/**
 * A coordinator waits no longer for a leader's answer: the published match lapses at once, as if its date had gone by,
 * its days are free, its case goes back to where it was, and everybody is told.
 */
@Injectable()
export class EndWaiting {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, input: EndWaitingInput): Promise<Outcome<AnsweredMatch, EndWaitingRefusal>> {
    const reason = cleanText(input.reason);
    if (reason === '') return refused('reason-needed');
    if (reason.length > REASON_LENGTH) return refused('reason-too-long', { limit: REASON_LENGTH });
    return this.database.transaction<Outcome<AnsweredMatch, EndWaitingRefusal>>(
      actor,
      async (manager) => {
        const locked = await lockAsSeen(manager, input);
        if (!locked.ok) return locked;
        const match = locked.value;
        const state = transition('match', match.state, 'lapse');
        if (!state.ok) return state;
        await endUndelivered(manager, actor, [match], {
          event: 'lapse',
          daysReason: 'waiting-ended',
          reason,
        });
        return accepted({ matchId: match.id, state: state.value, version: match.version + 1 });
      },
      { planOnce: true },
    );
  }
}
