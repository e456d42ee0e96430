import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { LeaderRef, OfferYear } from '../../domain/kernel/index.js';

/** What a tie is with: one case, a school wherever it is supported, or every case of a trust. */
export const CONFLICT_SUBJECTS = ['case', 'school', 'trust'] as const;
export type ConflictSubject = (typeof CONFLICT_SUBJECTS)[number];

/** Who declared it. `responsible-body`: the trust, local authority or diocese behind the school. */
export const CONFLICT_SIDES = ['leader', 'school', 'responsible-body'] as const;
export type ConflictSide = (typeof CONFLICT_SIDES)[number];

/** A conflict of interest that somebody declared. It stands until it is withdrawn; nothing else of it ever changes. */
@Entity({ name: 'conflict_declaration' })
@Check('conflict_declaration_subject_known', `subject_kind IN ('case','school','trust')`)
@Check('conflict_declaration_side_known', `declared_by IN ('leader','school','responsible-body')`)
@Check(
  'conflict_declaration_withdrawn_whole',
  `(withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL)`,
)
@Index('conflict_declaration_standing_ux', ['offer', 'leaderRef', 'subjectKind', 'subjectId', 'declaredBy'], {
  unique: true,
  where: 'withdrawn_at IS NULL',
})
export class ConflictDeclarationRow {
  @PrimaryGeneratedColumn('identity', {
    ...{ type: 'bigint', generatedIdentity: 'ALWAYS' },
    primaryKeyConstraintName: 'conflict_declaration_pk',
  })
  id!: string;

  @Column({ type: 'text' })
  offer!: OfferYear;

  @Column({ type: 'text' })
  @ForeignKey('leader', { name: 'conflict_declaration_leader_fk' })
  leaderRef!: LeaderRef;

  @Column({ type: 'text' })
  subjectKind!: ConflictSubject;

  /** A case id, URN or UID. */
  @Column({ type: 'text' })
  subjectId!: string;

  @Column({ type: 'text' })
  declaredBy!: ConflictSide;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text' })
  recordedBy!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  recordedAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  withdrawnAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  withdrawnBy!: string | null;

  @Column({ type: 'text', nullable: true })
  withdrawnReason!: string | null;
}
