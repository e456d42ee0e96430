import {
  type Candidate,
  type CaseInResult,
  type LeaderForMatching,
  type LeaderUsage,
  pairKey,
  type ProposedMatch,
  runPriority,
  type RunSnapshot,
} from '../domain/candidates/index.js';
import { accepted, assert, type HalfDays, type Outcome } from '../domain/kernel/index.js';
import type { SupportCase } from '../domain/offers/index.js';
import {
  checkPlan,
  explainRun,
  type Plan,
  type Problem,
  type Remedy,
  type RunInsight,
  type SolveProgress,
  type UncoveredInResult,
} from '../domain/planning/index.js';
import { distanceBetween, type PreparedRun, prepareRun } from './prepare-run.js';
import { type UncoveredPairs, uncoveredPairs } from './uncovered-pairs.js';

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
  const { uncovered, insight } = uncoveredOf(prepared, plan);
  return {
    version: 1,
    plan: { ...plan, uncovered: withRemedies(plan.uncovered, uncovered) },
    matches: matches.sort((a, b) => (a.caseId < b.caseId ? -1 : 1)),
    uncovered,
    leaders: usageOf(snapshot.leaders, matches),
    counts: {
      cases: snapshot.cases.length,
      leaders: snapshot.leaders.length,
      candidates: candidates.length,
    },
    insight,
  };
}

/** The planner's own remedies know no rules; those of the run do, and stand in their place everywhere. */
function withRemedies(planned: Plan['uncovered'], told: readonly UncoveredInResult[]): Plan['uncovered'] {
  const factsOf = new Map(told.map(({ caseId, facts }) => [caseId, facts]));
  return planned.map((one) => ({ ...one, facts: factsOf.get(one.case) ?? one.facts ?? {} }));
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
  prepared: PreparedRun,
  plan: Plan,
): { readonly uncovered: readonly UncoveredInResult[]; readonly insight: RunInsight } {
  const { snapshot, problem } = prepared;
  const cases = new Map(snapshot.cases.map((one) => [one.caseId, one]));
  const caseNamed = (caseId: string): SupportCase => {
    const found = cases.get(caseId);
    assert(found !== undefined, 'a checked plan names cases of the problem only');
    return found;
  };
  const lookedAt = new Map<string, Omit<UncoveredPairs, 'barred'>>();
  const lookAt = (caseId: string): UncoveredPairs => {
    const { barred, ...counts } = uncoveredPairs(prepared, caseNamed(caseId));
    lookedAt.set(caseId, counts);
    return { barred, ...counts };
  };
  const regionOf = (caseId: string): string | null => caseNamed(caseId).region;
  const insight =
    plan.status === 'infeasible'
      ? { cases: [], leaders: [], regions: [] }
      : withDistances(
          prepared,
          explainRun(problem, plan, regionOf, (caseId) => lookAt(caseId).barred),
        );
  const remedyOf = new Map(insight.cases.map((one) => [one.case, one.uncovered?.remedy ?? null]));
  const uncovered = plan.uncovered.map(({ case: caseId, reason, facts }): UncoveredInResult => {
    const { candidates, refusals } = lookedAt.get(caseId) ?? lookAt(caseId);
    const remedy = remedyOf.get(caseId) ?? null;
    const { remedy: _planned, ...counted } = facts ?? {};
    return {
      ...caseInResult(caseNamed(caseId), snapshot),
      reason,
      facts: { ...counted, ...(remedy === null ? {} : { remedy }) },
      ...{ candidates, refusals },
      nearestRemedy: remedy,
    };
  });
  return {
    uncovered: uncovered.sort((a, b) => a.priority - b.priority || (a.caseId < b.caseId ? -1 : 1)),
    insight,
  };
}

/** A remedy also tells how far off the leader is who would take the case. */
function withDistances({ snapshot }: PreparedRun, insight: RunInsight): RunInsight {
  const leaders = new Map(snapshot.leaders.map((one) => [one.leaderRef, one]));
  const cases = new Map(snapshot.cases.map((one) => [one.caseId, one]));
  const placed = (caseId: string, remedy: Remedy): Remedy => {
    const leader = leaders.get(remedy.moves?.[0]?.to ?? remedy.leader);
    const supportCase = cases.get(caseId);
    if (leader === undefined || supportCase === undefined) return remedy;
    const metres = distanceBetween(leader, supportCase);
    return metres === null ? remedy : { ...remedy, distanceMetres: metres };
  };
  return {
    ...insight,
    cases: insight.cases.map((one) =>
      one.uncovered?.remedy
        ? { ...one, uncovered: { ...one.uncovered, remedy: placed(one.case, one.uncovered.remedy) } }
        : one,
    ),
  };
}
