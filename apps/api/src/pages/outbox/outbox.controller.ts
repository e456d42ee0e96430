import {
  Body,
  Controller,
  Get,
  Param,
  ParseEnumPipe,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import {
  ChangeMessage,
  type ChangeMessageInput,
  MESSAGE_STATES,
  type MessageFilter,
  MessagesQueries,
} from '../../../../../libs/features/messages/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { valueOf } from '../../web/answer.js';
import { OwnAddress } from '../../web/own-address.js';
import { type Form, textField } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { outboxAddress, presentMessages, stateChoices } from './outbox.presenter.js';

const CHANGES = { resend: 'resend', cancel: 'cancel' } as const;
const MOST = 50;

/** Every message to leaders, schools and others, with its words. */
@ApiExcludeController()
@Controller('outbox')
export class OutboxPageController {
  constructor(
    private readonly messages: MessagesQueries,
    private readonly changeMessage: ChangeMessage,
    private readonly ownAddress: OwnAddress,
  ) {}

  @Get()
  @Allow('coordinator', 'admin')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const filter = filterOf(query);
    const cursor = textField(query, 'cursor');
    const [page, counts] = await Promise.all([
      this.messages.list(filter, this.ownAddress.of(request), { cursor, limit: MOST }),
      this.messages.counts(),
    ]);
    const { notice } = request.session;
    delete request.session.notice;
    response.render('outbox/view.njk', {
      page: pageFrame('Messages', actor, '/outbox'),
      // Addresses are those of every offer.
      enters: actor.offers === undefined,
      csrf: csrfTokenOf(request),
      ...{ notice, filter, states: stateChoices(counts), rows: presentMessages(page.items) },
      next: page.nextCursor === null ? null : outboxAddress(filter, page.nextCursor),
    });
  }

  @Post(':messageId/:change')
  @Audits('message.resend', 'message.cancel')
  @Allow('coordinator', 'admin')
  async change(
    @ActorOf() actor: Actor,
    @Param('messageId', ParseUUIDPipe) messageId: string,
    @Param('change', new ParseEnumPipe(CHANGES)) change: ChangeMessageInput['change'],
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    const changed = await this.changeMessage.execute(actor, { messageId, change });
    // Pressed twice, or another was faster: the list says how it stands now.
    if (!changed.ok && changed.refusal.code === 'unknown-message') valueOf(changed);
    if (!changed.ok) request.session.notice = refusalSentence(changed.refusal);
    else
      request.session.notice =
        change === 'resend' ? 'The message is being sent again.' : 'The message was cancelled.';
    response.redirect(303, outboxAddress(filterOf(body)));
  }
}

function filterOf(given: Form): MessageFilter {
  const state = MESSAGE_STATES.find((known) => known === textField(given, 'state'));
  const matchId = textField(given, 'matchId');
  return { ...(state === undefined ? {} : { state }), ...(matchId === '' ? {} : { matchId }) };
}
