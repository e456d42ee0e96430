import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { CaseId, OfferYear } from '../../domain/kernel/index.js';
import type { Decision } from '../../domain/offers/index.js';
import { AssessmentRow } from './assessment.entity.js';

/** The latest automated decision about one school or trust in one offer. */
@Entity({ name: 'decision' })
@Check('decision_eligible_known', `eligible IN ('yes','no','undetermined')`)
@Index('decision_eligible_ix', ['offer', 'eligible'])
@Index('decision_name_ix', ['offer', 'eligible', 'name'])
export class DecisionRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'decision_pk' })
  offer!: OfferYear;

  @PrimaryColumn({ type: 'text', name: 'subject_kind', primaryKeyConstraintName: 'decision_pk' })
  subjectKind!: Decision['subjectKind'];

  @PrimaryColumn({ type: 'text', name: 'subject_id', primaryKeyConstraintName: 'decision_pk' })
  subjectId!: string;

  @Column({ type: 'uuid', name: 'assessment_id' })
  @ForeignKey(() => AssessmentRow, { name: 'decision_assessment_fk' })
  assessmentId!: string;

  @Column({ type: 'text' })
  eligible!: Decision['eligible'];

  @Column({ type: 'text', name: 'case_id', nullable: true })
  caseId!: CaseId | null;

  @Column({ type: 'jsonb' })
  facts!: Decision;

  /** This and what follows the database takes from the facts, for lists. */
  @Column({ type: 'text', default: '' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  criterion!: string | null;

  @Column({ type: 'integer', name: 'half_days', nullable: true })
  halfDays!: number | null;

  @Column({ type: 'text', name: 'contact_by', nullable: true })
  contactBy!: string | null;
}
