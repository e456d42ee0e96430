import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { CaseId, HalfDays, OfferYear } from '../../domain/kernel/index.js';
import type { CaseState } from '../../domain/lifecycle/index.js';
import type { SupportCase } from '../../domain/offers/index.js';
import { AssessmentRow } from './assessment.entity.js';

/** One case and where it stands. A new assessment renews its facts and leaves its state alone. */
@Entity({ name: 'support_case' })
@Check('support_case_half_days_positive', `half_days > 0`)
@Check(
  'support_case_state_known',
  `state IN ('eligible','contacting','offered','taken-up','turned-down','matched','active','closed')`,
)
export class SupportCaseRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'support_case_pk' })
  offer!: OfferYear;

  @PrimaryColumn({ type: 'text', name: 'case_id', primaryKeyConstraintName: 'support_case_pk' })
  caseId!: CaseId;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'integer' })
  priority!: number;

  @Column({ type: 'integer', name: 'half_days' })
  halfDays!: HalfDays;

  @Column({ type: 'text' })
  state!: CaseState;

  @Column({ type: 'integer', default: 1 })
  version!: number;

  /** False: the latest assessment no longer finds it eligible; no run takes it up. */
  @Column({ type: 'boolean', default: true })
  eligible!: boolean;

  @Column({ type: 'jsonb' })
  facts!: SupportCase;

  @Column({ type: 'uuid', name: 'assessment_id' })
  @ForeignKey(() => AssessmentRow, { name: 'support_case_assessment_fk' })
  assessmentId!: string;
}
