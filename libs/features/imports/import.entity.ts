import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Facts, OfferYear } from '../../domain/kernel/index.js';
import type { ImportState } from '../../domain/lifecycle/index.js';
import type { ChangeCounts, FileHeader, Recognition } from './file-header.js';
import type { ImportKind } from './import-kind.js';

/** One uploaded file: the evidence behind every fact that came from it. */
@Entity({ name: 'import' })
@Check(
  'import_kind_known',
  `kind IN ('survey','schools','inspections','groups','group-links','school-links','places','2ri-plus','referrals','below-floor','applications','contacts')`,
)
@Check(
  'import_state_known',
  `state IN ('received','reading','needs-kind','needs-columns','ready','confirmed','imported','undoing','failed','discarded','undone')`,
)
@Check(
  'import_kind_needed',
  `kind IS NOT NULL OR state IN ('received','reading','needs-kind','failed','discarded')`,
)
@Index('import_sha256_ix', ['sha256'])
export class Import {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'import_pk' })
  id!: string;

  /** Null: not recognised yet. */
  @Column({ type: 'text', nullable: true })
  kind!: ImportKind | null;

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

  /** Raised by every change of state that people see. */
  @Column({ type: 'integer', default: 1 })
  version!: number;

  /** Takes since the import was last queued. */
  @Column({ type: 'integer', default: 0 })
  takes!: number;

  /** When a worker was last asked for. */
  @Column({ type: 'timestamptz', name: 'queued_at', default: () => 'now()' })
  queuedAt!: Date;

  /** Stop at `ready` and wait for a person to confirm. */
  @Column({ type: 'boolean', default: false })
  review!: boolean;

  /** Whoever sent it to be stored at once means that most of what is stored goes. */
  @Column({ type: 'boolean', name: 'accept_removal', default: false })
  acceptRemoval!: boolean;

  /** A person insists on the kind, whatever the header looks like. */
  @Column({ type: 'boolean', name: 'kind_settled', default: false })
  kindSettled!: boolean;

  @Column({ type: 'jsonb', nullable: true })
  recognition!: Recognition | null;

  @Column({ type: 'jsonb', nullable: true })
  header!: FileHeader | null;

  /** What the file adds, changes and removes; set by the preview and by the storing. */
  @Column({ type: 'jsonb', name: 'change_counts', nullable: true })
  changeCounts!: ChangeCounts | null;

  /** The latest storing or undoing of this kind and offer that the preview was compared with. */
  @Column({ type: 'integer', name: 'basis_n', nullable: true })
  basisN!: number | null;

  /** Storings and undoings, counted over all imports in their order. */
  @Column({ type: 'integer', name: 'stored_n', nullable: true })
  storedN!: number | null;

  @Column({ type: 'integer', name: 'undone_n', nullable: true })
  undoneN!: number | null;

  /** What the importer wants to know again when this import is undone. */
  @Column({ type: 'jsonb', name: 'undo_note', nullable: true })
  undoNote!: Facts | null;

  /** Why the last wish to undo it was not fulfilled. */
  @Column({ type: 'jsonb', name: 'undo_refusal', nullable: true })
  undoRefusal!: { readonly code: string; readonly facts: Facts } | null;
}
