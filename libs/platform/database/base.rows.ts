import { Column, PrimaryColumn } from 'typeorm';

/** A row with an id of ours: `id uuid NOT NULL DEFAULT gen_random_uuid()`, `created_at timestamptz NOT NULL DEFAULT now()`. */
export abstract class IdentifiedRow {
  @PrimaryColumn({ type: 'uuid', default: () => 'gen_random_uuid()' })
  id!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}

/**
 * A row that people change: also `version integer NOT NULL DEFAULT 1`. The column only counts; the guard is
 * `UPDATE ... SET version = version + 1 WHERE id = $1 AND version = $2` with the number of rows checked.
 */
export abstract class VersionedRow extends IdentifiedRow {
  @Column({ type: 'integer', default: 1 })
  version!: number;
}
