import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/index.js';
import { ChangeContactAddress } from './change-contact-address.use-case.js';
import { ChangeMessage } from './change-message.use-case.js';
import { ContactAddressesQueries } from './contact-addresses.queries.js';
import { ContactsImporter } from './contacts.importer.js';
import { MessagesQueries } from './messages.queries.js';

const DOOR = [ChangeContactAddress, ChangeMessage, ContactAddressesQueries, MessagesQueries];

/** What people are told, and where to. Needs the global `DatabaseModule`. */
@Module({ imports: [ImportsModule], providers: [...DOOR, ContactsImporter], exports: DOOR })
export class MessagesModule {}
