import { Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { LeaderRef, OfferYear } from '../../domain/kernel/index.js';

/** A leader's day budget in one offer. The row never changes: it is what is locked before the ledger is written to. */
@Entity({ name: 'leader_budget' })
@Unique('leader_budget_leader_uq', ['offer', 'leaderRef'])
export class LeaderBudget {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'leader_budget_pk' })
  id!: string;

  @Column({ type: 'text' })
  offer!: OfferYear;

  @Column({ type: 'text', name: 'leader_ref' })
  @ForeignKey('leader', { name: 'leader_budget_leader_fk' })
  leaderRef!: LeaderRef;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
