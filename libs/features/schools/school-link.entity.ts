import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { SchoolLink } from '../../domain/offers/index.js';
import { Import } from '../imports/index.js';

/** One predecessor or successor of a school, of the latest links extract. */
@Entity({ name: 'school_link' })
export class SchoolLinkRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'school_link_pk' })
  urn!: string;

  @PrimaryColumn({ type: 'text', name: 'linked_urn', primaryKeyConstraintName: 'school_link_pk' })
  linkedUrn!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'school_link_pk' })
  kind!: SchoolLink['kind'];

  @Column({ type: 'jsonb' })
  facts!: SchoolLink;

  @Column({ type: 'uuid', name: 'import_id' })
  @ForeignKey(() => Import, { name: 'school_link_import_fk' })
  importId!: string;
}
