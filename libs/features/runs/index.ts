import { RunCaseInsightRow } from './run-case-insight.entity.js';
import { RunEffectRow } from './run-effect.entity.js';
import { RunInsightRow } from './run-insight.entity.js';
import { RunResult } from './run-result.entity.js';
import { RunSnapshotRow } from './run-snapshot.entity.js';
import { Run } from './run.entity.js';

export { AskEffectUseCase, type AskEffectInput, type AskEffectRefusal } from './ask-effect.use-case.js';
export { CancelRunUseCase, type CancelRunAnswer, type CancelRunInput } from './cancel-run.use-case.js';
export {
  CompareRunsUseCase,
  type ComparedCaseView,
  type ComparedRunView,
  type CompareRunsInput,
  type CompareRunsRefusal,
  type RunComparison,
} from './compare-runs.use-case.js';
export {
  CreateRunUseCase,
  type CreatedRun,
  type CreateRunInput,
  type CreateRunRefusal,
} from './create-run.use-case.js';
export { DiscardRunUseCase, type DiscardRunInput } from './discard-run.use-case.js';
export {
  EndCancelledRunUseCase,
  type EndCancelledRunInput,
  type EndCancelledRunRefusal,
} from './end-cancelled-run.use-case.js';
export {
  ExplainPairUseCase,
  type ExplainedPair,
  type ExplainPairInput,
  type ExplainPairRefusal,
} from './explain-pair.use-case.js';
export { FailRunUseCase, giveUpRun, type FailRunInput, type FailRunRefusal } from './fail-run.use-case.js';
export { FinishRunUseCase, type FinishRunInput, type FinishRunRefusal } from './finish-run.use-case.js';
export { HoldRun } from './hold-run.js';
export { findLostRuns } from './lost-runs.queries.js';
export { type NextCandidate, NextCandidatesQueries } from './next-candidates.queries.js';
export {
  CAME_TO_NOTHING,
  OfferToNext,
  type OfferToNextInput,
  type OfferToNextRefusal,
} from './offer-to-next.use-case.js';
export {
  PublishRunUseCase,
  type PublishedRun,
  type PublishRunInput,
  type PublishRunRefusal,
} from './publish-run.use-case.js';
export { EFFECTS_KEPT_DAYS, PurgeEffects } from './purge-effects.use-case.js';
export {
  ReportProgressUseCase,
  type ReportProgressInput,
  type ReportProgressRefusal,
} from './report-progress.use-case.js';
export { type EffectContent, type EffectView } from './run-effect.js';
export { type EffectQuestion, RunEffects } from './run-effects.js';
export { answerEffect, findLostEffects } from './run-effects.repository.js';
export { RunInsightQueries, type CaseInRun, type MarginalView } from './run-insight.queries.js';
export {
  type PlacedCase,
  type PlacedLeader,
  type RunPlaces,
  RunPlacesQueries,
} from './run-places.queries.js';
export { type RunSummary } from './run-summary.js';
export { HEARTBEAT_SECONDS, LOST_AFTER_SECONDS, TAKE_OVER_AFTER_SECONDS } from './run-timing.js';
export { lockedRun, type RunMoveRefusal } from './run-transition.js';
export { RunsModule } from './runs.module.js';
export {
  RUN_SORTS,
  RunsQueries,
  type RunHold,
  type RunPage,
  type RunProgress,
  type RunResultView,
  type RunSort,
  type RunView,
  type UncoveredCaseView,
} from './runs.queries.js';
export { SnapshotQueries, snapshotOf } from './snapshot.queries.js';
export {
  TakeRunUseCase,
  type TakenRun,
  type TakeRunInput,
  type TakeRunRefusal,
} from './take-run.use-case.js';
export {
  UnpublishRunUseCase,
  type UnpublishRunInput,
  type UnpublishRunRefusal,
} from './unpublish-run.use-case.js';

/** For the data source of a process that uses this feature. */
export const RUNS_ENTITIES = [
  ...[Run, RunSnapshotRow, RunResult],
  ...[RunInsightRow, RunCaseInsightRow, RunEffectRow],
] as const;
