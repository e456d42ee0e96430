import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Location } from '../../domain/kernel/index.js';
import { Import } from '../imports/index.js';

/** The centre of one postcode district, e.g. `LS1`. */
@Entity({ name: 'place' })
export class Place {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'place_pk' })
  outcode!: string;

  @Column({ type: 'jsonb' })
  facts!: { readonly outcode: string; readonly location: Location };

  @Column({ type: 'uuid', name: 'import_id' })
  @ForeignKey(() => Import, { name: 'place_import_fk' })
  importId!: string;
}
