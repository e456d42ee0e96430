import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { Database } from '../../platform/database/index.js';
import type { AnsweredMatch } from './accept-match.use-case.js';
import { type AnswerRefusal, lockAsSeen, type MatchToAnswer } from './locked-match.js';
import { endUndelivered } from './unpublish-matches.js';

export interface UnpublishMatchInput extends MatchToAnswer {
  readonly reason?: string;
}

export type UnpublishMatchRefusal = AnswerRefusal | 'not-possible-in-this-state';

/** Makes one published match a proposal again, before its leader has accepted: the days are free, its run stays published. */
@Injectable()
export class UnpublishMatch {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    input: UnpublishMatchInput,
  ): Promise<Outcome<AnsweredMatch, UnpublishMatchRefusal>> {
    return this.database.transaction<Outcome<AnsweredMatch, UnpublishMatchRefusal>>(
      actor,
      async (manager) => {
        const locked = await lockAsSeen(manager, input);
        if (!locked.ok) return locked;
        const match = locked.value;
        const state = transition('match', match.state, 'unpublish');
        if (!state.ok) return state;
        await endUndelivered(manager, actor, [match], {
          ...{ event: 'unpublish', daysReason: 'unpublished' },
          ...(input.reason === undefined ? {} : { reason: input.reason }),
        });
        return accepted({ matchId: match.id, state: state.value, version: match.version + 1 });
      },
      { planOnce: true },
    );
  }
}
