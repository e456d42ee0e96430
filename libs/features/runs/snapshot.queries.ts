import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  DeclaredConflict,
  DeclinedPair,
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
import { type Balance, balancesOf } from '../budgets/index.js';
import {
  declaredConflicts,
  declinedPairs,
  engagementsOfLeaders,
  liveMatchesOfOffer,
  rulingsInForce,
} from '../matches/index.js';
import { eligibleCases, latestAssessment } from '../offers/index.js';
import { answered, leaderForMatching, placed, type PlacedAnswer } from '../survey/index.js';

/** What pairs are judged for. */
export interface PresentMatter {
  readonly offer: OfferYear;
  readonly params: RunParams;
  readonly cases: readonly SupportCase[];
  /** In force on these cases. */
  readonly rulings: readonly PairRuling[];
}

/** Around whom to look. */
export interface Around {
  readonly offer: OfferYear;
  readonly caseIds: readonly CaseId[];
  /** Only these leaders; absent: every one. */
  readonly leaderRefs?: readonly LeaderRef[];
}

/** What stands around cases, by their names and by those of leaders. */
export interface Surroundings {
  /** The latest assessment's day; undefined: there was none. */
  readonly asOf: IsoDate | undefined;
  /** Of these leaders, with whatever case. */
  readonly declared: readonly DeclaredConflict[];
  readonly declined: readonly DeclinedPair[];
  readonly earlier: readonly EarlierMatch[];
  readonly leaders: readonly LeaderForMatching[];
  /** Also of those who have not answered the survey. */
  readonly balances: ReadonlyMap<LeaderRef, Balance>;
}

/** Cases with what stands around them, as a run looks at them. */
export function snapshotOf(
  { rulings, ...matter }: PresentMatter,
  { asOf, declared, declined, leaders, earlier }: Surroundings,
): RunSnapshot {
  assert(asOf !== undefined, `an offer with cases was assessed: ${matter.offer}`);
  const inRun = new Set(matter.cases.map(({ caseId }) => caseId));
  const conflicts = declared.filter(({ caseId }) => inRun.has(caseId));
  return {
    ...{ version: 1, ...matter, asOf, leaders, earlier },
    rulings: rulings.map(({ kind, leaderRef, caseId }) => ({ kind, leaderRef, caseId })),
    ...(conflicts.length === 0 ? {} : { conflicts }),
    ...(declined.length === 0 ? {} : { declined }),
  };
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
    const [rulings, around] = await inOneGo(
      rulingsInForce(manager, offer, caseIds),
      this.around(manager, { offer, caseIds }),
    );
    return snapshotOf({ offer, params, cases, rulings }, { ...around, asOf });
  }

  /**
   * What is around cases, whoever serves them, and leaders as they stand now: what a reviewer's change to a run is judged by.
   * Asks for nothing but names, so that it goes beside other reads of the same moment.
   */
  async around(manager: EntityManager, { offer, caseIds, leaderRefs }: Around): Promise<Surroundings> {
    const [assessment, declared, declined, earlier, { leaders, balances }] = await inOneGo(
      latestAssessment(manager, offer),
      declaredConflicts(manager, offer, leaderRefs),
      declinedPairs(manager, offer, caseIds),
      this.publishedBefore(manager, offer, caseIds),
      this.leaders(manager, offer, leaderRefs),
    );
    return { asOf: assessment?.asOf, declared, declined, earlier, leaders, balances };
  }

  /** The number that the next run of an offer is called by. */
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
    refs: readonly LeaderRef[] | undefined,
  ): Promise<Pick<Surroundings, 'leaders' | 'balances'>> {
    const [found, balances, engagements] = await inOneGo(
      answered(manager, offer, refs),
      balancesOf(manager, offer, refs),
      engagementsOfLeaders(manager, offer, refs),
    );
    const [answers, trusts] = await inOneGo(placed(manager, found), this.trusts(manager, found));
    const leaders = answers.map(({ answer, leaderRef, location, state }) =>
      leaderForMatching(answer, {
        ...{ leaderRef, location, withdrawn: state === 'withdrawn' },
        trustOf: (urn) => trusts.get(urn) ?? null,
        halfDaysRemaining: balances.get(leaderRef)?.availableHalfDays ?? 0,
        engagementsHeld: engagements.get(leaderRef) ?? 0,
      }),
    );
    return { leaders, balances };
  }

  /** The trusts of the schools that the answers name: by the register, else by the list of trusts' members. */
  private async trusts(
    manager: EntityManager,
    answers: readonly Pick<PlacedAnswer, 'answer'>[],
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
