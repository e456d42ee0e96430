import type { EntityManager } from 'typeorm';
import type { OfferYear, Urn } from '../../domain/kernel/index.js';
import type { InspectionFacts, UnreadRow } from '../../domain/offers/index.js';
import { type InspectionFile, stillUnread } from './ofsted-unread.js';

type StoredUnread = UnreadRow & { readonly importId: string };

/**
 * Rows of the files in force that could not be read: of registers and lists the latest file, of inspections all files
 * (one that was imported twice as it was read last), less what another of them says. `inspections`: what all files say of inspections.
 */
export async function unreadRows(
  manager: EntityManager,
  offer: OfferYear,
  inspections: readonly InspectionFacts[],
): Promise<readonly UnreadRow[]> {
  const rows = await manager.query<StoredUnread[]>(
    `SELECT i.id AS "importId", i.kind, u.subject_kind AS "subjectKind", u.subject_id AS "subjectId",
       u.inspection_number AS "inspectionNumber", jsonb_build_object('file', i.file_name, 'row', u.row_number) AS source
     FROM import_unread u JOIN import i ON i.id = u.import_id
     WHERE i.state IN ('imported','undoing') AND (i.offer IS NULL OR i.offer = $1)
       AND NOT EXISTS (
         SELECT 1 FROM import later WHERE later.kind = i.kind AND later.offer IS NOT DISTINCT FROM i.offer
           AND later.state IN ('imported','undoing') AND COALESCE(later.stored_n, 0) > COALESCE(i.stored_n, 0)
           AND (i.kind <> 'inspections' OR later.sha256 = i.sha256))
     ORDER BY i.kind, i.created_at, i.id, u.n`,
    [offer],
  );
  const lost = rows.filter(({ kind }) => kind === 'inspections');
  const known = stillUnread(await inspectionFiles(manager, lost), inspections);
  return [...rows.filter(({ kind }) => kind !== 'inspections'), ...known].map(
    ({ importId: _importId, ...row }) => row,
  );
}

/** The files of inspections: what each could not say, how new it is, and of which of those schools it speaks. */
async function inspectionFiles(
  manager: EntityManager,
  lost: readonly StoredUnread[],
): Promise<readonly InspectionFile<StoredUnread>[]> {
  if (lost.length === 0) return [];
  const urns = [...new Set(lost.flatMap(({ subjectId }) => subjectId ?? []))];
  const files = await manager.query<{ importId: string; newest: string; urns: Urn[] }[]>(
    `SELECT import_id AS "importId", COALESCE(max(newest), '') AS newest,
       COALESCE(array_agg(DISTINCT urn) FILTER (WHERE urn = ANY ($1)), '{}') AS urns
     FROM (
       SELECT import_id, urn, COALESCE(facts->>'publicationDate', facts->>'startDate') AS newest FROM inspection
       UNION ALL SELECT import_id, urn, NULL FROM uninspected_school) AS said
     GROUP BY import_id`,
    [urns],
  );
  const speaking = new Map(files.map((file) => [file.importId, file]));
  const ids = new Set([...files, ...lost].map(({ importId }) => importId));
  return [...ids].map((id) => ({
    unread: lost.filter(({ importId }) => importId === id),
    urns: new Set(speaking.get(id)?.urns),
    newest: speaking.get(id)?.newest ?? '',
  }));
}
