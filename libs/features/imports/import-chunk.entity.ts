import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Import } from './import.entity.js';

/** One MiB of an uploaded file (the last chunk may be shorter); `n` counts from 1. */
@Entity({ name: 'import_chunk' })
export class ImportChunk {
  @PrimaryColumn({ type: 'uuid', name: 'import_id', primaryKeyConstraintName: 'import_chunk_pk' })
  @ForeignKey(() => Import, { name: 'import_chunk_import_fk', onDelete: 'CASCADE' })
  importId!: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'import_chunk_pk' })
  n!: number;

  @Column({ type: 'bytea' })
  bytes!: Buffer;
}
