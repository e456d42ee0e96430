import type { EntityManager } from 'typeorm';
import type { AddressParty } from './address-party.js';

export interface ContactAddress {
  readonly party: AddressParty;
  readonly partyRef: string;
  readonly name: string;
  readonly email: string;
  readonly source: string;
  readonly enteredBy: string;
  readonly enteredAt: Date;
}

const COLUMNS = `party, party_ref AS "partyRef", name, email, source, entered_by AS "enteredBy", entered_at AS "enteredAt"`;

export async function contactAddress(
  manager: EntityManager,
  party: AddressParty,
  partyRef: string,
): Promise<ContactAddress | undefined> {
  const rows = await manager.query<ContactAddress[]>(
    `SELECT ${COLUMNS} FROM contact_address WHERE party = $1 AND party_ref = $2`,
    [party, partyRef],
  );
  return rows[0];
}

export async function writeContactAddress(
  manager: EntityManager,
  { party, partyRef, name, email, source, enteredBy }: Omit<ContactAddress, 'enteredAt'>,
): Promise<void> {
  await manager.query(
    `INSERT INTO contact_address (party, party_ref, name, email, source, purpose, entered_by)
     VALUES ($1, $2, $3, $4, $5, 'improvement-offer', $6)
     ON CONFLICT ON CONSTRAINT contact_address_pk DO UPDATE
       SET name = EXCLUDED.name, email = EXCLUDED.email, source = EXCLUDED.source,
           entered_by = EXCLUDED.entered_by, entered_at = now(), import_id = NULL`,
    [party, partyRef, name, email, source, enteredBy],
  );
}

/** False: there was none. */
export async function deleteContactAddress(
  manager: EntityManager,
  party: AddressParty,
  partyRef: string,
): Promise<boolean> {
  const [, count] = await manager.query<[unknown, number]>(
    `DELETE FROM contact_address WHERE party = $1 AND party_ref = $2`,
    [party, partyRef],
  );
  return count === 1;
}
