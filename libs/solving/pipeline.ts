import {
  type Candidate,
  type CaseInResult,
  judgePair,
  type LeaderAfterPlan,
  type LeaderForMatching,
  type LeaderUsage,
  nearestRemedy,
  pairKey,
  PAIR_REFUSAL_CODES,
  type PairRefusalCode,
  type ProposedMatch,
  type RefusalCount,
  runPriority,
  type RunSnapshot,
  type UncoveredInResult,
} from '../domain/candidates/index.js';
import { accepted, assert, type HalfDays, type Outcome } from '../domain/kernel/index.js';
import type { SupportCase } from '../domain/offers/index.js';
import {
  checkPlan,
  explainRun,
  type Plan,
  type Problem,
  type RunInsight,
  type SolveProgress,
} from '../domain/planning/index.js';
import { distanceBetween, type PreparedRun, prepareRun } from './prepare-run.js';

/** What a solve is told besides the problem. */
export interface PipelineSolveOptions {
  readonly timeLimitSeconds: number;
  readonly gap: number;
  readonly seed: number;
  readonly deterministic?: boolean;
  readonly onProgress?: (progress: SolveProgress) => void;
}

/** Whoever solves: in this process, or in a thread that can be killed. */
export type SolveFunction = (problem: Problem, options: PipelineSolveOptions) => Promise<Plan>;

/** The whole result of one run, told in the words of the service. */
export interface SolvedRun {
  readonly version: 1;
  /** `infeasible` (pins contradict each other or a limit): no matches, and `plan.conflict` names the pins. */
  readonly plan: Plan;
  /** By case id. */
  readonly matches: readonly ProposedMatch[];
  /** By priority, then case id. */
  readonly uncovered: readonly UncoveredInResult[];
  /** Every leader of the snapshot, by reference. */
  readonly leaders: readonly LeaderUsage[];
  readonly counts: { readonly cases: number; readonly leaders: number; readonly candidates: number };
  /** Next leaders of each case, remedies, and what one more day is worth; of an infeasible plan: nothing. */
  readonly insight: RunInsight;
}

/**
 * One matching run from snapshot to result: distances, candidates, problem, plan, check, reasons. Cases that an
 * accepted or published match serves are not in the snapshot, and what those matches took is already off its
 * leaders. A plan that the independent check refuses is a bug and throws; a pin that no rule lets through is
 * refused by `prepareRun`.
 */
export async function solveRun(
  given: RunSnapshot,
  solve: SolveFunction,
  onProgress?: (progress: SolveProgress) => void,
): Promise<Outcome<SolvedRun, 'pin-refused'>> {
  onProgress?.({ phase: 'preparing', fraction: 0 });
  const prepared = prepareRun(given);
  if (!prepared.ok) return prepared;
  onProgress?.({ phase: 'preparing', fraction: 1 });
  const { params } = prepared.value.snapshot;
  const plan = await solve(prepared.value.problem, {
    timeLimitSeconds: params.timeLimitSeconds,
    gap: params.gap,
    seed: params.seed,
    ...(params.deterministic === true ? { deterministic: true } : {}),
    ...(onProgress ? { onProgress } : {}),
  });
  onProgress?.({ phase: 'checking', fraction: 0 });
  const result = resultOf(prepared.value, plan);
  onProgress?.({ phase: 'checking', fraction: 1 });
  return accepted(result);
}

/** Checks a plan against its problem and tells it in the words of the service. */
export function resultOf(prepared: PreparedRun, plan: Plan): SolvedRun {
  const { snapshot, problem, candidates } = prepared;
  const violations = checkPlan(problem, plan);
  assert(violations.length === 0, `the plan breaks the problem: ${JSON.stringify(violations.slice(0, 5))}`);
  const candidateOf = new Map(candidates.map((one) => [pairKey(one), one]));
  const caseOf = new Map(snapshot.cases.map((one) => [one.caseId, caseInResult(one, snapshot)]));
  const matches = plan.matches.map((match): ProposedMatch => {
    const named = caseOf.get(match.case);
    const candidate = candidateOf.get(pairKey({ leaderRef: match.leader, caseId: match.case }));
    assert(named !== undefined && candidate !== undefined, 'a checked plan matches candidates only');
    return { ...named, ...candidate };
  });
  const usage = usageOf(snapshot.leaders, matches);
  return {
    version: 1,
    plan,
    matches: matches.sort((a, b) => (a.caseId < b.caseId ? -1 : 1)),
    uncovered: uncoveredOf(prepared, plan, usage),
    leaders: usage,
    counts: {
      cases: snapshot.cases.length,
      leaders: snapshot.leaders.length,
      candidates: candidates.length,
    },
    insight: insightOf(prepared, plan),
  };
}

function insightOf({ snapshot, problem }: PreparedRun, plan: Plan): RunInsight {
  if (plan.status === 'infeasible') return { cases: [], leaders: [], regions: [] };
  const regionOf = new Map(snapshot.cases.map((one) => [one.caseId, one.region]));
  return explainRun(problem, plan, (caseId) => regionOf.get(caseId) ?? null);
}

function caseInResult(one: SupportCase, { params }: RunSnapshot): CaseInResult {
  const { caseId, unit, supportedId, name, halfDays } = one;
  return { caseId, unit, supportedId, name, halfDays, priority: runPriority(one, params) };
}

function usageOf(
  leaders: readonly LeaderForMatching[],
  matches: readonly Candidate[],
): readonly LeaderUsage[] {
  const taken = new Map<string, { halfDays: HalfDays; engagements: number }>();
  for (const { leaderRef, halfDays } of matches) {
    const before = taken.get(leaderRef) ?? { halfDays: 0, engagements: 0 };
    taken.set(leaderRef, {
      halfDays: before.halfDays + halfDays,
      engagements: before.engagements + 1,
    });
  }
  return leaders.map((leader): LeaderUsage => {
    const { leaderRef, halfDaysOffered, halfDaysRemaining, engagementsHeld } = leader;
    const run = taken.get(leaderRef) ?? { halfDays: 0, engagements: 0 };
    return {
      leaderRef,
      halfDaysOffered,
      halfDaysUsed: run.halfDays,
      halfDaysLeft: halfDaysRemaining - run.halfDays,
      engagements: engagementsHeld + run.engagements,
    };
  });
}

function uncoveredOf(
  { snapshot, context }: PreparedRun,
  plan: Plan,
  usage: readonly LeaderUsage[],
): readonly UncoveredInResult[] {
  const cases = new Map(snapshot.cases.map((one) => [one.caseId, one]));
  const usageByLeader = new Map(usage.map((one) => [one.leaderRef, one]));
  const explained = plan.uncovered.map(({ case: caseId, reason, facts }): UncoveredInResult => {
    const supportCase = cases.get(caseId);
    assert(supportCase !== undefined, 'a checked plan names cases of the problem only');
    const leaders = snapshot.leaders.map((leader): LeaderAfterPlan => {
      const metres = distanceBetween(leader, supportCase);
      const judged = judgePair(leader, supportCase, metres, context);
      const used = usageByLeader.get(leader.leaderRef);
      return {
        leaderRef: leader.leaderRef,
        distanceMetres: metres,
        refusals: 'refusals' in judged ? judged.refusals : [],
        halfDaysLeft: used?.halfDaysLeft ?? 0,
        engagementsLeft:
          leader.maxEngagements === null ? null : leader.maxEngagements - (used?.engagements ?? 0),
      };
    });
    return {
      ...caseInResult(supportCase, snapshot),
      reason,
      facts: facts ?? {},
      candidates: leaders.filter(({ refusals }) => refusals.length === 0).length,
      refusals: refusalCounts(leaders),
      nearestRemedy: plan.status === 'infeasible' ? null : nearestRemedy(supportCase.halfDays, leaders),
    };
  });
  return explained.sort((a, b) => a.priority - b.priority || (a.caseId < b.caseId ? -1 : 1));
}

function refusalCounts(leaders: readonly LeaderAfterPlan[]): readonly RefusalCount[] {
  return PAIR_REFUSAL_CODES.flatMap((code): RefusalCount[] => {
    const refusedBy = leaders.filter(({ refusals }) => refusals.some((refusal) => refusal.code === code));
    return refusedBy.length === 0 ? [] : [countOf(code, refusedBy)];
  });
}

function countOf(code: PairRefusalCode, leaders: readonly LeaderAfterPlan[]): RefusalCount {
  const nearest = leaders.reduce<RefusalCount['nearest']>((best, { leaderRef, distanceMetres }) => {
    if (distanceMetres === null) return best;
    return best === null || distanceMetres < best.distanceMetres ? { leaderRef, distanceMetres } : best;
  }, null);
  return { code, leaders: leaders.length, nearest };
}
