import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { CaseId, OfferYear } from '../../domain/kernel/index.js';
import type { CaseState } from '../../domain/lifecycle/index.js';
import type {
  Decision,
  DecisionChangeKind,
  DecisionChangeReason,
  DecisionTerms,
} from '../../domain/offers/index.js';
import { AssessmentRow } from './assessment.entity.js';

/**
 * What an assessment decided about one subject, where it is not word for word what the one before decided. The
 * decision at any assessment is the newest record up to it.
 */
@Entity({ name: 'decision_record' })
@Index('decision_record_subject_ix', ['offer', 'subjectKind', 'subjectId', 'id'])
export class DecisionRecordRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'decision_record_pk',
  })
  id!: string;

  @Column({ type: 'text' })
  offer!: OfferYear;

  @Column({ type: 'text' })
  subjectKind!: Decision['subjectKind'];

  @Column({ type: 'text' })
  subjectId!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => AssessmentRow, { name: 'decision_record_assessment_fk' })
  assessmentId!: string;

  /** Null: the assessment no longer decides about it (closed, or gone from the register). */
  @Column({ type: 'jsonb', nullable: true })
  facts!: Decision | null;
}

/** What one assessment changed for one subject against the assessment before, and why. */
@Entity({ name: 'decision_change' })
@Check('decision_change_known', `change IN ('added','removed','changed')`)
@Unique('decision_change_subject_uq', ['assessmentId', 'subjectKind', 'subjectId'])
export class DecisionChangeRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'decision_change_pk',
  })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => AssessmentRow, { name: 'decision_change_assessment_fk' })
  assessmentId!: string;

  @Column({ type: 'text' })
  offer!: OfferYear;

  @Column({ type: 'text' })
  subjectKind!: Decision['subjectKind'];

  @Column({ type: 'text' })
  subjectId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  change!: DecisionChangeKind;

  @Column({ type: 'jsonb' })
  reasons!: readonly DecisionChangeReason[];

  /** Null: there was no decision about it. */
  @Column({ type: 'jsonb', nullable: true })
  before!: DecisionTerms | null;

  @Column({ type: 'jsonb', nullable: true })
  after!: DecisionTerms | null;

  /** The case that the change is about, and where it stood. */
  @Column({ type: 'text', nullable: true })
  caseId!: CaseId | null;

  @Column({ type: 'text', nullable: true })
  caseState!: CaseState | null;

  /** No longer eligible although its case had been taken further than `eligible`: somebody must look at it. */
  @Column({ type: 'boolean' })
  underway!: boolean;
}
