import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  EarlierMatch,
  LeaderForMatching,
  RunParams,
  RunSnapshot,
} from '../../domain/candidates/index.js';
import type { CaseId, LeaderRef, OfferYear } from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { budgetsOfOffer } from '../budgets/index.js';
import { engagementsOfLeaders, liveMatchesOfOffer } from '../matches/index.js';
import { eligibleCases, latestAssessment } from '../offers/index.js';

/** A survey answer as a snapshot needs it, before the ledger and the matches say what is left of it. */
type AnsweredLeader = Omit<LeaderForMatching, 'halfDaysRemaining' | 'engagementsHeld'>;

/** Reads what a run will look at; call it inside one REPEATABLE READ transaction, so that it is of one moment. */
@Injectable()
export class SnapshotQueries {
  /**
   * Eligible cases that no live match serves and that may be matched from where they stand, leaders whose survey
   * answer stands, with what the ledger and their live matches leave of it, and the pairs that were published
   * before. Null: the offer was never assessed.
   */
  async build(manager: EntityManager, offer: OfferYear, params: RunParams): Promise<RunSnapshot | null> {
    const assessment = await latestAssessment(manager, offer);
    if (assessment === undefined) return null;
    const { asOf } = assessment;
    const live = await liveMatchesOfOffer(manager, offer);
    const served = new Set(live.map(({ caseId }) => caseId));
    const cases = (await eligibleCases(manager, offer))
      .filter(({ caseId, state }) => !served.has(caseId) && transition('case', state, 'match').ok)
      .map(({ supportCase }) => supportCase)
      .filter(({ region }) => isInScope(region, params.region));
    const inRun = new Set(cases.map(({ caseId }) => caseId));
    const earlier = await this.publishedBefore(manager, offer);
    return {
      version: 1,
      ...{ offer, asOf, params, cases },
      leaders: await this.leaders(manager, offer),
      earlier: earlier.filter(({ caseId }) => inRun.has(caseId)),
      rulings: [],
    };
  }

  /** The most engagements that each leader takes on at once, by today's answers; none for who has withdrawn. */
  async engagementLimits(
    manager: EntityManager,
    offer: OfferYear,
  ): Promise<ReadonlyMap<LeaderRef, number | null>> {
    const rows = await manager.query<{ leaderRef: LeaderRef; most: number | null }[]>(
      `SELECT leader_ref AS "leaderRef",
              CASE WHEN state = 'withdrawn' THEN 0 ELSE (facts->>'maxEngagements')::integer END AS most
         FROM survey_answer WHERE offer = $1`,
      [offer],
    );
    return new Map(rows.map(({ leaderRef, most }) => [leaderRef, most]));
  }

  /** The number that the next run of an offer is called by. */
  async nextNumber(manager: EntityManager, offer: OfferYear): Promise<number> {
    const rows = await manager.query<{ runs: number }[]>(
      `SELECT count(*)::integer AS runs FROM run WHERE offer = $1`,
      [offer],
    );
    return (rows[0]?.runs ?? 0) + 1;
  }

  private async leaders(manager: EntityManager, offer: OfferYear): Promise<readonly LeaderForMatching[]> {
    const answered = await manager.query<{ facts: AnsweredLeader }[]>(
      `SELECT facts FROM survey_answer WHERE offer = $1 AND state = 'submitted' ORDER BY leader_ref`,
      [offer],
    );
    const refs = answered.map(({ facts }) => facts.leaderRef);
    const budgets = new Map(
      (await budgetsOfOffer(manager, offer)).map((budget) => [budget.leaderRef, budget]),
    );
    const engagements = await engagementsOfLeaders(manager, offer, refs);
    return answered.map(({ facts }) => ({
      ...facts,
      halfDaysRemaining: budgets.get(facts.leaderRef)?.availableHalfDays ?? 0,
      engagementsHeld: engagements.get(facts.leaderRef) ?? 0,
    }));
  }

  /** Pairs of matches that were published and taken back since: keeping them costs nothing, changing them does. */
  private async publishedBefore(manager: EntityManager, offer: OfferYear): Promise<readonly EarlierMatch[]> {
    return manager.query<{ leaderRef: string; caseId: CaseId }[]>(
      `SELECT DISTINCT ON (m.case_id) m.leader_ref AS "leaderRef", m.case_id AS "caseId"
         FROM match m
        WHERE m.offer = $1 AND m.state = 'proposed' AND m.version > 1
        ORDER BY m.case_id, m.changed_at DESC, m.id`,
      [offer],
    );
  }
}

/** As the pipeline scopes a run: by name, whatever its capitals. */
function isInScope(region: string | null, wanted: string | null): boolean {
  return wanted === null || region?.toLowerCase() === wanted.toLowerCase();
}
