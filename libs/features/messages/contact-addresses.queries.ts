import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { ADDRESS_PARTIES, type AddressParty } from './address-party.js';
import type { ContactAddress } from './contact-addresses.repository.js';
import { partyName } from './party-name.queries.js';

export interface AddressFilter {
  readonly party?: AddressParty;
  /** The one party of this code, UID or URN. */
  readonly partyRef?: string;
}

export interface ListedAddress extends ContactAddress {
  /** What the register calls the party; null: it does not know it. */
  readonly partyName: string | null;
}

export interface AddressPage {
  readonly items: readonly ListedAddress[];
  /** Hand back as `cursor` for the next page; null at the end. */
  readonly nextCursor: string | null;
}

const PAGE_SIZE = 50;
const PAGE_SIZE_MAX = 500;

export const ADDRESS_SORTS = ['party', 'name', 'email', 'source', 'entered'] as const;
export type AddressSort = (typeof ADDRESS_SORTS)[number];

const ORDER: Readonly<Record<AddressSort, string>> = {
  party: `array_position(ARRAY['${ADDRESS_PARTIES.join("','")}'], party)`,
  name: 'lower(name)',
  email: 'lower(email)',
  source: 'lower(source)',
  entered: 'entered_at',
};

const ADDRESS = `a.party, a.party_ref AS "partyRef", a.name, a.email, a.source, a.entered_by AS "enteredBy",
  a.entered_at AS "enteredAt",
  ${partyName('a.party', 'a.party_ref')} AS "partyName"`;

/** Reads of the addresses that messages of the offer go to. */
@Injectable()
export class ContactAddressesQueries {
  constructor(private readonly database: Database) {}

  /** By party and reference. `limit`: 50, at most 500. */
  async list(
    { party, partyRef }: AddressFilter,
    page: { readonly cursor?: string; readonly limit?: number } = {},
  ): Promise<AddressPage> {
    const limit = Math.min(Math.max(Math.trunc(page.limit ?? PAGE_SIZE), 1), PAGE_SIZE_MAX);
    const [afterParty = '', afterRef = ''] = (page.cursor ?? '').split('/');
    const found = await this.database.manager.query<ListedAddress[]>(
      `SELECT ${ADDRESS}
         FROM contact_address a
        WHERE ($1::text IS NULL OR a.party = $1) AND ($2::text IS NULL OR a.party_ref = $2)
          AND (a.party, a.party_ref) > ($3, $4)
        ORDER BY a.party, a.party_ref LIMIT $5`,
      [party ?? null, partyRef ?? null, afterParty, afterRef, limit + 1],
    );
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const isEnd = found.length <= limit || last === undefined;
    return { items, nextCursor: isEnd ? null : `${last.party}/${last.partyRef}` };
  }

  /** The same by any column, with how many there are over all pages. `page`: from 1; equal ones come by party. */
  async sorted(
    { party, partyRef }: AddressFilter,
    { sort, descending }: { readonly sort: AddressSort; readonly descending: boolean },
    { page, size }: { readonly page: number; readonly size: number },
  ): Promise<{ readonly items: readonly ListedAddress[]; readonly total: number }> {
    const order = `${ORDER[sort]} ${descending ? 'DESC' : 'ASC'}, ${ORDER.party}, party_ref`;
    // Parties are named only where they are shown.
    const found = await this.database.manager.query<(ListedAddress & { readonly total: number })[]>(
      `SELECT ${ADDRESS}, a.total FROM (
         SELECT *, (count(*) OVER ())::integer AS total, row_number() OVER (ORDER BY ${order}) AS n
         FROM contact_address
         WHERE ($1::text IS NULL OR party = $1) AND ($2::text IS NULL OR party_ref = $2)
         ORDER BY n LIMIT $3 OFFSET $4
       ) AS a ORDER BY n`,
      [party ?? null, partyRef ?? null, size, (page - 1) * size],
    );
    return { items: found.map(({ total: _total, ...address }) => address), total: found[0]?.total ?? 0 };
  }

  /** How many there are of each party; absent: none. */
  async counts(): Promise<ReadonlyMap<AddressParty, number>> {
    const rows = await this.database.manager.query<{ party: AddressParty; addresses: number }[]>(
      `SELECT party, count(*)::integer AS addresses FROM contact_address GROUP BY party`,
    );
    return new Map(rows.map(({ party, addresses }) => [party, addresses]));
  }
}
