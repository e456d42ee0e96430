import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Import } from './import.entity.js';

/**
 * One row of a stored file that could not be read, and whom it is about, as far as that could be read. It counts while
 * the file's facts do: no longer when it was undone or another took its place. `n` counts from 1.
 */
@Entity({ name: 'import_unread' })
@Check(
  'import_unread_subject_known',
  `(subject_kind IS NULL AND subject_id IS NULL) OR (subject_kind IN ('school','trust') AND subject_id IS NOT NULL)`,
)
export class ImportUnread {
  @PrimaryColumn({ type: 'uuid', name: 'import_id', primaryKeyConstraintName: 'import_unread_pk' })
  @ForeignKey(() => Import, { name: 'import_unread_import_fk', onDelete: 'CASCADE' })
  importId!: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'import_unread_pk' })
  n!: number;

  @Column({ type: 'text', name: 'subject_kind', nullable: true })
  subjectKind!: 'school' | 'trust' | null;

  @Column({ type: 'text', name: 'subject_id', nullable: true })
  subjectId!: string | null;

  /** Of a lost inspection. */
  @Column({ type: 'text', name: 'inspection_number', nullable: true })
  inspectionNumber!: string | null;

  /** The row in the file, its first line being 1. */
  @Column({ type: 'integer', name: 'row_number' })
  rowNumber!: number;
}
