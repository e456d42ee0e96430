import { Body, Controller, Get, Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import {
  ChangeMessage,
  type ChangeMessageInput,
  MessagesQueries,
  type MessageView,
} from '../../../../../libs/features/messages/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { valueOf } from '../../web/answer.js';
import { PostButtons, Pressed } from '../../web/buttons.decorator.js';
import { Exports } from '../../web/exports.decorator.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import { OwnAddress } from '../../web/own-address.js';
import type { Form } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';
import { everyRow, pageLinks, pageNumber } from '../sorted-list.js';
import { outboxAddress, outboxFilter, outboxForm, type OutboxForm } from './outbox.form.js';
import {
  KIND_CHOICES,
  OUTBOX_FILE_COLUMNS,
  outboxColumns,
  outboxTags,
  presentMessages,
  stateChoices,
} from './outbox.presenter.js';

const MESSAGE_CHANGES: readonly ChangeMessageInput['change'][] = ['resend', 'cancel'];
const ROWS_ON_A_PAGE = 50;

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
    const form = outboxForm(query);
    const page = pageNumber(query);
    const handsOn = actor.roles.includes('coordinator');
    const [found, counts] = await Promise.all([
      this.read(form, this.ownAddress.of(request), { page, size: ROWS_ON_A_PAGE, handsOn }),
      this.messages.counts(),
    ]);
    const notice = takeNotice(request);
    response.render('outbox/view.njk', {
      page: pageFrame('Messages', actor, '/outbox'),
      // Addresses are those of every offer.
      enters: actor.offers === undefined,
      csrf: csrfTokenOf(request),
      ...{ notice, form, states: stateChoices(counts), kinds: KIND_CHOICES, tags: outboxTags(form) },
      ...{ columns: outboxColumns(form), rows: presentMessages(found.items) },
      pages: pageLinks({ page, size: ROWS_ON_A_PAGE, total: found.total }, 'Messages', (to) =>
        outboxAddress(form, { page: to }),
      ),
      links: {
        csv: outboxAddress(form, {}, '/outbox/messages.csv'),
        xlsx: outboxAddress(form, {}, '/outbox/messages.xlsx'),
      },
    });
  }

  @ListFiles('messages')
  @Exports('messages', 'matchId')
  @Allow('coordinator', 'admin')
  files(@Req() request: Request, @Query() query: Form, @GivesFile() give: GiveFile): Promise<StreamableFile> {
    return give(this.file(query, this.ownAddress.of(request)));
  }

  @PostButtons(MESSAGE_CHANGES, ':messageId/')
  @Audits('message.resend', 'message.cancel')
  @Allow('coordinator', 'admin')
  async change(
    @ActorOf() actor: Actor,
    @Param('messageId', PageId) messageId: string,
    @Pressed() change: ChangeMessageInput['change'],
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    const changed = await this.changeMessage.execute(actor, { messageId, change });
    // Pressed twice, or another was faster: the list says how it stands now.
    if (!changed.ok && changed.refusal.code === 'unknown-message') valueOf(changed);
    if (!changed.ok) request.session.notice = { important: refusalSentence(changed.refusal) };
    else
      request.session.notice =
        change === 'resend' ? 'The message is being sent again.' : 'The message was cancelled.';
    response.redirect(303, outboxAddress(outboxForm(body)));
  }

  private file(query: Form, base: string): ListFile<MessageView> {
    const form = outboxForm(query);
    const rows = everyRow((page, size) => this.read(form, base, { page, size, handsOn: false }));
    return { name: 'messages', sheet: 'Messages', columns: OUTBOX_FILE_COLUMNS, rows };
  }

  private read(
    form: OutboxForm,
    base: string,
    page: { readonly page: number; readonly size: number; readonly handsOn: boolean },
  ): ReturnType<MessagesQueries['sorted']> {
    const order = { sort: form.sort, descending: form.direction === 'descending' };
    return this.messages.sorted(outboxFilter(form), base, order, page);
  }
}
