import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A worker that takes jobs, or took them until a moment ago. Instants by the database's clock. */
@Entity('worker_process')
export class WorkerProcessRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'worker_process_pk' })
  id!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  startedAt!: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  seenAt!: Date;
}
