import { Module } from '@nestjs/common';
import { MatchesModule } from '../matches/index.js';
import { RunsModule } from '../runs/index.js';
import { AdoptEffect } from './adopt-effect.js';
import { ApproveOverride, RejectOverride } from './answer-override.use-case.js';
import { ForeseeOverride } from './foresee-override.use-case.js';
import { LeaderChoices } from './leader-choices.js';
import { MakeOverride } from './make-override.use-case.js';
import { OverridesQueries } from './overrides.queries.js';
import { ProposalsToReview } from './proposals-to-review.queries.js';
import { SceneQueries } from './scene.queries.js';
import { UndoOverride } from './undo-override.use-case.js';

const DOOR = [
  ...[ForeseeOverride, MakeOverride, UndoOverride, ApproveOverride, RejectOverride],
  ...[OverridesQueries, LeaderChoices, AdoptEffect, ProposalsToReview],
];

/** Reviewers' decisions about matches. Needs the global `DatabaseModule`. */
@Module({ imports: [MatchesModule, RunsModule], providers: [...DOOR, SceneQueries], exports: DOOR })
export class OverridesModule {}
