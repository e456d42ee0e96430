import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { UrnListEntry } from '../../domain/offers/index.js';
import { Import } from '../imports/index.js';

/** A school that an inspection file lists without any graded inspection: known to have none, at that time. */
@Entity({ name: 'uninspected_school' })
export class UninspectedSchool {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'uninspected_school_pk' })
  urn!: string;

  @Column({ type: 'jsonb' })
  facts!: UrnListEntry;

  @Column({ type: 'uuid', name: 'import_id' })
  @ForeignKey(() => Import, { name: 'uninspected_school_import_fk' })
  importId!: string;
}
