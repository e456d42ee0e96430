import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { TrustFacts } from '../../domain/offers/index.js';
import { Import } from '../imports/index.js';

/** One trust of the latest groups extract. */
@Entity({ name: 'trust' })
export class Trust {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'trust_pk' })
  uid!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'jsonb' })
  facts!: TrustFacts;

  @Column({ type: 'uuid', name: 'import_id' })
  @ForeignKey(() => Import, { name: 'trust_import_fk' })
  importId!: string;
}
