export { checkPlan } from './check-plan.js';
export type { DayValue } from './day-values.js';
export { type MeasuredMatch, planMetrics, type PlanMetrics } from './compare-metrics.js';
export {
  COMPARE_REASONS,
  type ComparedCase,
  type ComparedSide,
  type CompareKind,
  comparePlans,
  type CompareReason,
  type PairKnown,
} from './compare-plans.js';
export type { EffectRefusal, PlanChange } from './effect-change.js';
export { EFFECT_NEIGHBOURHOOD, type NeighbourhoodSize } from './effect-neighbourhood.js';
export { effectOfChanges, type EffectSettings, type SmallSolve } from './effect-of-changes.js';
export type {
  ChangedMatch,
  CoverageBeforeAfter,
  Effect,
  EffectReason,
  LeaderBeforeAfter,
} from './effect-report.js';
export {
  type Alternative,
  alternativesFor,
  type InsteadReason,
  type MakingRoom,
  type ServedCase,
} from './explain-match.js';
export type { UncoveredExplanation, UncoveredReason } from './explain-plan.js';
export { explainCase, explainUncovered, openPriorities } from './explain-plan.js';
export { type CaseInsight, explainRun, type RunInsight } from './explain-run.js';
export { PlanState, type StatePair } from './explain-state.js';
export { type Entry, findWays, isOpen, type PlanMove, type Way } from './explain-ways.js';
export { makePlan, solvePrepared } from './make-plan.js';
export { regionNeeds, type RegionNeed } from './marginal-recruitment.js';
export { type FurtherCase, marginalValues, type MarginalValue } from './marginal-values.js';
export { type Remedy, REMEDY_CODES, type RemedyCode } from './nearest-remedy.js';
export { finishPlan } from './parts/finish-plan.js';
export { type PackedPart, packPart, unpackPart } from './parts/packed-part.js';
export type { Part } from './parts/part.js';
export type { SolvedPart } from './parts/settled-part.js';
export { PartProgress } from './parts/part-progress.js';
export { preparePlan, type PreparedPlan } from './parts/prepare-plan.js';
export { solvePart } from './parts/solve-part.js';
export { TimeShares } from './parts/time-shares.js';
export { type ParsedProblem, parseProblem, PROBLEM_LIMITS } from './parse-problem.js';
export * from './plan.js';
export type { PlanViolation, PlanViolationCode } from './plan-violation.js';
export type { ComponentSize, EngineRefusal, PlannerEngine } from './planner-engines.js';
export type { PlannerSettings, PlannerTools } from './planner-settings.js';
export * from './problem.js';
export type { ProblemFault, ProblemFaultCode, ProblemRefusal } from './problem-faults.js';
export type { StageProgress } from './stages/run-stages.js';
export type { UncoveredInResult } from './uncovered-in-result.js';
