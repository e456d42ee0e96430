import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { ImportKind } from './import-kind.js';

/** How the columns of one source are called: used by itself for the next file with the same header. */
@Entity({ name: 'column_map' })
@Unique('column_map_source_uq', ['kind', 'headerSha256'])
export class RememberedColumnMap {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'column_map_pk' })
  id!: string;

  @Column({ type: 'text' })
  kind!: ImportKind;

  /** Of the normalised names in alphabetical order. */
  @Column({ type: 'text', name: 'header_sha256' })
  headerSha256!: string;

  /** As the first file wrote it. */
  @Column({ type: 'text', array: true })
  header!: string[];

  /** Their column name to ours. */
  @Column({ type: 'jsonb' })
  map!: Readonly<Record<string, string>>;

  /** Of the file that taught it. */
  @Column({ type: 'text', name: 'file_name' })
  fileName!: string;

  @Column({ type: 'text', name: 'created_by' })
  createdBy!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'used_at', default: () => 'now()' })
  usedAt!: Date;

  @Column({ type: 'integer', default: 0 })
  uses!: number;
}
