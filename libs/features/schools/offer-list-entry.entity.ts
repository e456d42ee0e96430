import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { OfferYear } from '../../domain/kernel/index.js';
import type { Referral, UrnListEntry } from '../../domain/offers/index.js';
import { Import } from '../imports/index.js';

export type OfferList = '2ri-plus' | 'referrals' | 'below-floor' | 'applications';

/** One row of a list that the Department hands over for one offer. `subject_id` is `school-URN` or `trust-UID`. */
@Entity({ name: 'offer_list_entry' })
export class OfferListEntry {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'offer_list_entry_pk' })
  offer!: OfferYear;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'offer_list_entry_pk' })
  list!: OfferList;

  @PrimaryColumn({ type: 'text', name: 'subject_id', primaryKeyConstraintName: 'offer_list_entry_pk' })
  subjectId!: string;

  @Column({ type: 'jsonb' })
  facts!: UrnListEntry | Referral;

  @Column({ type: 'uuid', name: 'import_id' })
  @ForeignKey(() => Import, { name: 'offer_list_entry_import_fk' })
  importId!: string;
}
