import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { HalfDays, IsoDate, LeaderRef, OfferYear } from '../../domain/kernel/index.js';
import type { ClaimState } from '../../domain/lifecycle/index.js';
import { VisitRow } from './visit.entity.js';

/** Signed days of a period, claimed at the day rate of that moment. */
@Entity({ name: 'claim' })
@Check('claim_period', `from_date <= to_date`)
@Check('claim_state_known', `state IN ('made','withdrawn')`)
@Check('claim_withdrawn_says_why', `(state = 'withdrawn') = (withdrawn_reason IS NOT NULL)`)
@Check('claim_adds_up', `half_days > 0 AND amount_pence::bigint * 2 = half_days::bigint * day_rate_pence`)
@Index('claim_offer_ix', ['offer', 'madeAt'])
export class ClaimRow {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'claim_pk' })
  id!: string;

  @Column({ type: 'text' })
  offer!: OfferYear;

  /** Null: every leader of the offer. */
  @Column({ type: 'text', nullable: true })
  @ForeignKey('leader', { name: 'claim_leader_fk' })
  leaderRef!: LeaderRef | null;

  @Column({ type: 'date' })
  fromDate!: IsoDate;

  @Column({ type: 'date' })
  toDate!: IsoDate;

  @Column({ type: 'integer' })
  dayRatePence!: number;

  @Column({ type: 'integer' })
  halfDays!: HalfDays;

  @Column({ type: 'integer' })
  amountPence!: number;

  @Column({ type: 'text', default: 'made' })
  state!: ClaimState;

  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ type: 'text', nullable: true })
  withdrawnReason!: string | null;

  @Column({ type: 'text' })
  madeBy!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  madeAt!: Date;
}

/** One visit in one claim. No visit is in two claims that are in force: the database refuses it. */
@Entity({ name: 'claim_line' })
@Index('claim_line_visit_once_ux', ['visitId'], { unique: true, where: `in_force` })
export class ClaimLineRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'claim_line_pk' })
  @ForeignKey(() => ClaimRow, { name: 'claim_line_claim_fk' })
  claimId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'claim_line_pk' })
  @ForeignKey(() => VisitRow, { name: 'claim_line_visit_fk' })
  visitId!: string;

  @Column({ type: 'integer' })
  halfDays!: HalfDays;

  @Column({ type: 'integer' })
  amountPence!: number;

  /** False: the claim was withdrawn. */
  @Column({ type: 'boolean', default: true })
  inForce!: boolean;
}
