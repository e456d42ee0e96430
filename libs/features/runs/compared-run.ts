import {
  canonicalJson,
  contextOfSnapshot,
  judgePair,
  type PairJudgement,
  pairKey,
  type RunSnapshot,
  type RunParams,
  runPriority,
} from '../../domain/candidates/index.js';
import { daysFromHalfDays, milesFromMetres } from '../../domain/kernel/index.js';
import {
  type ComparedSide,
  type MeasuredMatch,
  type PairKnown,
  type Plan,
  planMetrics,
  type PlanMetrics,
} from '../../domain/planning/index.js';
import { distanceMetres } from '../../platform/geography/index.js';

/** A run as a comparison sees it. */
export interface ComparedRun {
  readonly side: ComparedSide;
  readonly metrics: PlanMetrics;
  readonly nameOf: (caseId: string) => string | undefined;
}

/** What a run's snapshot and plan say, with every pair judged only when it is asked for. */
export function comparedRun(snapshot: RunSnapshot, plan: Plan): ComparedRun {
  const judge = judgeOf(snapshot);
  const cases = new Map(
    snapshot.cases.map((one) => [
      one.caseId,
      {
        days: daysFromHalfDays(one.halfDays),
        priority: runPriority(one, snapshot.params),
        name: one.name,
      },
    ]),
  );
  const leaders = new Map(
    snapshot.leaders
      .filter(({ withdrawn }) => !withdrawn)
      .map((leader) => [
        leader.leaderRef,
        {
          days: daysFromHalfDays(leader.halfDaysRemaining),
          maxEngagements:
            leader.maxEngagements === null ? null : leader.maxEngagements - leader.engagementsHeld,
        },
      ]),
  );
  const pinned = new Set(snapshot.rulings.filter(({ kind }) => kind === 'pin').map(pairKey));
  const measured = plan.matches.map((match): MeasuredMatch => {
    const judged = judge(match.leader, match.case);
    const candidate = judged !== null && 'candidate' in judged ? judged.candidate : null;
    return {
      ...{ leader: match.leader, days: match.days, score: match.score },
      priority: cases.get(match.case)?.priority ?? 1,
      distanceMiles: candidate === null ? null : milesFromMetres(candidate.distanceMetres),
      needsMissed: candidate === null ? null : candidate.needsMissed.length,
    };
  });
  return {
    side: {
      ...{ plan, leaders, cases },
      pair: (leader, caseId) => known(judge(leader, caseId)),
      isPinned: (leaderRef, caseId) => pinned.has(pairKey({ leaderRef, caseId })),
    },
    metrics: planMetrics(
      [...cases.values()],
      measured,
      new Map([...leaders].map(([ref, { days }]) => [ref, days])),
    ),
    nameOf: (caseId) => cases.get(caseId)?.name,
  };
}

/** What the rules say of any pair of the snapshot, judged only when it is asked for. */
export function pairJudge(snapshot: RunSnapshot): ComparedSide['pair'] {
  const judge = judgeOf(snapshot);
  return (leader, caseId) => known(judge(leader, caseId));
}

function known(judged: PairJudgement | null): PairKnown | null {
  if (judged === null) return null;
  return 'candidate' in judged
    ? { kind: 'possible', score: judged.candidate.score.total / 1000 }
    : { kind: 'refused', codes: judged.refusals.map(({ code }) => code) };
}

function judgeOf(snapshot: RunSnapshot): (leaderRef: string, caseId: string) => PairJudgement | null {
  const context = contextOfSnapshot(snapshot);
  const leaders = new Map(snapshot.leaders.map((one) => [one.leaderRef, one]));
  const cases = new Map(snapshot.cases.map((one) => [one.caseId, one]));
  return (leaderRef, caseId) => {
    const [leader, supportCase] = [leaders.get(leaderRef), cases.get(caseId)];
    if (leader === undefined || supportCase === undefined) return null;
    const [from, to] = [leader.location, supportCase.location];
    const metres = from === null || to === null ? null : distanceMetres(from, to);
    return judgePair(leader, supportCase, metres, context);
  };
}

/** Whether two runs were given the same settings of those that decide about a plan; how long it was looked for is none. */
export function haveSameParameters(one: RunParams, other: RunParams): boolean {
  return shaping(one) === shaping(other);
}

function shaping({ maxMiles, region, weights, priorities }: RunParams): string {
  return canonicalJson({ maxMiles, region, weights, priorities });
}
