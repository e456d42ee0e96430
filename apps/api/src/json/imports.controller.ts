import { Controller, Get, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../libs/domain/kernel/index.js';
import {
  type Change,
  importFaultsCsv,
  importFaultSentence,
  type ImportFilter,
  type ImportKind,
  ImportReviewQueries,
  type ImportSummary,
  ImportsQueries,
  ReceiveImport,
  type ReceiveImportInput,
  RejectedRows,
} from '../../../../libs/features/imports/index.js';
import { parseColumnMap } from '../../../../libs/platform/files/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { Limited } from '../access/limited.decorator.js';
import { foundOr404, valueOf } from '../web/answer.js';
import { API_LIMITS, type ApiLimits } from '../web/limits.js';
import { problemOf, ProblemException } from '../web/problem.js';
import { spooled } from '../web/spool.js';
import { XLSX_TYPE } from '../web/survey-template-file.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import {
  ImportFaultsResource,
  ImportListResource,
  ImportPreviewResource,
  ImportResource,
  ImportsQuery,
  PreviewQuery,
  ReceivedImportResource,
  ReceiveImportQuery,
} from './imports.dto.js';
import { importResource, previewedChangeResource } from './imports.resources.js';
import { Exports, type NoteExport, NoteOf } from '../web/exports.decorator.js';
import { ExportQuery } from './exports.dto.js';

const FILE_TYPES = ['text/csv', XLSX_TYPE, 'application/octet-stream'];

@ApiTags('imports')
@Controller('api/v1/imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportsQueries,
    private readonly receiveImport: ReceiveImport,
    private readonly review: ImportReviewQueries,
    private readonly rejectedRows: RejectedRows,
    @Inject(API_LIMITS) private readonly limits: ApiLimits,
  ) {}

  @Post()
  @Audits('import.receive')
  @Limited('upload')
  @ApiConsumes(...FILE_TYPES)
  @ApiBody({ description: 'The file itself', schema: { type: 'string', format: 'binary' } })
  @ApiEndpoint({
    summary: 'Upload a file; it is read by the worker',
    description:
      'All good rows are stored at once or none; poll the import for its progress and faults. With `review=true` nothing is stored before it is confirmed; nor is a file that would remove more than half of what is stored, unless `acceptRemoval=true` says that it is meant. It may stop to ask what the file holds (needs-kind) or which column is which (needs-columns).',
    allow: ['coordinator', 'admin'],
    status: 202,
    answers: ReceivedImportResource,
    problems: [400, 409, 413, 415, 422],
  })
  async receive(
    @ActorOf() actor: Actor,
    @Query() query: ReceiveImportQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReceivedImportResource> {
    if (!FILE_TYPES.some((type) => request.is(type) === type)) {
      throw new ProblemException(
        problemOf(415, 'media-type-not-supported', `Send the file as ${FILE_TYPES.join(' or ')}.`),
      );
    }
    const columnMap = query.map === undefined ? undefined : valueOf(parseColumnMap(query.map));
    const received = await spooled(request, this.limits.uploadBytes, (content) =>
      this.receiveImport.execute(actor, {
        kind: query.kind === undefined || query.kind === 'auto' ? null : (query.kind as ImportKind),
        offer: (query.offer ?? null) as ReceiveImportInput['offer'],
        fileName: query.fileName,
        content,
        maxBytes: this.limits.uploadBytes,
        ...(query.force === undefined ? {} : { force: query.force }),
        ...(query.review === undefined ? {} : { review: query.review }),
        ...(query.acceptRemoval === undefined ? {} : { acceptRemoval: query.acceptRemoval }),
        ...(columnMap === undefined ? {} : { columnMap }),
      }),
    );
    const value = valueOf(received);
    response.location(`/api/v1/imports/${value.importId}`);
    return value;
  }

  @Get()
  @ApiEndpoint({
    summary: 'Imports, newest first',
    allow: ['coordinator', 'admin'],
    answers: ImportListResource,
    problems: [400],
  })
  async list(@Query() query: ImportsQuery): Promise<ImportListResource> {
    return { items: (await this.imports.list(query as ImportFilter)).map(importResource) };
  }

  @Get(':importId')
  @ApiEndpoint({
    summary: 'One import: progress and counts',
    allow: ['coordinator', 'admin'],
    answers: ImportResource,
    problems: [400, 404],
  })
  async one(@Param('importId', ParseUUIDPipe) importId: string): Promise<ImportResource> {
    return importResource(await this.known(importId));
  }

  @Get(':importId/errors')
  @ApiEndpoint({
    summary: 'What is wrong with the rows of an import',
    allow: ['coordinator', 'admin'],
    answers: ImportFaultsResource,
    problems: [400, 404],
  })
  async faults(@Param('importId', ParseUUIDPipe) importId: string): Promise<ImportFaultsResource> {
    await this.known(importId);
    const faults = await this.imports.faults(importId);
    return {
      items: faults.map((fault) => ({
        file: fault.file,
        row: fault.row,
        column: fault.column,
        value: fault.value,
        code: fault.code,
        allowed: fault.allowed.join('; '),
        message: importFaultSentence(fault),
      })),
    };
  }

  @Get(':importId/errors.csv')
  @Exports('import-errors', 'importId')
  @ApiEndpoint({
    summary: 'What is wrong with the rows of an import, as CSV',
    allow: ['coordinator', 'admin'],
    mediaType: 'text/csv',
    problems: [400, 404],
  })
  async faultsCsv(
    @Param('importId', ParseUUIDPipe) importId: string,
    @Query() _purpose: ExportQuery,
    @NoteOf() note: NoteExport,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    await this.known(importId);
    const faults = await this.imports.faults(importId);
    await note(faults.length);
    response.type('text/csv').attachment(`errors-${importId}.csv`);
    return importFaultsCsv(faults);
  }

  @Get(':importId/preview')
  @ApiEndpoint({
    summary: 'What storing the file adds, changes and removes',
    description: 'Counts of all, and up to 100 examples of each, field by field.',
    allow: ['coordinator', 'admin'],
    answers: ImportPreviewResource,
    problems: [400, 404],
  })
  async preview(
    @Param('importId', ParseUUIDPipe) importId: string,
    @Query() query: PreviewQuery,
  ): Promise<ImportPreviewResource> {
    const { changeCounts } = foundOr404(await this.imports.one(importId), 'import');
    const { change, ...rest } = query;
    const filter = { ...rest, ...(change === undefined ? {} : { change: change as Change }) };
    const { items, nextN } = await this.review.changes(importId, filter);
    return {
      counts: changeCounts === null ? null : { ...changeCounts },
      items: items.map(previewedChangeResource),
      nextN,
    };
  }

  @Get(':importId/rejected.csv')
  @Exports('import-rejected', 'importId')
  @ApiEndpoint({
    summary: 'The faulty rows as the file has them, each with what is wrong, as CSV',
    description:
      'The own columns of the file, then `row` and `what is wrong`: put them right and send them again.',
    allow: ['coordinator', 'admin'],
    mediaType: 'text/csv',
    problems: [400, 404],
  })
  async rejected(
    @Param('importId', ParseUUIDPipe) importId: string,
    @Query() _purpose: ExportQuery,
    @NoteOf() note: NoteExport,
    @Res() response: Response,
  ): Promise<void> {
    await this.known(importId);
    await note(await this.rejectedRows.count(importId));
    response.type('text/csv').attachment(`rejected-${importId}.csv`);
    try {
      await this.rejectedRows.write(importId, response);
    } catch (error) {
      // What is half sent must not look whole.
      response.destroy();
      if (!response.headersSent) throw error;
    }
  }

  private async known(importId: string): Promise<ImportSummary> {
    return foundOr404(await this.imports.one(importId), 'import');
  }
}
