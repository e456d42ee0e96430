import { Injectable } from '@nestjs/common';
import type { Actor, OfferYear } from '../../../../../libs/domain/kernel/index.js';
import { MATCH_STATES } from '../../../../../libs/domain/lifecycle/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import { MatchesQueries } from '../../../../../libs/features/matches/index.js';
import { OffersQueries } from '../../../../../libs/features/offers/index.js';
import { coordinates } from '../coordinates.js';
import { type PickItem, pickItems } from '../pick-items.js';

/** What can be chosen by name in a declaration; null: it is not for them to choose. */
export interface ConflictChoicesByName {
  readonly leaders: readonly PickItem[] | null;
  readonly cases: readonly PickItem[] | null;
}

const PUBLISHED = MATCH_STATES.filter((state) => state !== 'proposed');

@Injectable()
export class ConflictPicks {
  constructor(
    private readonly leaders: LeadersQueries,
    private readonly offers: OffersQueries,
    private readonly matches: MatchesQueries,
  ) {}

  /** Coordinators choose of all leaders and cases. Leaders learn of no other cases than those of their matches. */
  async for(actor: Actor, offer: OfferYear): Promise<ConflictChoicesByName> {
    if (coordinates(actor)) {
      const [leaders, cases] = await Promise.all([this.leaders.names(), this.offers.caseNames(offer)]);
      return { leaders: pickItems(leaders, 'Choose a leader'), cases: pickItems(cases, NO_CASE) };
    }
    if (actor.leaderRef === undefined) return { leaders: null, cases: null };
    const own = await this.matches.every({ offer, leaderRef: actor.leaderRef, states: PUBLISHED });
    const cases = new Map(own.map(({ caseId, caseName }) => [caseId, caseName]));
    return { leaders: null, cases: cases.size === 0 ? null : pickItems(cases, NO_CASE) };
  }
}

const NO_CASE = 'Choose a school or trust';
