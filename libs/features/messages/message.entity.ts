import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { CaseId, Facts, OfferYear } from '../../domain/kernel/index.js';
import type { MessageTemplate } from '../../wording/index.js';

export const RECIPIENT_KINDS = [
  'leader',
  'local-authority',
  'diocese',
  'trust',
  'school',
  'coordinator',
] as const;
export type RecipientKind = (typeof RECIPIENT_KINDS)[number];

export const MESSAGE_STATES = ['waiting', 'sent', 'failed', 'no-address', 'cancelled'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/**
 * Something that somebody is to be told, written in the transaction that makes it true. Names and addresses of people
 * are looked up when it is sent or read: none stands here.
 */
@Entity({ name: 'message' })
@Unique('message_order_uq', ['n'])
@Unique('message_once_uq', ['uniqueKey'])
@Unique('message_follows_uq', ['follows'])
@Check('message_to_known', `to_kind IN ('leader','local-authority','diocese','trust','school','coordinator')`)
@Check('message_state_known', `state IN ('waiting','sent','failed','no-address','cancelled')`)
@Check('message_sent_dated', `(state = 'sent') = (sent_at IS NOT NULL AND sent_through IS NOT NULL)`)
@Check('message_sent_through_known', `sent_through IN ('outbox','notify')`)
@Index('message_match_ix', ['matchId'])
@Index('message_waiting_ix', ['n'], { where: `state = 'waiting'` })
export class MessageRow {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'message_pk' })
  id!: string;

  /** The order in which messages were written. */
  @Column({ type: 'bigint', generatedIdentity: 'ALWAYS', generated: 'identity' })
  n!: string;

  @Column({ type: 'text' })
  template!: MessageTemplate;

  @Column({ type: 'text' })
  toKind!: RecipientKind;

  /** A leader's reference, an authority's or diocese's code, a trust's UID, a school's URN, or `team`. */
  @Column({ type: 'text' })
  toRef!: string;

  @Column({ type: 'text', nullable: true })
  offer!: OfferYear | null;

  @Column({ type: 'text', nullable: true })
  caseId!: CaseId | null;

  @Column({ type: 'uuid', nullable: true })
  matchId!: string | null;

  /** What the words need: days, dates, the name of a school or trust, a leader's reference. */
  @Column({ type: 'jsonb' })
  facts!: Facts;

  /** The message that must have ended before this one is sent. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => MessageRow, { name: 'message_follows_fk' })
  follows!: string | null;

  /** Written once under this key, however often it is tried. */
  @Column({ type: 'text', nullable: true })
  uniqueKey!: string | null;

  @Column({ type: 'text', default: () => `'waiting'` })
  state!: MessageState;

  /** Code of what went wrong, or of why it was cancelled. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** `outbox`: only shown on the page of messages. */
  @Column({ type: 'text', nullable: true })
  sentThrough!: 'outbox' | 'notify' | null;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  /** 1, and one more each time that somebody has it sent again. */
  @Column({ type: 'integer', default: 1 })
  sending!: number;

  /** Since when a worker is sending it. */
  @Column({ type: 'timestamptz', nullable: true })
  claimedAt!: Date | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  sentAt!: Date | null;
}
