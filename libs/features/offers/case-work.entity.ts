import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { CaseId, ExpertiseCode, IsoDate, LeaderRef, OfferYear } from '../../domain/kernel/index.js';
import type { CaseEvent, CaseState } from '../../domain/lifecycle/index.js';
import type { ContactMeans, ContactParty, ContactResult } from '../../domain/offers/index.js';

const IDENTITY = { type: 'bigint', generatedIdentity: 'ALWAYS' } as const;

/** One contact with one party about a case. A correction is a new row that takes the place of an earlier one. */
@Entity({ name: 'case_contact' })
@ForeignKey('support_case', ['offer', 'caseId'], ['offer', 'caseId'], { name: 'case_contact_case_fk' })
@Check('case_contact_party_known', `party IN ('local-authority','diocese','trust','school')`)
@Check('case_contact_result_known', `result IN ('reached','no-answer','responded')`)
@Check('case_contact_response_dated', `(result = 'responded') = (responded_on IS NOT NULL)`)
@Check('case_contact_response_after', `responded_on >= contacted_on`)
@Unique('case_contact_replaces_uq', ['replaces'])
@Index('case_contact_case_ix', ['offer', 'caseId'])
export class CaseContactRow {
  @PrimaryGeneratedColumn('identity', { ...IDENTITY, primaryKeyConstraintName: 'case_contact_pk' })
  id!: string;

  @Column({ type: 'text' })
  offer!: OfferYear;

  @Column({ type: 'text' })
  caseId!: CaseId;

  @Column({ type: 'text' })
  party!: ContactParty;

  @Column({ type: 'date' })
  contactedOn!: IsoDate;

  @Column({ type: 'text' })
  means!: ContactMeans;

  @Column({ type: 'text' })
  result!: ContactResult;

  @Column({ type: 'date', nullable: true })
  respondedOn!: IsoDate | null;

  @Column({ type: 'text', nullable: true })
  note!: string | null;

  /** The row that this one corrects; each is corrected once at most. */
  @Column({ type: 'bigint', nullable: true })
  @ForeignKey(() => CaseContactRow, { name: 'case_contact_replaces_fk' })
  replaces!: string | null;

  /** The corrected contact never happened. */
  @Column({ type: 'boolean', default: false })
  void!: boolean;

  @Column({ type: 'text' })
  recordedBy!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  recordedAt!: Date;
}

/** One change of a case's state, with the day on which it happened. */
@Entity({ name: 'case_move' })
@Index('case_move_case_ix', ['offer', 'caseId', 'id'])
export class CaseMoveRow {
  @PrimaryGeneratedColumn('identity', { ...IDENTITY, primaryKeyConstraintName: 'case_move_pk' })
  id!: string;

  @Column({ type: 'text' })
  offer!: OfferYear;

  @Column({ type: 'text' })
  caseId!: CaseId;

  @Column({ type: 'text' })
  event!: CaseEvent;

  @Column({ type: 'text' })
  stateFrom!: CaseState;

  @Column({ type: 'text' })
  stateTo!: CaseState;

  @Column({ type: 'date' })
  happenedOn!: IsoDate;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'text' })
  recordedBy!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  recordedAt!: Date;
}

/** Somebody asked whether a leader has a conflict of interest with a case. */
@Entity({ name: 'conflict_check' })
@ForeignKey('support_case', ['offer', 'caseId'], ['offer', 'caseId'], { name: 'conflict_check_case_fk' })
@Check('conflict_check_result_known', `result IN ('clear','conflict')`)
@Index('conflict_check_case_ix', ['offer', 'caseId'])
export class ConflictCheckRow {
  @PrimaryGeneratedColumn('identity', { ...IDENTITY, primaryKeyConstraintName: 'conflict_check_pk' })
  id!: string;

  @Column({ type: 'text' })
  offer!: OfferYear;

  @Column({ type: 'text' })
  caseId!: CaseId;

  @Column({ type: 'text' })
  @ForeignKey('leader', { name: 'conflict_check_leader_fk' })
  leaderRef!: LeaderRef;

  @Column({ type: 'date' })
  checkedOn!: IsoDate;

  @Column({ type: 'text' })
  result!: 'clear' | 'conflict';

  @Column({ type: 'text', nullable: true })
  note!: string | null;

  @Column({ type: 'text' })
  recordedBy!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  recordedAt!: Date;
}

/** A coordinator's addition to, or removal from, the needs of a case; the latest edit of each need counts. */
@Entity({ name: 'case_need_edit' })
@ForeignKey('support_case', ['offer', 'caseId'], ['offer', 'caseId'], { name: 'case_need_edit_case_fk' })
@Check('case_need_edit_known', `edit IN ('add','remove')`)
@Index('case_need_edit_case_ix', ['offer', 'caseId', 'id'])
export class CaseNeedEditRow {
  @PrimaryGeneratedColumn('identity', { ...IDENTITY, primaryKeyConstraintName: 'case_need_edit_pk' })
  id!: string;

  @Column({ type: 'text' })
  offer!: OfferYear;

  @Column({ type: 'text' })
  caseId!: CaseId;

  @Column({ type: 'text' })
  need!: ExpertiseCode;

  @Column({ type: 'text' })
  edit!: 'add' | 'remove';

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text' })
  recordedBy!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  recordedAt!: Date;
}
