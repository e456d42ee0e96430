import { Injectable, type OnModuleInit } from '@nestjs/common';
import { accepted, type Facts, type Outcome } from '../../domain/kernel/index.js';
import type { TableSummary } from '../../platform/files/index.js';
import {
  compareFacts,
  type CompareTask,
  type Comparison,
  ImporterRegistry,
  type Importer,
  type ReadTask,
  type RebuildTask,
  type StoreTally,
  type StoreTask,
} from '../imports/index.js';
import {
  type AddressBefore,
  addressesReplacedBy,
  putBackAddresses,
  storeStagedAddresses,
} from './contact-imports.repository.js';
import { CONTACTS_PROFILE, readContacts } from './contacts-reader.js';

/**
 * Files of contacts: each address takes the place of the same party's earlier one. Parties that a file does not name
 * keep theirs. Undone, addresses that still stand as the file gave them become what they were before it.
 */
@Injectable()
export class ContactsImporter implements Importer, OnModuleInit {
  readonly kinds = ['contacts'] as const;
  readonly profiles = [CONTACTS_PROFILE];

  constructor(private readonly registry: ImporterRegistry) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  read({ source, accept, columnMap }: ReadTask): Promise<TableSummary> {
    return readContacts(source, accept, { map: columnMap });
  }

  async store(task: StoreTask): Promise<StoreTally> {
    const replaced = await addressesReplacedBy(task.manager, task);
    const stored = await storeStagedAddresses(task.manager, task);
    const facts = { stored, changed: replaced.length };
    return { storedCount: stored, faults: [], facts, undoNote: { replaced } };
  }

  /** Parties that the file does not name keep their addresses: nothing is ever removed. */
  compare(task: CompareTask): Promise<Comparison> {
    return compareFacts(task.manager, task, {
      key: `row_data->>'party' || '/' || (row_data->>'partyRef')`,
      subject: `row_data->>'party' || '/' || (row_data->>'partyRef')`,
      facts: `jsonb_build_object('name', row_data->'name', 'email', row_data->'email', 'source', row_data->'source')`,
      stored: `SELECT party || '/' || party_ref AS key, party || '/' || party_ref AS subject,
                      jsonb_build_object('name', name, 'email', email) AS facts FROM contact_address`,
      isWhole: false,
    });
  }

  readonly rebuildsFrom = (): 'latest' => 'latest';

  /** An address that was changed or withdrawn by hand since stays as it is. */
  async rebuild({ manager, importId, note }: RebuildTask): Promise<Outcome<Facts>> {
    const { replaced = [] } = note as { readonly replaced?: readonly AddressBefore[] };
    return accepted(await putBackAddresses(manager, importId, replaced));
  }
}
