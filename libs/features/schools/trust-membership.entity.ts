import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { TrustMembership } from '../../domain/offers/index.js';
import { Import } from '../imports/index.js';

/** One school's membership of one trust, of the latest group-links extract. */
@Entity({ name: 'trust_membership' })
export class TrustMembershipRow {
  @PrimaryColumn({ type: 'text', name: 'trust_uid', primaryKeyConstraintName: 'trust_membership_pk' })
  trustUid!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'trust_membership_pk' })
  urn!: string;

  @Column({ type: 'jsonb' })
  facts!: TrustMembership;

  @Column({ type: 'uuid', name: 'import_id' })
  @ForeignKey(() => Import, { name: 'trust_membership_import_fk' })
  importId!: string;
}
