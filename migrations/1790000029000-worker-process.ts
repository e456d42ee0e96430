import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which workers are there to take jobs: each shows itself every few seconds. */
export class WorkerProcess1790000029000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE worker_process (
        id uuid NOT NULL,
        started_at timestamptz NOT NULL DEFAULT now(),
        seen_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT worker_process_pk PRIMARY KEY (id)
      )`);
    await q.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON worker_process TO leader_match_app`);
    await q.query(`GRANT SELECT ON worker_process TO leader_match_reader`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE worker_process');
  }
}
