import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { InspectionFacts } from '../../domain/offers/index.js';
import { Import } from '../imports/index.js';

/** What files say about one inspection. Rows accumulate: those that differ are merged when they are loaded. */
@Entity({ name: 'inspection' })
export class Inspection {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'inspection_pk' })
  urn!: string;

  /** The start date and a digest of what the row says: the same words in two files are one row. */
  @PrimaryColumn({ type: 'text', name: 'inspection_key', primaryKeyConstraintName: 'inspection_pk' })
  inspectionKey!: string;

  @Column({ type: 'date', name: 'start_date' })
  startDate!: string;

  @Column({ type: 'jsonb' })
  facts!: InspectionFacts;

  @Column({ type: 'uuid', name: 'import_id' })
  @ForeignKey(() => Import, { name: 'inspection_import_fk' })
  importId!: string;
}
