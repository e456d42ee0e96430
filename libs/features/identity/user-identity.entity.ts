import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from './user.entity.js';

/** One sign-in at an identity provider and whose it is: known by issuer and subject, never by an email address. */
@Entity({ name: 'user_identity' })
@Index('user_identity_user_ix', ['userId'])
export class UserIdentity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'user_identity_pk' })
  issuer!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'user_identity_pk' })
  subject!: string;

  @Column({ type: 'uuid', name: 'user_id' })
  @ForeignKey(() => User, { name: 'user_identity_user_fk', onDelete: 'CASCADE' })
  userId!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;
}
