import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import {
  ADDRESS_LENGTH,
  ADDRESS_PARTIES,
  type AddressParty,
  isEmail,
  oneLine,
  partyRefOf,
} from './address-party.js';
import { deleteContactAddress, writeContactAddress } from './contact-addresses.repository.js';

export interface ChangeContactAddressInput {
  readonly party: string;
  /** Three-digit code of an authority, code of a diocese, UID of a trust, URN of a school; `team` for coordinators. */
  readonly partyRef: string;
  /** Null: takes the address away. */
  readonly address: { readonly name: string; readonly email: string; readonly source: string } | null;
}

/** The fact `fields`: every part of the address that cannot be used, whatever else is wrong. */
export type ChangeContactAddressRefusal = 'unknown-party' | 'unknown-address' | 'invalid-address';

/** Keeps, replaces or takes away the address of one party. The trail knows that it was done, not the address. */
@Injectable()
export class ChangeContactAddress {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    { party: given, partyRef: givenRef, address }: ChangeContactAddressInput,
  ): Promise<
    Outcome<{ readonly party: AddressParty; readonly partyRef: string }, ChangeContactAddressRefusal>
  > {
    const party = ADDRESS_PARTIES.find((known) => known === given);
    const partyRef = party === undefined ? undefined : partyRefOf(party, givenRef);
    const kept = address === null ? null : cleaned(address);
    const fields = kept === null ? [] : faultsIn(kept);
    if (party === undefined || partyRef === undefined) {
      return refused('unknown-party', { party: given, partyRef: givenRef, fields });
    }
    if (fields.length > 0) return refused('invalid-address', { fields });
    return this.database.transaction(actor, async (manager) => {
      if (kept !== null)
        await writeContactAddress(manager, { party, partyRef, ...kept, enteredBy: actor.id });
      else if (!(await deleteContactAddress(manager, party, partyRef))) {
        return refused('unknown-address', { party, partyRef });
      }
      await append(manager, actor, {
        action: kept === null ? 'contact-address.remove' : 'contact-address.enter',
        subjectKind: 'contact-address',
        subjectId: `${party}/${partyRef}`,
      });
      return accepted({ party, partyRef });
    });
  }
}

type Address = NonNullable<ChangeContactAddressInput['address']>;

function cleaned({ name, email, source }: Address): Address {
  return { name: oneLine(name), email: email.trim(), source: oneLine(source) };
}

function faultsIn({ name, email, source }: Address): (keyof Address)[] {
  const isUsable = (text: string): boolean => text !== '' && text.length <= ADDRESS_LENGTH;
  return [
    ...(isUsable(name) ? [] : (['name'] as const)),
    ...(isEmail(email) ? [] : (['email'] as const)),
    ...(isUsable(source) ? [] : (['source'] as const)),
  ];
}
