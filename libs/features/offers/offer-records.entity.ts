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
import type { IsoDate, LeaderRef, OfferYear, TrustUid, Urn } from '../../domain/kernel/index.js';
import type { OfferSettings, Referral } from '../../domain/offers/index.js';

const IDENTITY = { type: 'bigint', generatedIdentity: 'ALWAYS' } as const;

/** Trust and leader agree that a school is supported directly, or no longer do; the latest row of a school counts. */
@Entity({ name: 'direct_support' })
@Index('direct_support_school_ix', ['offer', 'urn', 'id'])
export class DirectSupportRow {
  @PrimaryGeneratedColumn('identity', { ...IDENTITY, primaryKeyConstraintName: 'direct_support_pk' })
  id!: string;

  @Column({ type: 'text' })
  offer!: OfferYear;

  @Column({ type: 'text' })
  urn!: Urn;

  @Column({ type: 'boolean' })
  agreed!: boolean;

  @Column({ type: 'text', nullable: true })
  trustUid!: TrustUid | null;

  @Column({ type: 'text', nullable: true })
  @ForeignKey('leader', { name: 'direct_support_leader_fk' })
  leaderRef!: LeaderRef | null;

  @Column({ type: 'date' })
  decidedOn!: IsoDate;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text' })
  recordedBy!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  recordedAt!: Date;
}

/** A decision about an exceptional request or an application, recorded by hand beside the file of them. */
@Entity({ name: 'referral_record' })
@Unique('referral_record_withdraws_uq', ['withdraws'])
@Check('referral_record_subject_known', `subject_kind IN ('school','trust')`)
@Check('referral_record_decision_known', `decision IN ('accepted','declined','pending')`)
@Index('referral_record_subject_ix', ['offer', 'subjectKind', 'subjectId', 'id'])
export class ReferralRecordRow {
  @PrimaryGeneratedColumn('identity', { ...IDENTITY, primaryKeyConstraintName: 'referral_record_pk' })
  id!: string;

  @Column({ type: 'text' })
  offer!: OfferYear;

  @Column({ type: 'text' })
  subjectKind!: Referral['subjectKind'];

  @Column({ type: 'text' })
  subjectId!: string;

  @Column({ type: 'text' })
  decision!: Referral['decision'];

  /** Of a pending one: the day on which it was asked. */
  @Column({ type: 'date' })
  decidedOn!: IsoDate;

  @Column({ type: 'text', nullable: true })
  decidedBy!: string | null;

  @Column({ type: 'text' })
  reason!: string;

  /** The row that this one withdraws; what else stands in it is a copy. */
  @Column({ type: 'bigint', nullable: true })
  @ForeignKey(() => ReferralRecordRow, { name: 'referral_record_withdraws_fk' })
  withdraws!: string | null;

  @Column({ type: 'text' })
  recordedBy!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  recordedAt!: Date;
}

/** What coordinators set for one offer; the next assessment uses it. */
@Entity({ name: 'offer_setting' })
export class OfferSettingRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'offer_setting_pk' })
  offer!: OfferYear;

  @Column({ type: 'jsonb' })
  settings!: OfferSettings;

  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ type: 'text' })
  changedBy!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  changedAt!: Date;
}

/** Last days of terms of one local authority, or of all that have none of their own (`national`). */
@Entity({ name: 'term_dates' })
@Check('term_dates_authority_code', `authority ~ '^([0-9]{3}|national)$'`)
export class TermDatesRow {
  /** Three-digit GIAS code, or `national`. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'term_dates_pk' })
  authority!: string;

  @Column({ type: 'date', array: true })
  ends!: IsoDate[];

  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ type: 'text' })
  changedBy!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  changedAt!: Date;
}
