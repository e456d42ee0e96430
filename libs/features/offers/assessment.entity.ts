import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn } from 'typeorm';
import type { IsoDate, OfferYear } from '../../domain/kernel/index.js';
import type { AssessOptions, UnknownSubject, UnreadSummary } from '../../domain/offers/index.js';
import type { AssessmentCounts } from './assessment-counts.js';
import type { AssessmentSource } from './assessment-sources.js';

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

  /** What decided: changes with every change of the offer's rules or numbers. Null until it ran. */
  @Column({ type: 'text', name: 'rule_set', nullable: true })
  ruleSet!: string | null;

  /** The settings that it ran with. */
  @Column({ type: 'jsonb', nullable: true })
  options!: AssessOptions | null;

  /** The imports whose rows it read. */
  @Column({ type: 'jsonb', nullable: true })
  sources!: readonly AssessmentSource[] | null;

  /** The assessment of the offer in force before it; null: it was the first. */
  @Column({ type: 'uuid', name: 'previous_id', nullable: true })
  @ForeignKey(() => AssessmentRow, { name: 'assessment_previous_fk' })
  previousId!: string | null;

  /** Named on the offer's lists and passed over. */
  @Column({ type: 'jsonb', name: 'unknown_subjects', nullable: true })
  unknownSubjects!: readonly UnknownSubject[] | null;

  /** Rows that nobody could read, about nobody of whom something was decided. */
  @Column({ type: 'jsonb', name: 'unread_rows', nullable: true })
  unreadRows!: readonly UnreadSummary[] | null;

  /** The newest day of the inspection files, where it lay months before the as-of date. */
  @Column({ type: 'date', name: 'inspections_end', nullable: true })
  inspectionsEnd!: IsoDate | null;

  @Column({ type: 'text', name: 'created_by' })
  createdBy!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}
