import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { SchoolFacts } from '../../domain/offers/index.js';
import { Import } from '../imports/index.js';

/** One school of the latest GIAS extract; `facts` is what assessments read, the columns are for lists. */
@Entity({ name: 'school' })
@Index('school_trust_ix', ['trustUid'])
export class School {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'school_pk' })
  urn!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', name: 'la_name', nullable: true })
  laName!: string | null;

  @Column({ type: 'text', name: 'region_name', nullable: true })
  regionName!: string | null;

  @Column({ type: 'text', name: 'trust_uid', nullable: true })
  trustUid!: string | null;

  @Column({ type: 'text', name: 'status_code' })
  statusCode!: string;

  @Column({ type: 'jsonb' })
  facts!: SchoolFacts;

  @Column({ type: 'uuid', name: 'import_id' })
  @ForeignKey(() => Import, { name: 'school_import_fk' })
  importId!: string;
}
