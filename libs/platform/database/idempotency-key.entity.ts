import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The stored answer to a request that its sender may repeat; written in the transaction of the request's effect. */
@Entity('idempotency_key')
@Check('idempotency_key_status', 'response_status BETWEEN 100 AND 599')
@Index('idempotency_key_created_at', ['createdAt'])
export class IdempotencyKey {
  /** Who sent it: keys of two people never meet. */
  @PrimaryColumn({ type: 'text' })
  actorId!: string;

  /** The sender's key. */
  @PrimaryColumn({ type: 'text' })
  key!: string;

  /** SHA-256 of method, path and body: the same key with another request is refused. */
  @Column({ type: 'text' })
  requestHash!: string;

  @Column({ type: 'smallint' })
  responseStatus!: number;

  @Column({ type: 'jsonb' })
  responseBody!: unknown;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
