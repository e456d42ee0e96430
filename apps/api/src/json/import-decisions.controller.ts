import { Body, Controller, Delete, Get, Headers, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../libs/domain/kernel/index.js';
import {
  ConfirmImport,
  DiscardImport,
  ForgetColumnMap,
  ImportReviewQueries,
  MapImportColumns,
  SetImportKind,
  type SetImportKindInput,
  UndoImport,
} from '../../../../libs/features/imports/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { ConcernsEveryOffer } from '../access/every-offer.decorator.js';
import { valueOf } from '../web/answer.js';
import { problemOf, ProblemException } from '../web/problem.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import {
  ConfirmImportBody,
  ImportVersionBody,
  MapImportColumnsBody,
  SetImportKindBody,
  UndoImportBody,
} from './import-decisions.dto.js';
import { ColumnMapListResource, DecidedImportResource } from './imports.dto.js';
import { columnMapResource } from './imports.resources.js';

const IF_MATCH = { name: 'If-Match', required: false, description: 'The `version` that you saw' } as const;
const AGAIN = 'Asked a second time, it answers the same and does nothing more.';

/** What people decide about a file that was uploaded. */
@ApiTags('imports')
@Controller('api/v1/imports')
export class ImportDecisionsController {
  constructor(
    private readonly setKind: SetImportKind,
    private readonly mapColumns: MapImportColumns,
    private readonly confirmImport: ConfirmImport,
    private readonly discardImport: DiscardImport,
    private readonly undoImport: UndoImport,
  ) {}

  @Put(':importId/kind')
  @Audits('import.set-kind')
  @ApiHeader(IF_MATCH)
  @ApiEndpoint({
    summary: 'Say what a file holds; it is read again',
    description: `Possible while the import needs its kind or columns, or is ready. ${AGAIN}`,
    allow: ['coordinator', 'admin'],
    status: 202,
    answers: DecidedImportResource,
    problems: [400, 404, 409, 412, 422],
  })
  async kind(
    @ActorOf() actor: Actor,
    @Param('importId', ParseUUIDPipe) importId: string,
    @Body() body: SetImportKindBody,
    @Headers('if-match') ifMatch?: string,
  ): Promise<DecidedImportResource> {
    const kind = body.kind as SetImportKindInput['kind'];
    const offer = (body.offer ?? null) as SetImportKindInput['offer'];
    const decision = { importId, ...versionOf(body, ifMatch) };
    return valueOf(await this.setKind.execute(actor, { ...decision, kind, offer }));
  }

  @Put(':importId/columns')
  @Audits('import.map-columns')
  @ApiHeader(IF_MATCH)
  @ApiEndpoint({
    summary: 'Say which column is which; the file is read again',
    description: `Once the map has served, it is remembered for every file with the same header. ${AGAIN}`,
    allow: ['coordinator', 'admin'],
    status: 202,
    answers: DecidedImportResource,
    problems: [400, 404, 409, 412, 422],
  })
  async columns(
    @ActorOf() actor: Actor,
    @Param('importId', ParseUUIDPipe) importId: string,
    @Body() body: MapImportColumnsBody,
    @Headers('if-match') ifMatch?: string,
  ): Promise<DecidedImportResource> {
    const decision = { importId, ...versionOf(body, ifMatch) };
    return valueOf(await this.mapColumns.execute(actor, { ...decision, columnMap: columnMapOf(body.map) }));
  }

  @Post(':importId/confirm')
  @Audits('import.confirm')
  @ApiHeader(IF_MATCH)
  @ApiEndpoint({
    summary: 'Store what the preview showed',
    description: `All good rows are stored at once or none. Refused with preview-outdated when what is stored has changed since; then the preview is made anew; with removes-most when more than half of what is stored would go and acceptRemoval does not say that it is meant. ${AGAIN}`,
    allow: ['coordinator', 'admin'],
    status: 202,
    answers: DecidedImportResource,
    problems: [400, 404, 409, 412],
  })
  async confirm(
    @ActorOf() actor: Actor,
    @Param('importId', ParseUUIDPipe) importId: string,
    @Body() body: ConfirmImportBody,
    @Headers('if-match') ifMatch?: string,
  ): Promise<DecidedImportResource> {
    const { acceptRemoval = false } = body;
    const decision = { importId, ...versionOf(body, ifMatch), acceptRemoval };
    return valueOf(await this.confirmImport.execute(actor, decision));
  }

  @Post(':importId/discard')
  @Audits('import.discard')
  @ApiHeader(IF_MATCH)
  @ApiEndpoint({
    summary: 'Put a file aside before anything of it is stored',
    description: AGAIN,
    allow: ['coordinator', 'admin'],
    answers: DecidedImportResource,
    problems: [400, 404, 409, 412],
  })
  async discard(
    @ActorOf() actor: Actor,
    @Param('importId', ParseUUIDPipe) importId: string,
    @Body() body: ImportVersionBody,
    @Headers('if-match') ifMatch?: string,
  ): Promise<DecidedImportResource> {
    return valueOf(await this.discardImport.execute(actor, { importId, ...versionOf(body, ifMatch) }));
  }

  @Post(':importId/undo')
  @Audits('import.undo')
  @ApiHeader(IF_MATCH)
  @ApiEndpoint({
    summary: 'Take the facts of a stored file back',
    description: `As if only the files before it had been stored; newest first. The worker does it, or says in undoRefusal why it cannot. ${AGAIN}`,
    allow: ['coordinator', 'admin'],
    status: 202,
    answers: DecidedImportResource,
    problems: [400, 404, 409, 412],
  })
  async undo(
    @ActorOf() actor: Actor,
    @Param('importId', ParseUUIDPipe) importId: string,
    @Body() body: UndoImportBody,
    @Headers('if-match') ifMatch?: string,
  ): Promise<DecidedImportResource> {
    const { reason } = body;
    const decision = { importId, ...versionOf(body, ifMatch) };
    return valueOf(
      await this.undoImport.execute(actor, { ...decision, ...(reason === undefined ? {} : { reason }) }),
    );
  }
}

/** How the columns of known sources are called. */
@ApiTags('imports')
@Controller('api/v1/column-maps')
export class ColumnMapsController {
  constructor(
    private readonly review: ImportReviewQueries,
    private readonly forgetColumnMap: ForgetColumnMap,
  ) {}

  @Get()
  @ConcernsEveryOffer()
  @ApiEndpoint({
    summary: 'Column maps that are remembered, newest first',
    allow: ['coordinator', 'admin'],
    answers: ColumnMapListResource,
  })
  async list(): Promise<ColumnMapListResource> {
    return { items: (await this.review.columnMaps()).map(columnMapResource) };
  }

  @Delete(':columnMapId')
  @ConcernsEveryOffer()
  @Audits('column-map.forget')
  @ApiEndpoint({
    summary: 'Forget a column map: the next file with its header is asked about again',
    allow: ['coordinator', 'admin'],
    status: 204,
    problems: [400, 404],
  })
  async forget(
    @ActorOf() actor: Actor,
    @Param('columnMapId', ParseUUIDPipe) columnMapId: string,
  ): Promise<void> {
    valueOf(await this.forgetColumnMap.execute(actor, { columnMapId }));
  }
}

/** The version in the body, else the one of If-Match (with or without quotation marks). */
function versionOf(
  { version }: ImportVersionBody,
  ifMatch: string | undefined,
): { readonly version?: number } {
  if (version !== undefined) return { version };
  if (ifMatch === undefined || ifMatch === '*') return {};
  const digits = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch.trim())?.[1];
  if (digits === undefined) {
    throw new ProblemException(problemOf(400, 'bad-if-match', 'If-Match must be the version of the import.'));
  }
  return { version: Number(digits) };
}

export function columnMapOf(map: object): Readonly<Record<string, string>> {
  const entries: [string, unknown][] = Object.entries(map);
  if (entries.some(([, ours]) => typeof ours !== 'string')) {
    throw new ProblemException(problemOf(422, 'map-not-json', 'The column map must map names to names.'));
  }
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}
