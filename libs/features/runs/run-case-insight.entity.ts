import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { CaseInsight } from '../../domain/planning/index.js';
import { Run } from './run.entity.js';

/** Why one case of a solved run has the leader it has, or none. */
@Entity({ name: 'run_case_insight' })
export class RunCaseInsightRow {
  @PrimaryColumn({ type: 'uuid', name: 'run_id', primaryKeyConstraintName: 'run_case_insight_pk' })
  @ForeignKey(() => Run, { name: 'run_case_insight_run_fk' })
  runId!: string;

  @PrimaryColumn({ type: 'text', name: 'case_id', primaryKeyConstraintName: 'run_case_insight_pk' })
  caseId!: string;

  @Column({ type: 'jsonb' })
  content!: CaseInsight;
}
