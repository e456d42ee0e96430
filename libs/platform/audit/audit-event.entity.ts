import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Who did what to which thing, why, and from where. Rows are only ever added: grants and a trigger see to it. */
@Entity('audit_event')
@Index('audit_event_subject', ['subjectKind', 'subjectId', 'id'])
@Index('audit_event_actor', ['actorId', 'id'])
export class AuditEventRow {
  /** Gives the order of events; clocks do not. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at!: Date;

  @Column({ type: 'text' })
  actorId!: string;

  @Column({ type: 'text', array: true })
  actorRoles!: string[];

  /** What was done, as `noun.verb`: `match.reassign`. */
  @Column({ type: 'text' })
  action!: string;

  @Column({ type: 'text' })
  subjectKind!: string;

  @Column({ type: 'text' })
  subjectId!: string;

  @Column({ type: 'jsonb', nullable: true })
  before!: unknown;

  @Column({ type: 'jsonb', nullable: true })
  after!: unknown;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'text', nullable: true })
  correlationId!: string | null;
}
