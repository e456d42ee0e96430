import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { CaseId, HalfDays, IsoDate, LeaderRef, Metres, OfferYear } from '../../domain/kernel/index.js';
import type { MatchableCaseState, MatchState } from '../../domain/lifecycle/index.js';
import type { MatchFacts } from './match-facts.js';

/** Leader L supports case C for D half-days: proposed by a run or placed by a reviewer. */
@Entity({ name: 'match' })
@ForeignKey('support_case', ['offer', 'caseId'], ['offer', 'caseId'], { name: 'match_case_fk' })
@Check('match_half_days_positive', `half_days > 0`)
@Check('match_origin_known', `origin IN ('run','reviewer')`)
@Check(
  'match_state_known',
  `state IN ('proposed','published','accepted','declined','lapsed','active','completed','ended-early','superseded','stopped')`,
)
@Check('match_case_state_before_known', `case_state_before IN ('eligible','contacting','offered','taken-up')`)
@Check(
  'match_live_knows_case_state',
  `state NOT IN ('published','accepted','active') OR case_state_before IS NOT NULL`,
)
@Check(
  'match_published_dated',
  `state <> 'published' OR (published_at IS NOT NULL AND answer_by IS NOT NULL)`,
)
@Index('match_one_proposal_ux', ['runId', 'caseId'], { unique: true, where: `state = 'proposed'` })
@Index('match_one_live_ux', ['offer', 'caseId'], {
  unique: true,
  where: `state IN ('published','accepted','active')`,
})
@Index('match_run_ix', ['runId', 'caseId'])
@Index('match_leader_ix', ['offer', 'leaderRef'])
@Index('match_answer_by_ix', ['answerBy'], { where: `state = 'published'` })
export class MatchRow {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'match_pk' })
  id!: string;

  @Column({ type: 'text' })
  offer!: OfferYear;

  @Column({ type: 'uuid', name: 'run_id' })
  @ForeignKey('run', { name: 'match_run_fk' })
  runId!: string;

  @Column({ type: 'text', name: 'case_id' })
  caseId!: CaseId;

  @Column({ type: 'text', name: 'leader_ref' })
  @ForeignKey('leader', { name: 'match_leader_fk' })
  leaderRef!: LeaderRef;

  @Column({ type: 'integer', name: 'half_days' })
  halfDays!: HalfDays;

  @Column({ type: 'text' })
  origin!: 'run' | 'reviewer';

  @Column({ type: 'text' })
  state!: MatchState;

  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ type: 'integer', name: 'distance_metres' })
  distanceMetres!: Metres;

  @Column({ type: 'jsonb' })
  facts!: MatchFacts;

  /** Where the case was when the match was published; it goes back there when the match ends without delivery. */
  @Column({ type: 'text', name: 'case_state_before', nullable: true })
  caseStateBefore!: MatchableCaseState | null;

  /** What was said about the last change of state, e.g. why the leader declined. */
  @Column({ type: 'text', name: 'state_reason', nullable: true })
  stateReason!: string | null;

  /** When it was last published; null while it is a proposal. */
  @Column({ type: 'timestamptz', name: 'published_at', nullable: true })
  publishedAt!: Date | null;

  /** The last day on which the leader may answer. */
  @Column({ type: 'date', name: 'answer_by', nullable: true })
  answerBy!: IsoDate | null;

  /** Of a declined one: whether other dates would work; null: not said. */
  @Column({ type: 'boolean', name: 'other_dates', nullable: true })
  otherDates!: boolean | null;

  @Column({ type: 'text', name: 'other_dates_note', nullable: true })
  otherDatesNote!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'changed_at', default: () => 'now()' })
  changedAt!: Date;
}
