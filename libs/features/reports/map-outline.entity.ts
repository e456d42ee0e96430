import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { Boundaries } from '../../platform/geography/index.js';

/** The one outline that maps are drawn over: the file that was imported last. */
@Entity({ name: 'map_outline' })
@Check('map_outline_only_one', `id = 'england'`)
export class MapOutline {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'map_outline_pk' })
  id!: string;

  @Column({ type: 'text', name: 'file_name' })
  fileName!: string;

  @Column({ type: 'text' })
  sha256!: string;

  @Column({ type: 'jsonb' })
  content!: Boundaries;

  @Column({ type: 'text', name: 'imported_by' })
  importedBy!: string;

  @Column({ type: 'timestamptz', name: 'imported_at', default: () => 'now()' })
  importedAt!: Date;
}
