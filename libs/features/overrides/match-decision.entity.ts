import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { OverrideReasonCode } from '../../domain/candidates/index.js';
import type { OfferYear } from '../../domain/kernel/index.js';
import type { DecisionState } from '../../domain/lifecycle/index.js';
import type { DecisionOutcome } from './carry-out.js';
import type { Foreseen } from './foreseen.js';
import type { OverrideChange } from './override-change.js';
import type { SceneVersions } from './scene-versions.js';

/** One decision of a reviewer about the matches of a run: what was asked, what was shown, what was done, and why. */
@Entity({ name: 'match_decision' })
@Check('match_decision_state_known', `state IN ('awaiting-approval','done','rejected','undone')`)
@Check('match_decision_outcome_when_done', `state IN ('awaiting-approval','rejected') OR outcome IS NOT NULL`)
@Check(
  'match_decision_never_by_oneself',
  `answered_by IS NULL OR answered_by <> decided_by OR state = 'rejected'`,
)
@Index('match_decision_run_ix', ['runId'])
@Index('match_decision_state_ix', ['state'])
@Index('match_decision_undoes_ix', ['undoes'])
export class MatchDecisionRow {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'match_decision_pk' })
  id!: string;

  @Column({ type: 'text' })
  offer!: OfferYear;

  @Column({ type: 'uuid' })
  @ForeignKey('run', { name: 'match_decision_run_fk' })
  runId!: string;

  @Column({ type: 'jsonb' })
  changes!: readonly OverrideChange[];

  /** As it was shown. */
  @Column({ type: 'jsonb' })
  effect!: Foreseen;

  @Column({ type: 'jsonb' })
  versions!: SceneVersions;

  /** Null until it is done. */
  @Column({ type: 'jsonb', nullable: true })
  outcome!: DecisionOutcome | null;

  @Column({ type: 'text' })
  reasonCode!: OverrideReasonCode;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text' })
  state!: DecisionState;

  @Column({ type: 'integer', default: 1 })
  version!: number;

  /** The decision that this one takes back. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => MatchDecisionRow, { name: 'match_decision_undoes_fk' })
  undoes!: string | null;

  /** The planner's answer that it adopts. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('run_effect', { name: 'match_decision_effect_fk' })
  effectId!: string | null;

  @Column({ type: 'text' })
  decidedBy!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  decidedAt!: Date;

  /** Who approved or rejected it. */
  @Column({ type: 'text', nullable: true })
  answeredBy!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  answeredAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  answerReason!: string | null;
}
