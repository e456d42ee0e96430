import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  EarlierMatch,
  LeaderForMatching,
  PairRuling,
  RunParams,
  RunSnapshot,
} from '../../domain/candidates/index.js';
import {
  assert,
  type CaseId,
  type IsoDate,
  type LeaderRef,
  type OfferYear,
  type TrustUid,
  type Urn,
} from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import type { SupportCase } from '../../domain/offers/index.js';
import { inOneGo } from '../../platform/database/index.js';
import { balancesOf } from '../budgets/index.js';
import {
  declaredConflicts,
  declinedPairs,
  engagementsOfLeaders,
  liveMatchesOfOffer,
  rulingsInForce,
} from '../matches/index.js';
import { eligibleCases, latestAssessment } from '../offers/index.js';
import { answersOfOffer, leaderForMatching, type PlacedAnswer } from '../survey/index.js';

const NOT_YET_KNOWN: IsoDate = '';

/** What pairs are judged for. */
export interface PresentMatter {
  readonly offer: OfferYear;
  readonly params: RunParams;
  readonly cases: readonly SupportCase[];
  /** In force on these cases. */
  readonly rulings: readonly PairRuling[];
  /** Only these leaders; absent: every one. */
  readonly leaders?: readonly LeaderRef[];
}

/** Reads what a run will look at; call it inside one REPEATABLE READ transaction, so that it is of one moment. */
@Injectable()
export class SnapshotQueries {
  /**
   * Eligible cases that no live match serves and that may be matched from where they stand, leaders with a
   * survey answer (a withdrawn one says so), with what the ledger and their live matches leave of it, and the pairs that were published
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
    const caseIds = cases.map(({ caseId }) => caseId);
    const rulings = await rulingsInForce(manager, offer, caseIds);
    return this.around(manager, { offer, asOf, params, cases, rulings });
  }

  /**
   * These cases, whoever serves them, beside leaders as they stand now: what a reviewer's change to a run is judged by.
   * `asOf` is the latest assessment's day.
   */
  async present(manager: EntityManager, matter: PresentMatter): Promise<RunSnapshot> {
    const [assessment, around] = await inOneGo(
      latestAssessment(manager, matter.offer),
      this.around(manager, { ...matter, asOf: NOT_YET_KNOWN }),
    );
    assert(assessment !== undefined, `an offer with cases was assessed: ${matter.offer}`);
    return { ...around, asOf: assessment.asOf };
  }

  private async around(
    manager: EntityManager,
    { rulings, leaders: refs, ...core }: PresentMatter & { readonly asOf: IsoDate },
  ): Promise<RunSnapshot> {
    const { offer, cases } = core;
    const caseIds = cases.map(({ caseId }) => caseId);
    const inRun = new Set(caseIds);
    const [declared, declined, leaders, earlier] = await inOneGo(
      declaredConflicts(manager, offer, refs),
      declinedPairs(manager, offer, caseIds),
      this.leaders(manager, offer, refs),
      this.publishedBefore(manager, offer, caseIds),
    );
    const conflicts = declared.filter(({ caseId }) => inRun.has(caseId));
    return {
      ...{ version: 1, ...core, leaders, earlier },
      rulings: rulings.map(({ kind, leaderRef, caseId }) => ({ kind, leaderRef, caseId })),
      ...(conflicts.length === 0 ? {} : { conflicts }),
      ...(declined.length === 0 ? {} : { declined }),
    };
  }

  /** The number that the next run of an offer is called by. */
  async nextNumber(manager: EntityManager, offer: OfferYear): Promise<number> {
    const rows = await manager.query<{ runs: number }[]>(
      `SELECT count(*)::integer AS runs FROM run WHERE offer = $1`,
      [offer],
    );
    return (rows[0]?.runs ?? 0) + 1;
  }

  private async leaders(
    manager: EntityManager,
    offer: OfferYear,
    some?: readonly LeaderRef[],
  ): Promise<readonly LeaderForMatching[]> {
    const answers = await answersOfOffer(manager, offer, some);
    const refs = answers.map(({ leaderRef }) => leaderRef);
    const [trusts, balances, engagements] = await inOneGo(
      this.trusts(manager, answers),
      balancesOf(manager, offer, refs),
      engagementsOfLeaders(manager, offer, refs),
    );
    return answers.map((placed) =>
      leaderForMatching(placed.answer, {
        leaderRef: placed.leaderRef,
        location: placed.location,
        withdrawn: placed.state === 'withdrawn',
        trustOf: (urn) => trusts.get(urn) ?? null,
        halfDaysRemaining: balances.get(placed.leaderRef)?.availableHalfDays ?? 0,
        engagementsHeld: engagements.get(placed.leaderRef) ?? 0,
      }),
    );
  }

  /** The trusts of the schools that the answers name: by the register, else by the list of trusts' members. */
  private async trusts(
    manager: EntityManager,
    answers: readonly PlacedAnswer[],
  ): Promise<ReadonlyMap<Urn, TrustUid>> {
    const urns = answers.flatMap(({ answer }) => [
      ...answer.conflictUrns,
      ...(answer.baseUrn ? [answer.baseUrn] : []),
    ]);
    if (urns.length === 0) return new Map();
    const rows = await manager.query<{ urn: Urn; trustUid: TrustUid }[]>(
      `SELECT urn, coalesce(
                (SELECT s.trust_uid FROM school s WHERE s.urn = named.urn),
                (SELECT max(m.trust_uid) FROM trust_membership m WHERE m.urn = named.urn)) AS "trustUid"
         FROM (SELECT DISTINCT unnest($1::text[]) AS urn) named`,
      [urns],
    );
    return new Map(rows.map(({ urn, trustUid }) => [urn, trustUid]));
  }

  /** Pairs of matches that were published and taken back since: keeping them costs nothing, changing them does. */
  private async publishedBefore(
    manager: EntityManager,
    offer: OfferYear,
    caseIds: readonly CaseId[],
  ): Promise<readonly EarlierMatch[]> {
    return manager.query<{ leaderRef: string; caseId: CaseId }[]>(
      `SELECT DISTINCT ON (m.case_id) m.leader_ref AS "leaderRef", m.case_id AS "caseId"
         FROM match m
        WHERE m.offer = $1 AND m.case_id = ANY ($2) AND m.state = 'proposed' AND m.version > 1
        ORDER BY m.case_id, m.changed_at DESC, m.id`,
      [offer, caseIds],
    );
  }
}

/** As the pipeline scopes a run: by name, whatever its capitals. */
function isInScope(region: string | null, wanted: string | null): boolean {
  return wanted === null || region?.toLowerCase() === wanted.toLowerCase();
}
