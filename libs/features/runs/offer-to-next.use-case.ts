import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type LeaderRef, type Outcome, refused } from '../../domain/kernel/index.js';
import type { MatchState } from '../../domain/lifecycle/index.js';
import { Database } from '../../platform/database/index.js';
import { holdBudgets } from '../budgets/index.js';
import {
  lockMatches,
  MatchesQueries,
  placeProposals,
  proposalOfCase,
  publishLocked,
  type PublishMatchesRefusal,
} from '../matches/index.js';
import { lockCases } from '../offers/index.js';
import { NextCandidatesQueries } from './next-candidates.queries.js';
import { lockedRun } from './run-transition.js';

export interface OfferToNextInput {
  /** The match that came to nothing. */
  readonly matchId: string;
  readonly leaderRef: LeaderRef;
}

/**
 * `run-not-open`: the run is not published (`state`); `case-has-match`: the run proposes the case to somebody (`leaderRef`,
 * `matchId`); `no-such-candidate`: not among the next; `not-a-candidate`: not any more (`leaderRef`, `why`).
 */
export type OfferToNextRefusal =
  | 'unknown-match'
  | 'unknown-run'
  | 'run-not-open'
  | 'match-not-over'
  | 'case-has-match'
  | 'no-such-candidate'
  | 'not-a-candidate'
  | PublishMatchesRefusal;

/** States in which a match came to nothing and its case may be offered to the next leader. */
export const CAME_TO_NOTHING: readonly MatchState[] = ['declined', 'lapsed', 'superseded', 'stopped'];

/** Under which reason the new match stands in the trail. */
const REASON = 'next-candidate';

/**
 * Publishes the case of a match that came to nothing to one of the next leaders, judged anew under the locks of run,
 * match, case and budget: one of several who press at the same moment succeeds.
 */
@Injectable()
export class OfferToNext {
  constructor(
    private readonly database: Database,
    private readonly matches: MatchesQueries,
    private readonly next: NextCandidatesQueries,
  ) {}

  async execute(
    actor: Actor,
    { matchId, leaderRef }: OfferToNextInput,
  ): Promise<Outcome<{ readonly matchId: string }, OfferToNextRefusal>> {
    const found = await this.matches.find(matchId);
    if (found === undefined) return refused('unknown-match', { matchId });
    const { runId, offer, caseId } = found;
    return this.database.transaction<Outcome<{ readonly matchId: string }, OfferToNextRefusal>>(
      actor,
      async (manager) => {
        const run = await lockedRun(manager, runId);
        if (!run.ok) return run;
        if (run.value.state !== 'published')
          return refused('run-not-open', { runId, state: run.value.state });
        const [match] = await lockMatches(manager, [matchId]);
        if (match === undefined) return refused('unknown-match', { matchId });
        const { state } = match;
        if (!CAME_TO_NOTHING.includes(state)) return refused('match-not-over', { matchId, state });
        await lockCases(manager, offer, [caseId]);
        const standing = await proposalOfCase(manager, runId, caseId);
        if (standing !== undefined) return refused('case-has-match', { caseId, ...standing });
        await holdBudgets(manager, [{ offer, leaderRef }]);
        const next = await this.next.within(manager, { runId, offer, caseId });
        const chosen = next.find((one) => one.leaderRef === leaderRef);
        if (chosen === undefined) return refused('no-such-candidate', { leaderRef });
        const { candidate, why } = chosen;
        if (candidate === null) return refused('not-a-candidate', { leaderRef, why });
        const input = { runId, offer, pairs: [candidate], reason: REASON };
        const placed = await placeProposals(manager, actor, input);
        const published = await publishLocked(manager, actor, placed);
        return published.ok ? accepted({ matchId: placed[0]?.id ?? '' }) : published;
      },
      { planOnce: true },
    );
  }
}
