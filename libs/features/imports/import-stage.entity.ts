import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Good rows on their way into the tables of their kind. They live inside one transaction only (written while the file
 * is read, removed before the commit), so nobody ever sees one; the table is unlogged.
 */
@Entity({ name: 'import_stage' })
export class ImportStage {
  @PrimaryColumn({ type: 'uuid', name: 'import_id', primaryKeyConstraintName: 'import_stage_pk' })
  importId!: string;

  /** A stale worker stages under its own fence and so never meets its successor. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'import_stage_pk' })
  fence!: number;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'import_stage_pk' })
  n!: number;

  @Column({ type: 'jsonb', name: 'row_data' })
  rowData!: object;
}
