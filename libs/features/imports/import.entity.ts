import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Facts, OfferYear } from '../../domain/kernel/index.js';
import type { ImportKind, ImportState } from './import-kind.js';

/** One uploaded file: the evidence behind every fact that came from it. */
@Entity({ name: 'import' })
@Check(
  'import_kind_known',
  `kind IN ('survey','schools','inspections','groups','group-links','school-links','places','2ri-plus','referrals')`,
)
@Check('import_state_known', `state IN ('received','reading','imported','failed')`)
@Index('import_sha256_ix', ['sha256'])
export class Import {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'import_pk' })
  id!: string;

  @Column({ type: 'text' })
  kind!: ImportKind;

  /** Null: the file holds facts for every offer. */
  @Column({ type: 'text', nullable: true })
  offer!: OfferYear | null;

  @Column({ type: 'text', name: 'file_name' })
  fileName!: string;

  /** Lower-case hex. */
  @Column({ type: 'text' })
  sha256!: string;

  /** Comes from the driver as text. */
  @Column({ type: 'bigint', name: 'byte_size' })
  byteSize!: string;

  @Column({ type: 'text' })
  state!: ImportState;

  /** 0 to 1. */
  @Column({ type: 'real', default: 0 })
  fraction!: number;

  /** Their column name to ours. */
  @Column({ type: 'jsonb', name: 'column_map', default: {} })
  columnMap!: Readonly<Record<string, string>>;

  @Column({ type: 'integer', name: 'row_count', default: 0 })
  rowCount!: number;

  @Column({ type: 'integer', name: 'stored_count', default: 0 })
  storedCount!: number;

  /** All faults found; at most 10,000 of them are kept as rows. */
  @Column({ type: 'integer', name: 'fault_count', default: 0 })
  faultCount!: number;

  @Column({ type: 'text', name: 'failure_code', nullable: true })
  failureCode!: string | null;

  @Column({ type: 'jsonb', name: 'failure_facts', nullable: true })
  failureFacts!: Facts | null;

  /** Raised by every take; results commit only under the fence that their worker was given. */
  @Column({ type: 'integer', default: 0 })
  fence!: number;

  /** By the database's clock. */
  @Column({ type: 'timestamptz', name: 'heartbeat_at', nullable: true })
  heartbeatAt!: Date | null;

  @Column({ type: 'text', name: 'created_by' })
  createdBy!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}
