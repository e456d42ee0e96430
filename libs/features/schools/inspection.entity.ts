import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { InspectionFacts } from '../../domain/offers/index.js';
import { Import } from '../imports/index.js';

/** One inspection. They accumulate: a later file adds to the history and completes what it already holds. */
@Entity({ name: 'inspection' })
export class Inspection {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'inspection_pk' })
  urn!: string;

  /** The same inspection has the same key in every file (inspection-key.ts). */
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
