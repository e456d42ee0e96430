import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { OfferYear, Region, Role } from '../../domain/kernel/index.js';

/** One person who may sign in. Roles are read on every request, so a change takes effect at once. */
@Entity({ name: 'app_user' })
@Unique('app_user_username_uq', ['username'])
@Check('app_user_roles_known', `roles <@ ARRAY['coordinator','reviewer','leader','admin','auditor']`)
@Check('app_user_leader_has_ref', `NOT ('leader' = ANY (roles)) OR leader_ref IS NOT NULL`)
@Check(
  'app_user_regions_of_limited_roles',
  `regions IS NULL OR (cardinality(regions) > 0 AND roles <@ ARRAY['coordinator','reviewer','auditor'])`,
)
@Check(
  'app_user_offers_of_limited_roles',
  `offers IS NULL OR (cardinality(offers) > 0 AND roles <@ ARRAY['coordinator','reviewer'])`,
)
export class User {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'app_user_pk' })
  id!: string;

  /** Kept in lower case; people may type it as they like. */
  @Column({ type: 'text' })
  username!: string;

  @Column({ type: 'text', name: 'display_name' })
  displayName!: string;

  /** `scrypt$N$r$p$salt$key`; null: cannot sign in with a password. */
  @Column({ type: 'text', name: 'password_hash', nullable: true })
  passwordHash!: string | null;

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

  /** A browser session counts only while it carries this number: raising it ends all of them at once. */
  @Column({ type: 'integer', name: 'session_epoch', default: 0 })
  sessionEpoch!: number;

  @Column({ type: 'timestamptz', name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
