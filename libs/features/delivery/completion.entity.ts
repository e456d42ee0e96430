import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { CompletionOutcome } from '../../domain/delivery/index.js';
import type { HalfDays } from '../../domain/kernel/index.js';

/** How the support of one match ended. */
@Entity({ name: 'completion' })
@Check('completion_outcome_known', `outcome IN ('aims-met','aims-partly-met','aims-not-met')`)
@Check('completion_early_says_why', `(released_half_days > 0) = (ended_early_reason IS NOT NULL)`)
export class CompletionRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'completion_pk' })
  @ForeignKey('match', { name: 'completion_match_fk' })
  matchId!: string;

  @Column({ type: 'text' })
  outcome!: CompletionOutcome;

  @Column({ type: 'text' })
  report!: string;

  @Column({ type: 'text', nullable: true })
  endedEarlyReason!: string | null;

  @Column({ type: 'integer' })
  deliveredHalfDays!: HalfDays;

  /** Days that were left, and are the leader's again. */
  @Column({ type: 'integer' })
  releasedHalfDays!: HalfDays;

  @Column({ type: 'text' })
  recordedBy!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  recordedAt!: Date;
}
