import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { Database } from '../../platform/database/index.js';
import type { AnsweredMatch } from './accept-match.use-case.js';
import { lockMatch } from './matches.repository.js';
import { endUndelivered } from './unpublish-matches.js';

export interface UnpublishMatchInput {
  readonly matchId: string;
  /** The version that the person saw; absent: whatever it is now. */
  readonly version?: number;
  readonly reason?: string;
}

export type UnpublishMatchRefusal = 'unknown-match' | 'overtaken' | 'not-possible-in-this-state';

/** Makes one published match a proposal again, before its leader has accepted: the days are free, its run stays published. */
@Injectable()
export class UnpublishMatch {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    { matchId, version, reason }: UnpublishMatchInput,
  ): Promise<Outcome<AnsweredMatch, UnpublishMatchRefusal>> {
    return this.database.transaction<Outcome<AnsweredMatch, UnpublishMatchRefusal>>(
      actor,
      async (manager) => {
        const match = await lockMatch(manager, matchId);
        if (match === undefined) return refused('unknown-match', { matchId });
        if (version !== undefined && version !== match.version) {
          return refused('overtaken', { matchId, version, now: match.version, state: match.state });
        }
        const state = transition('match', match.state, 'unpublish');
        if (!state.ok) return state;
        await endUndelivered(manager, actor, [match], {
          ...{ event: 'unpublish', daysReason: 'unpublished' },
          ...(reason === undefined ? {} : { reason }),
        });
        return accepted({ matchId, state: state.value, version: match.version + 1 });
      },
      { planOnce: true },
    );
  }
}
