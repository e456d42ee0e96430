import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who a system leader is. Personal data lives here alone: everything else knows leaders by `ref`. */
@Entity({ name: 'leader' })
export class Leader {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'leader_pk' })
  ref!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
