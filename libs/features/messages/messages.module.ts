import { Module } from '@nestjs/common';
import { ChangeContactAddress } from './change-contact-address.use-case.js';
import { ChangeMessage } from './change-message.use-case.js';
import { MessagesQueries } from './messages.queries.js';

const DOOR = [ChangeContactAddress, ChangeMessage, MessagesQueries];

/** What people are told, and where to. Needs the global `DatabaseModule`. */
@Module({ providers: DOOR, exports: DOOR })
export class MessagesModule {}
