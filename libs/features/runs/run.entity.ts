import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { RunParams } from '../../domain/candidates/index.js';
import type { Facts, OfferYear } from '../../domain/kernel/index.js';
import type { RunState } from '../../domain/lifecycle/index.js';
import type { RunSummary } from './run-summary.js';

/** One matching run: its settings, where it stands, and who may still write to it (`fence`). */
@Entity({ name: 'run' })
@Check(
  'run_state_known',
  `state IN ('queued','preparing','solving','checking','solved','failed','cancelled','published','discarded')`,
)
@Index('run_state_ix', ['state'])
export class Run {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'run_pk' })
  id!: string;

  @Column({ type: 'text' })
  offer!: OfferYear;

  @Column({ type: 'text' })
  label!: string;

  @Column({ type: 'text' })
  state!: RunState;

  @Column({ type: 'jsonb' })
  params!: RunParams;

  @Column({ type: 'text', name: 'snapshot_sha256' })
  snapshotSha256!: string;

  /** Raised by every take; results commit only under the fence that their worker was given. */
  @Column({ type: 'integer', default: 0 })
  fence!: number;

  /** By the database's clock. */
  @Column({ type: 'timestamptz', name: 'heartbeat_at', nullable: true })
  heartbeatAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'cancel_requested_at', nullable: true })
  cancelRequestedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  phase!: string | null;

  /** 0 to 1. */
  @Column({ type: 'real', default: 0 })
  fraction!: number;

  @Column({ type: 'double precision', nullable: true })
  gap!: number | null;

  @Column({ type: 'text', nullable: true })
  engine!: string | null;

  @Column({ type: 'text', name: 'failure_code', nullable: true })
  failureCode!: string | null;

  @Column({ type: 'jsonb', name: 'failure_facts', nullable: true })
  failureFacts!: Facts | null;

  @Column({ type: 'jsonb', nullable: true })
  summary!: RunSummary | null;

  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ type: 'text', name: 'created_by' })
  createdBy!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}
