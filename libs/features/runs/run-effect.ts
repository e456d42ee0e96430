import type { Facts } from '../../domain/kernel/index.js';
import type {
  ChangedMatch,
  CoverageBeforeAfter,
  LeaderBeforeAfter,
  PlanChange,
  UncoveredCase,
} from '../../domain/planning/index.js';

/** What changes would do to a run, as it is stored. */
export interface EffectContent {
  readonly changed: readonly ChangedMatch[];
  readonly scoreBefore: number;
  readonly scoreAfter: number;
  readonly coverage: readonly CoverageBeforeAfter[];
  readonly leaders: readonly LeaderBeforeAfter[];
  /** Cases that would lose their leader, with the planner's reason. */
  readonly uncovered: readonly UncoveredCase[];
  /** Nothing better was possible, a further move costing what the run's settings say. */
  readonly isBest: boolean;
  /** Rules that a reviewer's pin would overrule. */
  readonly overruled: readonly { readonly code: string; readonly facts: Facts }[];
  readonly seconds: number;
}

export interface EffectView {
  readonly id: string;
  readonly runId: string;
  readonly changes: readonly PlanChange[];
  /** `queued`: not known yet; `refused`: the changes are not possible; `failed`: it could not be found out. */
  readonly state: 'queued' | 'known' | 'refused' | 'failed';
  readonly content: EffectContent | null;
  readonly failureCode: string | null;
  readonly failureFacts: Facts | null;
  readonly createdBy: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}
