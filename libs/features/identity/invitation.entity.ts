import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { OfferYear, Region, Role } from '../../domain/kernel/index.js';
import { User } from './user.entity.js';

/** An admin's invitation to become a user; whoever opens its link first and signs in is that user. */
@Entity({ name: 'invitation' })
@Unique('invitation_token_uq', ['tokenSha256'])
@Check('invitation_ends_once', `withdrawn_at IS NULL OR accepted_at IS NULL`)
@Check(
  'invitation_regions_of_limited_roles',
  `regions IS NULL OR (cardinality(regions) > 0 AND roles <@ ARRAY['coordinator','reviewer','auditor'])`,
)
@Check(
  'invitation_offers_of_limited_roles',
  `offers IS NULL OR (cardinality(offers) > 0 AND roles <@ ARRAY['coordinator','reviewer'])`,
)
export class Invitation {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'invitation_pk' })
  id!: string;

  /** Lower-case hex; the token itself stands in the link and nowhere else. */
  @Column({ type: 'text', name: 'token_sha256' })
  tokenSha256!: string;

  @Column({ type: 'text', name: 'display_name' })
  displayName!: string;

  /** Where the link was sent; proves nothing. */
  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ type: 'text', array: true })
  roles!: Role[];

  @Column({ type: 'text', name: 'leader_ref', nullable: true })
  leaderRef!: string | null;

  /** The only offers the person sees and acts in; null: every offer. */
  @Column({ type: 'text', array: true, nullable: true })
  offers!: OfferYear[] | null;

  /** The only regions the person sees and acts in; null: every region. */
  @Column({ type: 'text', array: true, nullable: true })
  regions!: Region[] | null;

  /** Id of the admin. */
  @Column({ type: 'text', name: 'created_by' })
  createdBy!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'accepted_at', nullable: true })
  acceptedAt!: Date | null;

  @Column({ type: 'uuid', name: 'accepted_by', nullable: true })
  @ForeignKey(() => User, { name: 'invitation_user_fk', onDelete: 'SET NULL' })
  acceptedBy!: string | null;
}
