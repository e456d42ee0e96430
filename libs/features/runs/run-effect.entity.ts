import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Facts } from '../../domain/kernel/index.js';
import type { PlanChange } from '../../domain/planning/index.js';
import type { EffectContent } from './run-effect.js';
import { Run } from './run.entity.js';

/** Changes to a solved run that a reviewer thinks of, and what they would do once a worker has found out. */
@Entity({ name: 'run_effect' })
@Check('run_effect_state_known', `state IN ('queued','known','refused','failed')`)
@Index('run_effect_run_ix', ['runId'])
@Index('run_effect_state_ix', ['state'])
export class RunEffectRow {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'run_effect_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'run_id' })
  @ForeignKey(() => Run, { name: 'run_effect_run_fk' })
  runId!: string;

  @Column({ type: 'jsonb' })
  changes!: readonly PlanChange[];

  @Column({ type: 'text' })
  state!: 'queued' | 'known' | 'refused' | 'failed';

  @Column({ type: 'jsonb', nullable: true })
  content!: EffectContent | null;

  @Column({ type: 'text', name: 'failure_code', nullable: true })
  failureCode!: string | null;

  @Column({ type: 'jsonb', name: 'failure_facts', nullable: true })
  failureFacts!: Facts | null;

  @Column({ type: 'text', name: 'created_by' })
  createdBy!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}
