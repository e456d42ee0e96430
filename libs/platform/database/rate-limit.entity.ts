import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often something was tried under a key, in the columns that rate-limiter-flexible reads and writes. */
@Entity('rate_limit')
export class RateLimitRow {
  @PrimaryColumn({ type: 'varchar', length: 255 })
  key!: string;

  @Column({ type: 'integer', default: 0 })
  points!: number;

  /** Milliseconds since 1970. */
  @Column({ type: 'bigint', nullable: true })
  expire!: string | null;
}
