import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { LeaderUsage } from '../../domain/candidates/index.js';
import type { Plan, UncoveredInResult } from '../../domain/planning/index.js';

import { Run } from './run.entity.js';

/** The plan that a run ended with, stored once, under the fence that found it. Its matches are rows of their own. */
@Entity({ name: 'run_result' })
export class RunResult {
  @PrimaryColumn({ type: 'uuid', name: 'run_id', primaryKeyConstraintName: 'run_result_pk' })
  @ForeignKey(() => Run, { name: 'run_result_run_fk' })
  runId!: string;

  @Column({ type: 'integer' })
  fence!: number;

  @Column({ type: 'jsonb' })
  plan!: Plan;

  @Column({ type: 'jsonb' })
  uncovered!: readonly UncoveredInResult[];

  @Column({ type: 'jsonb' })
  leaders!: readonly LeaderUsage[];
}
