import { Check, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { IsoDate, OfferYear } from '../../domain/kernel/index.js';
import type { AssessmentCounts } from './assessment-counts.js';

export type AssessmentState = 'queued' | 'done' | 'failed';

/** One decision of who is eligible in one offer, over the facts held when it ran. */
@Entity({ name: 'assessment' })
@Check('assessment_state_known', `state IN ('queued','done','failed')`)
export class AssessmentRow {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'assessment_pk' })
  id!: string;

  @Column({ type: 'text' })
  offer!: OfferYear;

  /** What was published on or before this date is known. */
  @Column({ type: 'date', name: 'as_of' })
  asOf!: IsoDate;

  @Column({ type: 'text' })
  state!: AssessmentState;

  @Column({ type: 'text', name: 'failure_code', nullable: true })
  failureCode!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  counts!: AssessmentCounts | null;

  @Column({ type: 'text', name: 'created_by' })
  createdBy!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}
