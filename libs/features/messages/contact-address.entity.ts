import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Leaders bring their own address with the survey. */
export const ADDRESS_PARTIES = ['local-authority', 'diocese', 'trust', 'school', 'coordinator'] as const;
export type AddressParty = (typeof ADDRESS_PARTIES)[number];

/** Who is written to for one party. Personal data: used for messages of the offer and nothing else. */
@Entity({ name: 'contact_address' })
@Check('contact_address_party_known', `party IN ('local-authority','diocese','trust','school','coordinator')`)
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
}
