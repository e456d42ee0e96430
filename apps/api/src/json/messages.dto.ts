import { IsEmail, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import {
  ADDRESS_PARTIES,
  MESSAGE_STATES,
  RECIPIENT_KINDS,
} from '../../../../libs/features/messages/index.js';
import { ListQuery } from './paging.dto.js';

export class MessagesQuery extends ListQuery {
  @IsOptional()
  @IsIn(MESSAGE_STATES)
  state?: string;

  @IsOptional()
  @IsIn(RECIPIENT_KINDS)
  toKind?: string;

  @IsOptional()
  @IsUUID()
  matchId?: string;
}

export class MessageResource {
  id!: string;
  template!: string;
  /** leader, local-authority, diocese, trust, school or coordinator. */
  toKind!: string;
  toRef!: string;
  /** Null: nobody is known. */
  toName!: string | null;
  /** What the register calls the school, trust, authority or diocese; null: a leader, or not in the register. */
  partyName!: string | null;
  offer!: string | null;
  caseId!: string | null;
  matchId!: string | null;
  /** waiting, sent, failed, no-address or cancelled. */
  state!: string;
  /** Code of what went wrong, or of why it was cancelled. */
  reason!: string | null;
  /** outbox: only shown here; notify: by GOV.UK Notify. */
  sentThrough!: string | null;
  attempts!: number;
  createdAt!: string;
  sentAt!: string | null;
  subject!: string;
  body!: string;
}

export class MessagePageResource {
  items!: MessageResource[];
  nextCursor!: string | null;
}

export class ChangedMessageResource {
  messageId!: string;
  state!: string;
}

export class ContactAddressBody {
  @IsString()
  @MaxLength(200)
  name!: string;

  @IsEmail()
  @MaxLength(200)
  email!: string;

  /** Where the address was found. */
  @IsString()
  @MaxLength(200)
  source!: string;
}

export class ContactAddressesQuery extends ListQuery {
  @IsOptional()
  @IsIn(ADDRESS_PARTIES)
  party?: (typeof ADDRESS_PARTIES)[number];

  /** The one party of this code, UID or URN. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  partyRef?: string;
}

export class ContactPartyResource {
  party!: string;
  partyRef!: string;
}

export class ContactAddressResource extends ContactPartyResource {
  name!: string;
  email!: string;
  source!: string;
  enteredBy!: string;
  enteredAt!: string;
  /** What the register calls the party; null: it does not know it. */
  partyName!: string | null;
}

export class ContactAddressListResource {
  items!: ContactAddressResource[];
  nextCursor!: string | null;
}
