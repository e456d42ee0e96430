import { Body, Controller, Delete, Get, Param, ParseUUIDPipe, Post, Put, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { type Actor } from '../../../../libs/domain/kernel/index.js';
import {
  ChangeContactAddress,
  ChangeMessage,
  ContactAddressesQueries,
  MessagesQueries,
  type MessageView,
} from '../../../../libs/features/messages/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { ConcernsEveryOffer } from '../access/every-offer.decorator.js';
import { valueOf } from '../web/answer.js';
import { OwnAddress } from '../web/own-address.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import {
  ChangedMessageResource,
  ContactAddressBody,
  ContactAddressesQuery,
  ContactAddressListResource,
  ContactPartyResource,
  MessagePageResource,
  type MessageResource,
  MessagesQuery,
} from './messages.dto.js';

/** What people are told, and the addresses it goes to. */
@ApiTags('messages')
@Controller('api/v1')
export class MessagesController {
  constructor(
    private readonly messages: MessagesQueries,
    private readonly contacts: ContactAddressesQueries,
    private readonly changeMessage: ChangeMessage,
    private readonly changeAddress: ChangeContactAddress,
    private readonly ownAddress: OwnAddress,
  ) {}

  @Get('messages')
  @ApiEndpoint({
    summary: 'Messages to leaders, schools and others, newest first, with their texts',
    allow: ['coordinator', 'admin'],
    answers: MessagePageResource,
    problems: [400],
  })
  async list(@Req() request: Request, @Query() query: MessagesQuery): Promise<MessagePageResource> {
    const { cursor, limit, ...filter } = query;
    const page = await this.messages.list(filter, this.ownAddress.of(request), {
      ...(cursor === undefined ? {} : { cursor }),
      ...(limit === undefined ? {} : { limit }),
    });
    return { items: page.items.map(messageResource), nextCursor: page.nextCursor };
  }

  @Post('messages/:messageId/resend')
  @Audits('message.resend')
  @ApiEndpoint({
    summary: 'Send a message once more that was sent, failed or had no address',
    allow: ['coordinator', 'admin'],
    answers: ChangedMessageResource,
    problems: [400, 404, 409],
  })
  async resend(
    @ActorOf() actor: Actor,
    @Param('messageId', ParseUUIDPipe) messageId: string,
  ): Promise<ChangedMessageResource> {
    return valueOf(await this.changeMessage.execute(actor, { messageId, change: 'resend' }));
  }

  @Post('messages/:messageId/cancel')
  @Audits('message.cancel')
  @ApiEndpoint({
    summary: 'Stop a message that still waits',
    allow: ['coordinator', 'admin'],
    answers: ChangedMessageResource,
    problems: [400, 404, 409],
  })
  async cancel(
    @ActorOf() actor: Actor,
    @Param('messageId', ParseUUIDPipe) messageId: string,
  ): Promise<ChangedMessageResource> {
    return valueOf(await this.changeMessage.execute(actor, { messageId, change: 'cancel' }));
  }

  @Get('contact-addresses')
  @ConcernsEveryOffer()
  @ApiEndpoint({
    summary: 'Who is written to at schools, authorities, dioceses and trusts',
    allow: ['coordinator', 'admin'],
    answers: ContactAddressListResource,
    problems: [400],
  })
  async addresses(@Query() query: ContactAddressesQuery): Promise<ContactAddressListResource> {
    const { cursor, limit, ...filter } = query;
    const page = await this.contacts.list(filter, {
      ...(cursor === undefined ? {} : { cursor }),
      ...(limit === undefined ? {} : { limit }),
    });
    const items = page.items.map((one) => ({ ...one, enteredAt: one.enteredAt.toISOString() }));
    return { items, nextCursor: page.nextCursor };
  }

  @Put('contact-addresses/:party/:partyRef')
  @ConcernsEveryOffer()
  @Audits('contact-address.enter')
  @ApiEndpoint({
    summary: 'Enter or replace the address of one party, for messages of the offer and nothing else',
    allow: ['coordinator', 'admin'],
    answers: ContactPartyResource,
    problems: [400, 404, 422],
  })
  async enterAddress(
    @ActorOf() actor: Actor,
    @Param('party') party: string,
    @Param('partyRef') partyRef: string,
    @Body() { name, email, source }: ContactAddressBody,
  ): Promise<ContactPartyResource> {
    const address = { name, email, source };
    return valueOf(await this.changeAddress.execute(actor, { party, partyRef, address }));
  }

  @Delete('contact-addresses/:party/:partyRef')
  @ConcernsEveryOffer()
  @Audits('contact-address.remove')
  @ApiEndpoint({
    summary: 'Take the address of one party away',
    allow: ['coordinator', 'admin'],
    answers: ContactPartyResource,
    problems: [404],
  })
  async removeAddress(
    @ActorOf() actor: Actor,
    @Param('party') party: string,
    @Param('partyRef') partyRef: string,
  ): Promise<ContactPartyResource> {
    return valueOf(await this.changeAddress.execute(actor, { party, partyRef, address: null }));
  }
}

function messageResource({ text, createdAt, sentAt, ...message }: MessageView): MessageResource {
  return {
    ...message,
    ...text,
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
  };
}
