import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Facts } from '../../domain/kernel/index.js';
import type { FaultEffect } from '../../platform/files/index.js';
import { Import } from './import.entity.js';

/** One thing wrong with one file: where it is, what stands there and what is allowed. `n` counts from 1. */
@Entity({ name: 'import_fault' })
@Check('import_fault_effect_known', `effect IN ('file-refused','row-refused','value-ignored','noted')`)
export class ImportFault {
  @PrimaryColumn({ type: 'uuid', name: 'import_id', primaryKeyConstraintName: 'import_fault_pk' })
  @ForeignKey(() => Import, { name: 'import_fault_import_fk', onDelete: 'CASCADE' })
  importId!: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'import_fault_pk' })
  n!: number;

  /** The row in the file, its first line being 1; null: the file as a whole. */
  @Column({ type: 'integer', name: 'row_number', nullable: true })
  rowNumber!: number | null;

  @Column({ type: 'text', name: 'column_name', nullable: true })
  columnName!: string | null;

  @Column({ type: 'text', nullable: true })
  value!: string | null;

  @Column({ type: 'text' })
  code!: string;

  /** What would have been accepted: codes, formats or a range. */
  @Column({ type: 'text', array: true })
  allowed!: string[];

  @Column({ type: 'text' })
  effect!: FaultEffect;

  /** More for the sentence, e.g. `suggestion`, `firstRow`. */
  @Column({ type: 'jsonb' })
  facts!: Facts;
}
