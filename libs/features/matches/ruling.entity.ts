import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { CaseId, LeaderRef, OfferYear } from '../../domain/kernel/index.js';

/** A reviewer's ruling on a pair for every run to come, until it is lifted. */
@Entity({ name: 'ruling' })
@ForeignKey('support_case', ['offer', 'caseId'], ['offer', 'caseId'], { name: 'ruling_case_fk' })
@Check('ruling_kind_known', `kind IN ('pin','forbid')`)
@Check(
  'ruling_lifted_by_somebody',
  `(lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lifted_in IS NULL)`,
)
@Index('ruling_pair_in_force_ux', ['offer', 'leaderRef', 'caseId'], {
  unique: true,
  where: 'lifted_at IS NULL',
})
@Index('ruling_one_pin_ux', ['offer', 'caseId'], {
  unique: true,
  where: `kind = 'pin' AND lifted_at IS NULL`,
})
export class RulingRow {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'ruling_pk' })
  id!: string;

  @Column({ type: 'text' })
  offer!: OfferYear;

  @Column({ type: 'text' })
  @ForeignKey('leader', { name: 'ruling_leader_fk' })
  leaderRef!: LeaderRef;

  @Column({ type: 'text' })
  caseId!: CaseId;

  @Column({ type: 'text' })
  kind!: 'pin' | 'forbid';

  @Column({ type: 'uuid' })
  @ForeignKey('match_decision', { name: 'ruling_decision_fk' })
  decisionId!: string;

  @Column({ type: 'text' })
  reasonCode!: string;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text' })
  ruledBy!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  ruledAt!: Date;

  @Column({ type: 'text', nullable: true })
  liftedBy!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  liftedAt!: Date | null;

  /** The decision that lifted it: its reason is there. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('match_decision', { name: 'ruling_lifted_in_fk' })
  liftedIn!: string | null;
}
