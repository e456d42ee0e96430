import { createReadStream } from 'node:fs';
import {
  Body,
  Controller,
  Get,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor, OFFER_YEARS } from '../../../../../libs/domain/kernel/index.js';
import {
  belongsToOneOffer,
  IMPORT_KINDS,
  importFaultsCsv,
  ImportsQueries,
  type ListedImport,
  ReceiveImport,
} from '../../../../../libs/features/imports/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { Limited } from '../../access/limited.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import { API_LIMITS, type ApiLimits } from '../../web/limits.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { type Form, textField } from '../form.js';
import { offerItemsFor } from '../offers-for.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';
import { askedRows, shownList } from '../short-list.js';
import { IMPORT_FILE_COLUMNS, IMPORT_LIST } from './imports-list.js';
import { isUnderWay, KIND_ITEMS, presentImportList, sentBefore } from './imports.presenter.js';
import { Exports, type NoteExport, NoteOf } from '../../web/exports.decorator.js';

const BYTES_PER_MB = 1024 * 1024;

interface Shown {
  readonly form?: { readonly kind: string; readonly offer: string };
  readonly fault?: string;
  /** What the list is filtered and sorted by; absent: by nothing. */
  readonly query?: Form;
}

@ApiExcludeController()
@Controller('imports')
export class ImportsPageController {
  constructor(
    private readonly imports: ImportsQueries,
    private readonly receiveImport: ReceiveImport,
    @Inject(API_LIMITS) private readonly limits: ApiLimits,
  ) {}

  @Get()
  @Allow('coordinator', 'admin')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    await this.show(actor, request, response, { query });
  }

  @ListFiles('imports')
  @Exports('imports')
  @Allow('coordinator', 'admin')
  async files(@Query() query: Form, @GivesFile() give: GiveFile): Promise<StreamableFile> {
    return give(await this.file(query));
  }

  @Post()
  @Audits('import.receive')
  @Limited('upload')
  @Allow('coordinator', 'admin')
  async upload(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    const form = { kind: textField(body, 'kind'), offer: textField(body, 'offer') };
    const kind = IMPORT_KINDS.find((known) => known === form.kind);
    const offer = OFFER_YEARS.find((year) => year === form.offer);
    if (request.file === undefined || request.file.size === 0) {
      response.status(400);
      const name = request.file?.originalname ?? '';
      const fault = name === '' ? 'Choose a CSV file or an Excel workbook' : `The file ${name} is empty`;
      await this.show(actor, request, response, { form, fault });
      return;
    }
    const outcome = await this.receiveImport.execute(actor, {
      kind: kind ?? null,
      // Where the file says what it holds, the offer counts if files of that kind belong to one.
      offer: kind === undefined || belongsToOneOffer(kind) ? (offer ?? null) : null,
      review: true,
      fileName: request.file.originalname,
      content: createReadStream(request.file.path),
      maxBytes: this.limits.uploadBytes,
    });
    if (outcome.ok) {
      const { recognised, state } = outcome.value;
      request.session.notice = recognised
        ? { important: sentBefore(state) }
        : 'The file was received and is being read.';
      response.redirect(303, `/imports/${outcome.value.importId}`);
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    await this.show(actor, request, response, { form, fault: refusalSentence(outcome.refusal) });
  }

  @Get(':importId/errors.csv')
  @Exports('import-errors', 'importId')
  @Allow('coordinator', 'admin')
  async faults(
    @Param('importId', PageId) importId: string,
    @NoteOf() note: NoteExport,
    @Res() response: Response,
  ): Promise<void> {
    foundOr404(await this.imports.one(importId), 'import');
    const faults = await this.imports.faults(importId);
    await note(faults.length);
    response.type('text/csv').attachment(`errors-${importId}.csv`).send(importFaultsCsv(faults));
  }

  private async file(query: Form): Promise<ListFile<ListedImport>> {
    const rows = askedRows(IMPORT_LIST, await this.imports.listed(), query);
    return { name: 'imports', sheet: 'Files', columns: IMPORT_FILE_COLUMNS, rows };
  }

  private async show(actor: Actor, request: Request, response: Response, shown: Shown): Promise<void> {
    const notice = takeNotice(request);
    const years = offerItemsFor(actor);
    const found = await this.imports.listed();
    const list = shownList(IMPORT_LIST, found, shown.query ?? {});
    response.render('imports/view.njk', {
      page: pageFrame('Files', actor, '/imports', { fault: shown.fault !== undefined }),
      csrf: csrfTokenOf(request),
      notice,
      fault: shown.fault ?? null,
      form: shown.form ?? { kind: '', offer: years[0]?.value ?? '' },
      kinds: KIND_ITEMS,
      offers: years,
      years,
      megabytes: Math.floor(this.limits.uploadBytes / BYTES_PER_MB),
      ...{ list, hasFiles: found.length > 0, files: presentImportList(list.rows) },
      isUnderWay: found.some(({ state }) => isUnderWay(state)),
    });
  }
}
