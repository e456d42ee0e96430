import type { EntityManager } from 'typeorm';
import type { LeaderRef } from '../../domain/kernel/index.js';

export interface LeaderDetails {
  readonly ref: LeaderRef;
  readonly name: string;
  readonly email: string | null;
}

/** Adds the leaders that are new and brings the others to what is given now. A blank email takes nothing away. */
export async function upsertLeaders(
  manager: EntityManager,
  leaders: readonly LeaderDetails[],
): Promise<void> {
  await manager.query(
    `INSERT INTO leader (ref, name, email)
     SELECT ref, name, email FROM unnest($1::text[], $2::text[], $3::text[]) AS given (ref, name, email) ORDER BY ref
     ON CONFLICT ON CONSTRAINT leader_pk DO UPDATE
       SET name = EXCLUDED.name, email = COALESCE(EXCLUDED.email, leader.email)
       WHERE (leader.name, leader.email) IS DISTINCT FROM (EXCLUDED.name, COALESCE(EXCLUDED.email, leader.email))`,
    [leaders.map(({ ref }) => ref), leaders.map(({ name }) => name), leaders.map(({ email }) => email)],
  );
}
