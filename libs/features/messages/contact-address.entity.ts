import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Import } from '../imports/index.js';
import type { AddressParty } from './address-party.js';

/** Who is written to for one party. Personal data: used for messages of the offer and nothing else. */
@Entity({ name: 'contact_address' })
@Check('contact_address_party_known', `party IN ('local-authority','diocese','trust','school','coordinator')`)
@Index('contact_address_import_ix', ['importId'])
@Check('contact_address_purpose_known', `purpose = 'improvement-offer'`)
export class ContactAddressRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'contact_address_pk' })
  party!: AddressParty;

  /** An authority's or diocese's code, a trust's UID, a school's URN, or `team` for the coordinators. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'contact_address_pk' })
  partyRef!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  email!: string;

  /** Where the address was found, e.g. a letter or a file. */
  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'text' })
  purpose!: 'improvement-offer';

  @Column({ type: 'text' })
  enteredBy!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  enteredAt!: Date;

  /** The file that brought it; null: it was entered by hand. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Import, { name: 'contact_address_import_fk' })
  importId!: string | null;
}
