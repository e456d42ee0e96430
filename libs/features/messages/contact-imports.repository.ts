import type { EntityManager } from 'typeorm';
import { postgresJson, type StagedFile } from '../imports/index.js';
import type { AddressParty } from './address-party.js';

/** An address whose place one of a file takes. */
export type AddressBefore = {
  readonly party: AddressParty;
  readonly partyRef: string;
  readonly name: string;
  readonly email: string;
  readonly source: string;
  readonly enteredBy: string;
  readonly enteredAt: string;
  /** The file that it came from; null: it was entered by hand. */
  readonly importId: string | null;
};

const STAGED = `SELECT row_data AS d FROM import_stage WHERE import_id = $1 AND fence = $2`;

/** Locks the addresses that the staged ones differ from. */
export async function addressesReplacedBy(
  manager: EntityManager,
  { importId, fence }: StagedFile,
): Promise<readonly AddressBefore[]> {
  return manager.query<AddressBefore[]>(
    `SELECT a.party, a.party_ref AS "partyRef", a.name, a.email, a.source, a.entered_by AS "enteredBy",
            to_json(a.entered_at)#>>'{}' AS "enteredAt", a.import_id AS "importId"
       FROM contact_address a JOIN (${STAGED}) s ON a.party = s.d->>'party' AND a.party_ref = s.d->>'partyRef'
      WHERE (a.name, a.email) <> (s.d->>'name', s.d->>'email') ORDER BY a.party, a.party_ref FOR UPDATE OF a`,
    [importId, fence],
  );
}

/** How many staged addresses now stand. One that stood already with the same name and email stays as it is. */
export async function storeStagedAddresses(
  manager: EntityManager,
  { importId, fence }: StagedFile,
): Promise<number> {
  const [row] = await manager.query<{ staged: number }[]>(
    `WITH staged AS (${STAGED}),
     stored AS (
       INSERT INTO contact_address AS mine (party, party_ref, name, email, source, purpose, entered_by, import_id)
       SELECT d->>'party', d->>'partyRef', d->>'name', d->>'email',
              COALESCE(d->>'found', 'File ' || left(d->'source'->>'file', 180)), 'improvement-offer', (SELECT created_by FROM import WHERE id = $1), $1
         FROM staged ORDER BY 1, 2
       ON CONFLICT ON CONSTRAINT contact_address_pk DO UPDATE
         SET name = EXCLUDED.name, email = EXCLUDED.email, source = EXCLUDED.source,
             entered_by = EXCLUDED.entered_by, entered_at = now(), import_id = EXCLUDED.import_id
         WHERE (mine.name, mine.email) <> (EXCLUDED.name, EXCLUDED.email))
     SELECT count(*)::integer AS staged FROM staged`,
    [importId, fence],
  );
  return row?.staged ?? 0;
}

/** Gives the parties whose addresses stand as this file gave them the addresses from before it, or none. */
export async function putBackAddresses(
  manager: EntityManager,
  importId: string,
  before: readonly AddressBefore[],
): Promise<{ readonly putBack: number; readonly removed: number }> {
  const [, putBack] = await manager.query<[unknown, number]>(
    `UPDATE contact_address a SET name = b.name, email = b.email, source = b.source, entered_by = b."enteredBy",
            entered_at = b."enteredAt", import_id = b."importId"
       FROM jsonb_to_recordset($2::jsonb) AS b (party text, "partyRef" text, name text, email text, source text,
            "enteredBy" text, "enteredAt" timestamptz, "importId" uuid)
      WHERE a.import_id = $1 AND a.party = b.party AND a.party_ref = b."partyRef"`,
    [importId, postgresJson(before)],
  );
  const [, removed] = await manager.query<[unknown, number]>(
    `DELETE FROM contact_address WHERE import_id = $1`,
    [importId],
  );
  return { putBack, removed };
}
