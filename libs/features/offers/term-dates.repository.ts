import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/kernel/index.js';
import { inserted } from './offer-records.repository.js';

/** Whether any school lies in the authority. Without schools nobody can tell, and every code is let through. */
export async function authorityKnown(manager: EntityManager, authority: string): Promise<boolean> {
  if (authority === 'national') return true;
  const rows = await manager.query<{ known: boolean }[]>(
    `SELECT EXISTS (SELECT 1 FROM school WHERE facts->>'laCode' = $1)
       OR NOT EXISTS (SELECT 1 FROM school) AS known`,
    [authority],
  );
  return rows[0]?.known === true;
}

/** The dates as they stand, held until the transaction ends; version 0: the authority never had any of its own. */
export async function termDatesNow(
  manager: EntityManager,
  authority: string,
): Promise<{ readonly ends: readonly IsoDate[]; readonly version: number }> {
  const [row] = await manager.query<{ ends: readonly IsoDate[]; version: number }[]>(
    `SELECT ends::text[] AS ends, version FROM term_dates WHERE authority = $1 FOR UPDATE`,
    [authority],
  );
  return row ?? { ends: [], version: 0 };
}

/** False: the version was no longer that. Version 0: the authority had no dates of its own. */
export async function writeTermDates(
  manager: EntityManager,
  authority: string,
  version: number,
  ends: readonly IsoDate[],
  by: string,
): Promise<boolean> {
  const values = [authority, ends, by];
  if (version === 0) {
    return inserted(
      manager,
      `INSERT INTO term_dates (authority, ends, changed_by) VALUES ($1, $2::date[], $3)
       ON CONFLICT ON CONSTRAINT term_dates_pk DO NOTHING`,
      values,
    );
  }
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE term_dates SET ends = $2::date[], changed_by = $3, changed_at = now(), version = version + 1
     WHERE authority = $1 AND version = $4`,
    [...values, version],
  );
  return count === 1;
}
