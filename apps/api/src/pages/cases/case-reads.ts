import { Injectable } from '@nestjs/common';
import type { CaseId, OfferYear } from '../../../../../libs/domain/kernel/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import { MatchesQueries } from '../../../../../libs/features/matches/index.js';
import {
  CaseRecordQueries,
  DecisionHistoryQueries,
  OffersQueries,
} from '../../../../../libs/features/offers/index.js';
import { OverridesQueries } from '../../../../../libs/features/overrides/index.js';
import { RunInsightQueries } from '../../../../../libs/features/runs/index.js';
import type { CaseFacts } from './case.presenter.js';

const MOST_MATCHES = 200;

/** Everything about one case, from wherever it is kept. */
@Injectable()
export class CaseReads {
  constructor(
    private readonly offers: OffersQueries,
    private readonly records: CaseRecordQueries,
    private readonly history: DecisionHistoryQueries,
    private readonly insights: RunInsightQueries,
    private readonly matches: MatchesQueries,
    private readonly overrides: OverridesQueries,
  ) {}

  /** Undefined: there is no such case. */
  async of(offer: OfferYear, caseId: CaseId): Promise<Omit<CaseFacts, 'nameOf' | 'authorOf'> | undefined> {
    const [summary, contacts] = await Promise.all([
      this.offers.case(offer, caseId),
      this.records.contacts(offer, caseId),
    ]);
    if (summary === undefined || contacts === undefined) return undefined;
    const { unit, supportedId } = summary.supportCase;
    const [decisions, earlier, runs, matches, overrides] = await Promise.all([
      this.offers.decisionsOfCase(summary),
      this.history.decisions(offer, unit, supportedId),
      this.insights.runsOfCase(offer, caseId),
      this.matches.list({ offer, caseId }, { limit: MOST_MATCHES }),
      this.overrides.list({ offer, caseId, limit: MOST_MATCHES }),
    ]);
    return { summary, contacts, decisions, earlier, runs, matches: matches.items, overrides };
  }
}

/** Names of the leaders that the page mentions, by reference. */
export async function namesFor(
  leaders: LeadersQueries,
  { runs, matches }: Pick<CaseFacts, 'runs' | 'matches'>,
): Promise<(ref: string) => string> {
  const refs = [...runs.flatMap(({ leaderRef }) => leaderRef ?? []), ...matches.map((one) => one.leaderRef)];
  const names = await leaders.names(refs);
  return (ref) => names.get(ref) ?? ref;
}
