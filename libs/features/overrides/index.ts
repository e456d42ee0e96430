import { MatchDecisionRow } from './match-decision.entity.js';

export { AdoptEffect } from './adopt-effect.js';
export {
  ApproveOverride,
  type ApproveOverrideInput,
  type ApproveOverrideRefusal,
  RejectOverride,
  type RejectOverrideInput,
  type RejectOverrideRefusal,
} from './answer-override.use-case.js';
export { type DecisionOutcome, type DoneChange } from './carry-out.js';
export {
  type ForeseenOverride,
  ForeseeOverride,
  type ForeseeOverrideInput,
} from './foresee-override.use-case.js';
export {
  type Foreseen,
  type ForeseenCoverage,
  type ForeseenItem,
  type ForeseenLeader,
  type ForeseenPair,
} from './foreseen.js';
export { type LeaderChoice, LeaderChoices } from './leader-choices.js';
export {
  MakeOverride,
  type MadeOverride,
  type MakeOverrideInput,
  type MakeOverrideRefusal,
} from './make-override.use-case.js';
export { MOST_CHANGES, type OverrideChange, type OverrideKind } from './override-change.js';
export { OverridesModule } from './overrides.module.js';
export {
  type OverrideFilter,
  OverridesQueries,
  type OverrideView,
  type ReasonCount,
  type RulingView,
} from './overrides.queries.js';
export {
  LONG_WAY_METRES,
  LOOK_REASONS,
  type LookReason,
  PROPOSAL_SORTS,
  type ProposalFilter,
  type ProposalSort,
  ProposalsToReview,
  type ProposalToReview,
} from './proposals-to-review.queries.js';
export { UndoOverride, type UndoOverrideInput, type UndoOverrideRefusal } from './undo-override.use-case.js';

/** For the data source of a process that uses this feature. */
export const OVERRIDES_ENTITIES = [MatchDecisionRow] as const;
