import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../../../../libs/domain/kernel/index.js';
import { CompareRunsUseCase } from '../../../../libs/features/runs/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { valueOf } from '../web/answer.js';
import { comparisonCsv, comparisonResource } from './compare.resources.js';
import { ComparisonFileQuery, CompareQuery, RunComparisonResource } from './compare.dto.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { Exports, type NoteExport, NoteOf } from '../web/exports.decorator.js';

/** Named before `runs/:runId`, which would take these paths for ids. */
@ApiTags('runs')
@Controller('api/v1/runs')
export class CompareController {
  constructor(private readonly compareRuns: CompareRunsUseCase) {}

  @Get('compare')
  @ApiEndpoint({
    summary: 'Two solved runs of one offer side by side, with every case treated otherwise and why',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    answers: RunComparisonResource,
    problems: [400, 404, 409],
  })
  async compare(@ActorOf() actor: Actor, @Query() query: CompareQuery): Promise<RunComparisonResource> {
    return comparisonResource(valueOf(await this.compareRuns.execute(actor, query)));
  }

  @Get('compare.csv')
  @Exports('run-comparison', 'b')
  @ApiEndpoint({
    summary: 'Every case that the second of two runs treats otherwise, as CSV',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    mediaType: 'text/csv',
    problems: [400, 404, 409],
  })
  async csv(
    @ActorOf() actor: Actor,
    @Query() { a, b }: ComparisonFileQuery,
    @NoteOf() note: NoteExport,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const comparison = valueOf(await this.compareRuns.execute(actor, { a, b }));
    await note(comparison.cases.length);
    response.type('text/csv').attachment('compare.csv');
    return comparisonCsv(comparison);
  }
}
