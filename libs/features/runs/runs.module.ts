import { Module } from '@nestjs/common';
import { AskEffectUseCase } from './ask-effect.use-case.js';
import { CancelRunUseCase } from './cancel-run.use-case.js';
import { CompareRunsUseCase } from './compare-runs.use-case.js';
import { CreateRunUseCase } from './create-run.use-case.js';
import { DiscardRunUseCase } from './discard-run.use-case.js';
import { EndCancelledRunUseCase } from './end-cancelled-run.use-case.js';
import { ExplainPairUseCase } from './explain-pair.use-case.js';
import { FailRunUseCase } from './fail-run.use-case.js';
import { FinishRunUseCase } from './finish-run.use-case.js';
import { HoldRun } from './hold-run.js';
import { MatchesModule } from '../matches/index.js';
import { NextCandidatesQueries } from './next-candidates.queries.js';
import { OfferToNext } from './offer-to-next.use-case.js';
import { PublishRunUseCase } from './publish-run.use-case.js';
import { PurgeEffects } from './purge-effects.use-case.js';
import { ReportProgressUseCase } from './report-progress.use-case.js';
import { RunEffects } from './run-effects.js';
import { RunInsightQueries } from './run-insight.queries.js';
import { RunPlacesQueries } from './run-places.queries.js';
import { RunsQueries } from './runs.queries.js';
import { SnapshotQueries } from './snapshot.queries.js';
import { TakeRunUseCase } from './take-run.use-case.js';
import { UnpublishRunUseCase } from './unpublish-run.use-case.js';

const DOOR = [
  AskEffectUseCase,
  CancelRunUseCase,
  CompareRunsUseCase,
  CreateRunUseCase,
  DiscardRunUseCase,
  EndCancelledRunUseCase,
  ExplainPairUseCase,
  FailRunUseCase,
  FinishRunUseCase,
  HoldRun,
  NextCandidatesQueries,
  OfferToNext,
  PublishRunUseCase,
  PurgeEffects,
  ReportProgressUseCase,
  RunEffects,
  RunInsightQueries,
  RunPlacesQueries,
  RunsQueries,
  SnapshotQueries,
  TakeRunUseCase,
  UnpublishRunUseCase,
];

/** Matching runs from their frozen snapshot to their published matches. Needs the global `DatabaseModule`. */
@Module({ imports: [MatchesModule], providers: DOOR, exports: DOOR })
export class RunsModule {}
