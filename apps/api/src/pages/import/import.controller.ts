import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, Outcome, Refusal } from '../../../../../libs/domain/kernel/index.js';
import {
  type Change,
  CHANGES,
  ImportReviewQueries,
  ImportsQueries,
  RejectedRows,
} from '../../../../../libs/features/imports/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { PostButtons, Pressed } from '../../web/buttons.decorator.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { type Form, textField } from '../form.js';
import { offerItemsFor } from '../offers-for.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';
import { ImportAnswers } from './import-answers.js';
import { type ImportDecisionName, ImportDecisions, IMPORT_DECISIONS } from './import-decisions.js';
import {
  columnItems,
  kindChoices,
  presentChanges,
  presentFaults,
  presentImport,
  presentImportProgress,
  presentUnread,
} from './import.presenter.js';
import { Exports, type NoteExport, NoteOf } from '../../web/exports.decorator.js';

const FAULTS_SHOWN = 25;
const CHANGES_SHOWN = 50;

interface Shown {
  readonly refusal?: Refusal | undefined;
  readonly sent?: Form;
  readonly change?: unknown;
  readonly afterN?: unknown;
}

/** One file on its way from upload to stored facts, and back: each state shows what can be done with it. */
@ApiExcludeController()
@Controller('imports/:importId')
export class ImportPageController {
  constructor(
    private readonly imports: ImportsQueries,
    private readonly review: ImportReviewQueries,
    private readonly answers: ImportAnswers,
    private readonly decisions: ImportDecisions,
    private readonly rejectedRows: RejectedRows,
  ) {}

  @Get()
  @Allow('coordinator', 'admin')
  async one(
    @ActorOf() actor: Actor,
    @Param('importId', PageId) importId: string,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const { change, after: afterN } = query;
    await this.show(actor, importId, request, response, { change, afterN });
  }

  /** The part of the page that is asked for again while a worker has the file. */
  @Get('progress')
  @Allow('coordinator', 'admin')
  async progress(@Param('importId', PageId) importId: string, @Res() response: Response): Promise<void> {
    const item = foundOr404(await this.imports.one(importId), 'import');
    response.render('progress.njk', { progress: presentImportProgress(item) });
  }

  @Get('rejected.csv')
  @Exports('import-rejected', 'importId')
  @Allow('coordinator', 'admin')
  async rejected(
    @Param('importId', PageId) importId: string,
    @NoteOf() note: NoteExport,
    @Res() response: Response,
  ): Promise<void> {
    foundOr404(await this.imports.one(importId), 'import');
    await note(await this.rejectedRows.count(importId));
    response.type('text/csv').attachment(`rejected-${importId}.csv`);
    await this.rejectedRows.write(importId, response);
  }

  @Post('kind')
  @Audits('import.set-kind')
  @Allow('coordinator', 'admin')
  async kind(
    @ActorOf() actor: Actor,
    @Param('importId', PageId) importId: string,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    const outcome = await this.answers.kind(actor, { importId, ...versionIn(body) }, body);
    await this.answer(actor, importId, request, response, outcome, body);
  }

  @Post('columns')
  @Audits('import.map-columns')
  @Allow('coordinator', 'admin')
  async columns(
    @ActorOf() actor: Actor,
    @Param('importId', PageId) importId: string,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    const item = foundOr404(await this.imports.one(importId), 'import');
    const outcome = await this.answers.columns(actor, { importId, ...versionIn(body) }, item, body);
    await this.answer(actor, importId, request, response, outcome, body);
  }

  @PostButtons(IMPORT_DECISIONS)
  @Audits('import.confirm', 'import.discard', 'import.undo')
  @Allow('coordinator', 'admin')
  async decide(
    @ActorOf() actor: Actor,
    @Param('importId', PageId) importId: string,
    @Pressed() decision: ImportDecisionName,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    const reason = textField(body, 'reason');
    const acceptRemoval = textField(body, 'acceptRemoval') === 'yes';
    const pressed = { importId, ...versionIn(body), reason, acceptRemoval };
    const outcome = await this.decisions.execute(actor, decision, pressed);
    if (outcome.ok) request.session.notice = outcome.value;
    await this.answer(actor, importId, request, response, outcome, body);
  }

  private async answer(
    actor: Actor,
    importId: string,
    request: Request,
    response: Response,
    outcome: Outcome<unknown>,
    sent: Form,
  ): Promise<void> {
    if (outcome.ok) {
      response.redirect(303, `/imports/${importId}`);
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    await this.show(actor, importId, request, response, { refusal: outcome.refusal, sent });
  }

  private async show(
    actor: Actor,
    importId: string,
    request: Request,
    response: Response,
    { refusal, sent, change, afterN }: Shown,
  ): Promise<void> {
    const item = foundOr404(await this.imports.one(importId), 'import');
    const filter = CHANGES.find((known): known is Change => known === change);
    const from = typeof afterN === 'string' && /^\d{1,6}$/.test(afterN) ? Number(afterN) : 0;
    const [faults, unread, changes] = await Promise.all([
      this.imports.faults(importId, 0, FAULTS_SHOWN),
      this.imports.unread(importId),
      this.review.changes(importId, {
        afterN: from,
        limit: CHANGES_SHOWN,
        ...(filter === undefined ? {} : { change: filter }),
      }),
    ]);
    const notice = takeNotice(request);
    const file = presentImport(item);
    response.render('import/view.njk', {
      page: pageFrame(`${file.fileName}: ${file.stateText}`, actor, '/imports', {
        fault: refusal !== undefined,
      }),
      csrf: csrfTokenOf(request),
      notice,
      refusal: refusal === undefined ? null : [{ text: refusalSentence(refusal), href: hrefOf(refusal) }],
      file,
      asked: kindChoices(item, offerItemsFor(actor)),
      columns: item.header === null ? [] : columnItems(this.answers.questions(item, sent), item.header),
      ...{ faults: presentFaults(faults), unread: presentUnread(item.state, unread) },
      changes: presentChanges(changes.items),
      nextChanges:
        changes.nextN === null
          ? null
          : `/imports/${importId}?${new URLSearchParams({ ...(filter === undefined ? {} : { change: filter }), after: String(changes.nextN) }).toString()}#changes`,
      filter: filter ?? null,
    });
  }
}

/** Where on the page it can be put right. */
function hrefOf({ code }: Refusal): string {
  if (code === 'removes-most') return '#acceptRemoval';
  return code === 'bad-kind' ? '#kind' : '#main-content';
}

/** The version of the page that the button stood on. */
function versionIn(body: Form): { readonly version?: number } {
  const text = textField(body, 'version');
  return /^\d{1,9}$/.test(text) ? { version: Number(text) } : {};
}
