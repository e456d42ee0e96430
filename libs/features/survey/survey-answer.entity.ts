import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { LeaderRef, OfferYear } from '../../domain/kernel/index.js';
import { Import } from '../imports/index.js';
import { Leader } from '../leaders/index.js';
import type { StoredAnswer } from './stored-answer.js';

export type AnswerState = 'submitted' | 'withdrawn';

/** What one leader offers in one offer. Names and addresses are the leader's own row's. */
@Entity({ name: 'survey_answer' })
@Check('survey_answer_state_known', `state IN ('submitted','withdrawn')`)
export class SurveyAnswerRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'survey_answer_pk' })
  offer!: OfferYear;

  @PrimaryColumn({ type: 'text', name: 'leader_ref', primaryKeyConstraintName: 'survey_answer_pk' })
  @ForeignKey(() => Leader, { name: 'survey_answer_leader_fk' })
  leaderRef!: LeaderRef;

  @Column({ type: 'text', default: 'submitted' })
  state!: AnswerState;

  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ type: 'jsonb' })
  facts!: StoredAnswer;

  /** Of the open school nearest to where the leader starts from, for who names no base school; null: not known. */
  @Column({ type: 'text', name: 'nearest_region', nullable: true })
  nearestRegion!: string | null;

  /** Null: given or changed online, which undoing a file leaves alone. */
  @Column({ type: 'uuid', name: 'import_id', nullable: true })
  @ForeignKey(() => Import, { name: 'survey_answer_import_fk' })
  importId!: string | null;
}
