import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { MessageRow } from './message.entity.js';

/** What only the reader of one message may know, such as the end of a link; forgotten once it is worth nothing. */
@Entity({ name: 'message_secret' })
export class MessageSecretRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'message_secret_pk' })
  @ForeignKey(() => MessageRow, { name: 'message_secret_message_fk' })
  messageId!: string;

  @Column({ type: 'text' })
  secret!: string;

  /** From then on it is worth nothing. */
  @Column({ type: 'timestamptz', name: 'ends_at', default: () => "(now() + '14 days')" })
  endsAt!: Date;
}
