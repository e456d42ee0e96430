import type { EntityManager } from 'typeorm';
import type { Location, OfferYear } from '../../domain/kernel/index.js';
import type { OfferList } from './offer-list-entry.entity.js';

/** The rows put aside for one import (`import_stage`), each the facts of one row of the file. */
export interface StagedImport {
  readonly importId: string;
  readonly fence: number;
}

/** Rows in the table before and after. */
export interface Replaced {
  readonly before: number;
  readonly after: number;
}

const STAGED = `import_stage WHERE import_id = $1 AND fence = $2`;

async function rowsAffected(manager: EntityManager, sql: string, values: unknown[]): Promise<number> {
  const [, count] = await manager.query<[unknown, number]>(sql, values);
  return count;
}

/** `WITH ... SELECT count(*)`: the driver tells the rows of an INSERT only this way. */
async function rowsInserted(manager: EntityManager, insert: string, values: unknown[]): Promise<number> {
  const [row] = await manager.query<{ count: number }[]>(
    `WITH inserted AS (${insert} RETURNING 1) SELECT count(*)::integer AS count FROM inserted`,
    values,
  );
  return row?.count ?? 0;
}

async function replaced(
  manager: EntityManager,
  table: string,
  insert: string,
  { importId, fence }: StagedImport,
): Promise<Replaced> {
  const before = await rowsAffected(manager, `DELETE FROM ${table}`, []);
  return { before, after: await rowsInserted(manager, insert, [importId, fence]) };
}

/** The file is the whole register: schools that it lacks are gone from it. */
export function replaceSchools(manager: EntityManager, staged: StagedImport): Promise<Replaced> {
  return replaced(
    manager,
    'school',
    `INSERT INTO school (urn, name, la_name, region_name, trust_uid, status_code, facts, import_id)
     SELECT row_data->>'urn', row_data->>'name', row_data->>'laName', row_data->>'regionName', row_data->>'trustUid',
       row_data->>'statusCode', row_data, import_id
     FROM ${STAGED} ON CONFLICT ON CONSTRAINT school_pk DO NOTHING`,
    staged,
  );
}

export function replaceTrusts(manager: EntityManager, staged: StagedImport): Promise<Replaced> {
  return replaced(
    manager,
    'trust',
    `INSERT INTO trust (uid, name, facts, import_id)
     SELECT row_data->>'uid', row_data->>'name', row_data, import_id
     FROM ${STAGED} ON CONFLICT ON CONSTRAINT trust_pk DO NOTHING`,
    staged,
  );
}

export function replaceMemberships(manager: EntityManager, staged: StagedImport): Promise<Replaced> {
  return replaced(
    manager,
    'trust_membership',
    `INSERT INTO trust_membership (trust_uid, urn, facts, import_id)
     SELECT row_data->>'trustUid', row_data->>'urn', row_data, import_id
     FROM ${STAGED} ORDER BY n ON CONFLICT ON CONSTRAINT trust_membership_pk DO NOTHING`,
    staged,
  );
}

export function replaceSchoolLinks(manager: EntityManager, staged: StagedImport): Promise<Replaced> {
  return replaced(
    manager,
    'school_link',
    `INSERT INTO school_link (urn, linked_urn, kind, facts, import_id)
     SELECT row_data->>'urn', row_data->>'linkedUrn', row_data->>'kind', row_data, import_id
     FROM ${STAGED} ORDER BY n ON CONFLICT ON CONSTRAINT school_link_pk DO NOTHING`,
    staged,
  );
}

export function replacePlaces(manager: EntityManager, staged: StagedImport): Promise<Replaced> {
  return replaced(
    manager,
    'place',
    `INSERT INTO place (outcode, facts, import_id)
     SELECT row_data->>'outcode', row_data, import_id
     FROM ${STAGED} ORDER BY n ON CONFLICT ON CONSTRAINT place_pk DO NOTHING`,
    staged,
  );
}

/** One list of one offer. Subjects are `school-URN` or `trust-UID`. */
export async function replaceOfferList(
  manager: EntityManager,
  staged: StagedImport,
  offer: OfferYear,
  list: OfferList,
): Promise<Replaced> {
  const before = await rowsAffected(manager, `DELETE FROM offer_list_entry WHERE offer = $1 AND list = $2`, [
    offer,
    list,
  ]);
  const after = await rowsInserted(
    manager,
    `INSERT INTO offer_list_entry (offer, list, subject_id, facts, import_id)
     SELECT $3, $4, COALESCE((row_data->>'subjectKind') || '-' || (row_data->>'subjectId'), 'school-' || (row_data->>'urn')),
       row_data, import_id
     FROM ${STAGED} ORDER BY n ON CONFLICT ON CONSTRAINT offer_list_entry_pk DO NOTHING`,
    [staged.importId, staged.fence, offer, list],
  );
  return { before, after };
}

/** The newest date that each file of inspections tells of: of two files, the one with the newer date counts more. */
const FILES = `SELECT import_id, max(COALESCE(facts->>'publicationDate', facts->>'startDate')) AS newest
  FROM inspection GROUP BY import_id`;

/**
 * Adds the inspections of a file to what other files said. A row that says exactly what a stored one says is not kept
 * twice (its evidence is the row of the newer file); one that says anything else stands beside it, and whoever loads
 * them merges all rows about one inspection. Staged as `{inspection}` or `{uninspected}`.
 */
export async function mergeInspectionRows(
  manager: EntityManager,
  { importId, fence }: StagedImport,
): Promise<{
  /** Rows of the file that say something. */
  readonly rows: number;
  readonly inspections: number;
  readonly newRows: number;
  readonly uninspected: number;
}> {
  const values = [importId, fence];
  const [row] = await manager.query<{ inspections: number; newRows: number; rows: number }[]>(
    `WITH files AS (${FILES}),
     given AS (SELECT row_data->'inspection' AS facts, n FROM ${STAGED} AND row_data ? 'inspection'),
     mine AS (SELECT max(COALESCE(facts->>'publicationDate', facts->>'startDate')) AS newest FROM given),
     merged AS (
       INSERT INTO inspection (urn, inspection_key, start_date, facts, import_id)
       SELECT DISTINCT ON (urn, key) urn, key, start_date, facts, $1::uuid FROM (
         SELECT facts->>'urn' AS urn, (facts->>'startDate') || ' ' || md5((facts - 'source')::text) AS key,
           (facts->>'startDate')::date AS start_date, facts, n FROM given) AS keyed
       ORDER BY urn, key, n
       ON CONFLICT ON CONSTRAINT inspection_pk DO UPDATE SET facts = EXCLUDED.facts, import_id = EXCLUDED.import_id
         WHERE (SELECT newest FROM mine) >=
           (SELECT files.newest FROM files WHERE files.import_id = inspection.import_id)
       RETURNING xmax = 0 AS is_new)
     SELECT (SELECT count(*)::integer FROM given) AS inspections,
       (SELECT count(DISTINCT COALESCE(row_data->'inspection', row_data->'uninspected')->'source'->>'row')::integer
         FROM ${STAGED}) AS rows,
       count(*) FILTER (WHERE is_new)::integer AS "newRows" FROM merged`,
    values,
  );
  const uninspected = await rowsInserted(
    manager,
    `INSERT INTO uninspected_school (urn, facts, import_id)
     SELECT DISTINCT ON (row_data->'uninspected'->>'urn') row_data->'uninspected'->>'urn', row_data->'uninspected',
       import_id
     FROM ${STAGED} AND row_data ? 'uninspected' ORDER BY row_data->'uninspected'->>'urn', n
     ON CONFLICT ON CONSTRAINT uninspected_school_pk DO UPDATE SET facts = EXCLUDED.facts, import_id = EXCLUDED.import_id`,
    values,
  );
  const { rows, inspections, newRows } = row ?? { rows: 0, inspections: 0, newRows: 0 };
  return { rows, inspections, newRows, uninspected };
}

/** Everything that any file said of inspections. */
export async function clearInspections(manager: EntityManager): Promise<void> {
  await manager.query('DELETE FROM inspection');
  await manager.query('DELETE FROM uninspected_school');
}

/** Tables whose rows may lie at their postcode district for want of anything better. */
export type PlacedTable = 'school' | 'trust';
const KEY_OF = { school: 'urn', trust: 'uid' } as const;

/** Rows without coordinates of their own: to be placed again when the districts change. */
export async function rowsPlacedByDistrict(
  manager: EntityManager,
  table: PlacedTable,
): Promise<
  readonly { readonly key: string; readonly postcode: string; readonly location: Location | null }[]
> {
  return manager.query(
    `SELECT ${KEY_OF[table]} AS key, facts->>'postcode' AS postcode, NULLIF(facts->'location', 'null') AS location
     FROM ${table}
     WHERE facts->>'postcode' IS NOT NULL
       AND (facts->'location' = 'null' OR facts->'location'->>'approximate' = 'true')`,
  );
}

export async function setLocations(
  manager: EntityManager,
  table: PlacedTable,
  rows: readonly { readonly key: string; readonly location: Location | null }[],
): Promise<void> {
  await manager.query(
    `UPDATE ${table} SET facts = jsonb_set(facts, '{location}', COALESCE(r.location, 'null'))
     FROM jsonb_to_recordset($1::jsonb) AS r(key text, location jsonb) WHERE ${table}.${KEY_OF[table]} = r.key`,
    [JSON.stringify(rows)],
  );
}
