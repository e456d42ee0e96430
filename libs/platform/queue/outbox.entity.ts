import { Check, Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A job that a transaction decided on and the relay has still to send, or has sent. */
@Entity('outbox')
@Unique('outbox_attempt', ['jobName', 'subjectId', 'attempt'])
@Index('outbox_unsent', ['id'], { where: 'sent_at IS NULL' })
@Check('outbox_attempt_counts', 'attempt >= 1')
export class OutboxRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  /** A name of the job catalogue. */
  @Column({ type: 'text' })
  jobName!: string;

  /** The id that the job carries: of a run, an import, an assessment. */
  @Column({ type: 'text' })
  subjectId!: string;

  /** 1 for the first sending, more when the reconciler sends again. */
  @Column({ type: 'integer' })
  attempt!: number;

  @Column({ type: 'jsonb' })
  payload!: Record<string, unknown>;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  sentAt!: Date | null;
}
