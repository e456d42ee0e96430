import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { User } from './user.entity.js';

/** One bearer token of a user. The token itself is shown once and never stored. */
@Entity({ name: 'api_token' })
@Unique('api_token_sha256_uq', ['tokenSha256'])
@Check('api_token_scope_known', `scope IN ('read','write')`)
export class ApiToken {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'api_token_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'user_id' })
  @ForeignKey(() => User, { name: 'api_token_user_fk' })
  userId!: string;

  @Column({ type: 'text' })
  name!: string;

  /** Lower-case hex. */
  @Column({ type: 'text', name: 'token_sha256' })
  tokenSha256!: string;

  /** `read`: only what changes nothing. */
  @Column({ type: 'text', default: 'write' })
  scope!: 'read' | 'write';

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  /** Null: does not expire. */
  @Column({ type: 'timestamptz', name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  /** To the minute. */
  @Column({ type: 'timestamptz', name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;
}
