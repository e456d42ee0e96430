import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';

/** The right to sign the visits of one match off, once. The token itself is shown once and never stored. */
@Entity({ name: 'sign_off_link' })
@Unique('sign_off_link_token_uq', ['tokenSha256'])
@Check('sign_off_link_one_end', `revoked_at IS NULL OR used_at IS NULL`)
@Index('sign_off_link_one_open_ux', ['matchId'], {
  unique: true,
  where: `revoked_at IS NULL AND used_at IS NULL`,
})
export class SignOffLinkRow {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'sign_off_link_pk' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey('match', { name: 'sign_off_link_match_fk' })
  matchId!: string;

  /** Lower-case hex. */
  @Column({ type: 'text', name: 'token_sha256' })
  tokenSha256!: string;

  @Column({ type: 'text' })
  createdBy!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  usedAt!: Date | null;
}

/** The school's answer to one link. Rows are only ever added. */
@Entity({ name: 'sign_off' })
@Unique('sign_off_link_uq', ['linkId'])
export class SignOffRow {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'sign_off_pk' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey('match', { name: 'sign_off_match_fk' })
  matchId!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => SignOffLinkRow, { name: 'sign_off_link_fk' })
  linkId!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  signedAt!: Date;
}

/** Who answered for the school, and in what words: apart from the sign-off, so that it can be blanked. */
@Entity({ name: 'sign_off_note' })
export class SignOffNoteRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sign_off_note_pk' })
  @ForeignKey(() => SignOffRow, { name: 'sign_off_note_sign_off_fk' })
  signOffId!: string;

  @Column({ type: 'text' })
  signedBy!: string;

  /** As given: "headteacher". */
  @Column({ type: 'text' })
  role!: string;

  @Column({ type: 'text' })
  comment!: string;
}
