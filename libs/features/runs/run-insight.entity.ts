import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { MarginalValue, RegionNeed } from '../../domain/planning/index.js';
import { Run } from './run.entity.js';

/** What one more day of each leader is worth in a solved run, and which regions lack most. */
@Entity({ name: 'run_insight' })
export class RunInsightRow {
  @PrimaryColumn({ type: 'uuid', name: 'run_id', primaryKeyConstraintName: 'run_insight_pk' })
  @ForeignKey(() => Run, { name: 'run_insight_run_fk' })
  runId!: string;

  @Column({ type: 'jsonb' })
  leaders!: readonly MarginalValue[];

  @Column({ type: 'jsonb' })
  regions!: readonly RegionNeed[];
}
