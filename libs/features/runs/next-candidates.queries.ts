import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Candidate, type RunParams, type WhyNot, whyNot } from '../../domain/candidates/index.js';
import type { Actor, CaseId, HalfDays, LeaderRef, OfferYear } from '../../domain/kernel/index.js';
import type { CaseInsight } from '../../domain/planning/index.js';
import { acrossRegions, Database } from '../../platform/database/index.js';
import { distanceMetres } from '../../platform/geography/index.js';
import { whyMatch, whyPairRefused } from '../../wording/index.js';
import { rulingsInForce } from '../matches/index.js';
import { casesNamed } from '../offers/index.js';
import { SnapshotQueries, snapshotOf } from './snapshot.queries.js';

/** A leader who came next for a case when its run was solved, as things stand now. */
export interface NextCandidate {
  readonly leaderRef: LeaderRef;
  readonly halfDaysLeft: HalfDays;
  /** Null: the leader cannot take it (any more); `why` says why not. */
  readonly candidate: Candidate | null;
  readonly why: readonly string[];
}

interface CaseOfRun {
  readonly runId: string;
  readonly offer: OfferYear;
  readonly caseId: CaseId;
}

const MOST = 5;

/** Who could take a case whose match came to nothing. */
@Injectable()
export class NextCandidatesQueries {
  constructor(
    private readonly database: Database,
    private readonly snapshots: SnapshotQueries,
  ) {}

  /**
   * The next leaders of the run for the case, best first, without those who were asked for it already; each judged
   * anew, with the days and engagements left now. At most five; none: the run knows no other. For somebody limited to
   * regions, those who are known there.
   */
  async of(actor: Actor, one: CaseOfRun): Promise<readonly NextCandidate[]> {
    return this.database.transaction(actor, (manager) => this.within(manager, one));
  }

  /** The same inside the caller's transaction. */
  async within(manager: EntityManager, one: CaseOfRun): Promise<readonly NextCandidate[]> {
    const known = await manager.query<{ ref: LeaderRef }[]>(`SELECT ref FROM leader`);
    const refs = new Set(known.map(({ ref }) => ref));
    return acrossRegions(manager, () => this.judged(manager, one, refs));
  }

  private async judged(
    manager: EntityManager,
    { runId, offer, caseId }: CaseOfRun,
    refs: ReadonlySet<LeaderRef>,
  ): Promise<readonly NextCandidate[]> {
    const [known] = await manager.query<{ content: CaseInsight; params: RunParams; asked: LeaderRef[] }[]>(
      `SELECT i.content, r.params,
              ARRAY(SELECT m.leader_ref FROM match m
                     WHERE m.offer = r.offer AND m.case_id = i.case_id AND m.state <> 'proposed') AS asked
         FROM run_case_insight i JOIN run r ON r.id = i.run_id WHERE i.run_id = $1 AND i.case_id = $2`,
      [runId, caseId],
    );
    const found = await casesNamed(manager, offer, [caseId]);
    if (known === undefined || found.length === 0) return [];
    const { content, params, asked } = known;
    const next = [content.leader, ...content.alternatives.map(({ leader }) => leader)]
      .filter((leader): leader is LeaderRef => leader !== null && refs.has(leader) && !asked.includes(leader))
      .slice(0, MOST);
    if (next.length === 0) return [];
    const cases = found.map(({ supportCase }) => supportCase);
    const rulings = await rulingsInForce(manager, offer, [caseId]);
    const around = await this.snapshots.around(manager, { offer, caseIds: [caseId], leaderRefs: next });
    const snapshot = snapshotOf({ offer, params, cases, rulings }, around);
    return next.flatMap((leaderRef): NextCandidate[] => {
      const leader = snapshot.leaders.find((one) => one.leaderRef === leaderRef);
      const judged = whyNot(snapshot, leaderRef, caseId, distanceMetres);
      if (leader === undefined || !judged.ok) return [];
      return [
        { leaderRef: leader.leaderRef, halfDaysLeft: leader.halfDaysRemaining, ...saidOf(judged.value) },
      ];
    });
  }
}

function saidOf(judged: WhyNot): Pick<NextCandidate, 'candidate' | 'why'> {
  return 'candidate' in judged
    ? { candidate: judged.candidate, why: [whyMatch(judged.candidate)] }
    : { candidate: null, why: judged.refusals.map(whyPairRefused) };
}
