import { Module } from '@nestjs/common';
import { ChangeContactAddress } from './change-contact-address.use-case.js';
import { ChangeMessage } from './change-message.use-case.js';
import { ContactAddressesQueries } from './contact-addresses.queries.js';
import { MessagesQueries } from './messages.queries.js';

const DOOR = [ChangeContactAddress, ChangeMessage, ContactAddressesQueries, MessagesQueries];

/** What people are told, and where to. Needs the global `DatabaseModule`. */
@Module({ providers: DOOR, exports: DOOR })
export class MessagesModule {}
