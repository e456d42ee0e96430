import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { RunSnapshot } from '../../domain/candidates/index.js';
import { Run } from './run.entity.js';

/** What a run looks at, frozen when it was created; its canonical text has the run's `snapshot_sha256`. */
@Entity({ name: 'run_snapshot' })
export class RunSnapshotRow {
  @PrimaryColumn({ type: 'uuid', name: 'run_id', primaryKeyConstraintName: 'run_snapshot_pk' })
  @ForeignKey(() => Run, { name: 'run_snapshot_run_fk' })
  runId!: string;

  @Column({ type: 'jsonb' })
  content!: RunSnapshot;

  /** When what identifies leaders was taken out of it; from then on its text no longer has the hash. */
  @Column({ type: 'timestamptz', name: 'blanked_at', nullable: true })
  blankedAt!: Date | null;
}
