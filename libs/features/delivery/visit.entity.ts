import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { HalfDays, IsoDate } from '../../domain/kernel/index.js';
import type { VisitState } from '../../domain/lifecycle/index.js';
import { SignOffRow } from './sign-off.entity.js';

/** Half a day or a day of help that a leader says was given. Signed, it never changes again: a trigger sees to it. */
@Entity({ name: 'visit' })
@Check('visit_half_or_whole_day', `half_days IN (1, 2)`)
@Check('visit_state_known', `state IN ('draft','signed','withdrawn')`)
@Check('visit_signed_by_sign_off', `(state = 'signed') = (sign_off_id IS NOT NULL)`)
@Index('visit_match_ix', ['matchId', 'visitedOn'])
export class VisitRow {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'visit_pk' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey('match', { name: 'visit_match_fk' })
  matchId!: string;

  @Column({ type: 'date' })
  visitedOn!: IsoDate;

  @Column({ type: 'integer' })
  halfDays!: HalfDays;

  @Column({ type: 'text', default: 'draft' })
  state!: VisitState;

  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => SignOffRow, { name: 'visit_sign_off_fk' })
  signOffId!: string | null;

  @Column({ type: 'text' })
  loggedBy!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  loggedAt!: Date;
}

/** What people wrote about a visit and who they were: apart from the visit, so that it can be blanked. */
@Entity({ name: 'visit_note' })
export class VisitNoteRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'visit_note_pk' })
  @ForeignKey(() => VisitRow, { name: 'visit_note_visit_fk' })
  visitId!: string;

  @Column({ type: 'text' })
  done!: string;

  /** Leader or member of the leader's team. */
  @Column({ type: 'text' })
  doneBy!: string;

  /** What the school says is wrong with it; null: nothing. */
  @Column({ type: 'text', nullable: true })
  schoolComment!: string | null;
}
