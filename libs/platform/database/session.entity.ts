import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A browser session, in the columns that connect-pg-simple reads and writes. */
@Entity('session')
@Index('session_expire', ['expire'])
export class SessionRow {
  @PrimaryColumn({ type: 'text' })
  sid!: string;

  @Column({ type: 'json' })
  sess!: Record<string, unknown>;

  @Column({ type: 'timestamptz' })
  expire!: Date;
}
