import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Facts } from '../../domain/kernel/index.js';
import { Import } from './import.entity.js';
import type { Change } from './importer.js';

/** One example of what a file would add, change or remove. `n` counts from 1. */
@Entity({ name: 'import_change' })
@Check('import_change_known', `change IN ('added','changed','removed')`)
export class ImportChange {
  @PrimaryColumn({ type: 'uuid', name: 'import_id', primaryKeyConstraintName: 'import_change_pk' })
  @ForeignKey(() => Import, { name: 'import_change_import_fk', onDelete: 'CASCADE' })
  importId!: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'import_change_pk' })
  n!: number;

  @Column({ type: 'text' })
  change!: Change;

  /** What the facts are about: a URN, a reference. */
  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'text', nullable: true })
  label!: string | null;

  /** Of the new file; null: the file does not name the subject. */
  @Column({ type: 'integer', name: 'row_number', nullable: true })
  rowNumber!: number | null;

  @Column({ type: 'jsonb', nullable: true })
  before!: Facts | null;

  @Column({ type: 'jsonb', nullable: true })
  after!: Facts | null;
}
