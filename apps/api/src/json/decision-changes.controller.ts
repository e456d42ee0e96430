import { Controller, Get, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import {
  type ChangeFilter,
  DecisionHistoryQueries,
  OffersQueries,
} from '../../../../libs/features/offers/index.js';
import { csvText } from '../../../../libs/platform/files/index.js';
import { foundOr404 } from '../web/answer.js';
import {
  ChangesFileQuery,
  ChangesQuery,
  DecisionChangePageResource,
  DecisionHistoryResource,
} from './decision-changes.dto.js';
import {
  CHANGE_COLUMNS,
  changeResource,
  decisionOfAssessmentResource,
} from './decision-changes.resources.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { knownOffer } from './known-offer.js';
import { Exports, type NoteExport, NoteOf } from '../web/exports.decorator.js';

const READERS = ['coordinator', 'reviewer', 'admin', 'auditor'] as const;

@ApiTags('offers')
@Controller('api/v1')
export class DecisionChangesController {
  constructor(
    private readonly history: DecisionHistoryQueries,
    private readonly offers: OffersQueries,
  ) {}

  @Get('assessments/:assessmentId/changes')
  @ApiEndpoint({
    summary:
      'What an assessment changed against the one before, school by school and trust by trust, and why',
    allow: READERS,
    answers: DecisionChangePageResource,
    problems: [400, 404],
  })
  async changes(
    @Param('assessmentId', ParseUUIDPipe) assessmentId: string,
    @Query() query: ChangesQuery,
  ): Promise<DecisionChangePageResource> {
    await this.known(assessmentId);
    const { cursor, ...filter } = query;
    const page = await this.history.changes(assessmentId, {
      ...filter,
      ...(cursor === undefined ? {} : { after: cursor }),
    } as ChangeFilter);
    return { items: page.items.map(changeResource), nextCursor: page.nextCursor };
  }

  @Get('assessments/:assessmentId/changes.csv')
  @Exports('decision-changes', 'assessmentId')
  @ApiEndpoint({
    summary: 'The same as CSV, all of it',
    allow: READERS,
    mediaType: 'text/csv',
    problems: [400, 404],
  })
  async changesCsv(
    @Param('assessmentId', ParseUUIDPipe) assessmentId: string,
    @Query() { purpose: _purpose, purposeText: _text, ...filter }: ChangesFileQuery,
    @NoteOf() note: NoteExport,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    await this.known(assessmentId);
    const rows = await this.history.everyChange(assessmentId, filter as ChangeFilter);
    await note(rows.length);
    response.type('text/csv').attachment(`changes-${assessmentId}.csv`);
    return csvText(CHANGE_COLUMNS, rows);
  }

  @Get('offers/:offer/decisions/:subjectKind/:subjectId/history')
  @ApiEndpoint({
    summary: 'What was decided about one school or trust, newest first, each with its rules and files',
    allow: READERS,
    answers: DecisionHistoryResource,
    problems: [404],
  })
  async decisions(
    @Param('offer') offer: string,
    @Param('subjectKind') subjectKind: string,
    @Param('subjectId') subjectId: string,
  ): Promise<DecisionHistoryResource> {
    const kind = foundOr404(
      (['school', 'trust'] as const).find((known) => known === subjectKind),
      'decision',
    );
    const found = await this.history.decisions(knownOffer(offer), kind, subjectId);
    foundOr404(found[0], 'decision');
    return { items: found.map(decisionOfAssessmentResource) };
  }

  private async known(assessmentId: string): Promise<void> {
    foundOr404(await this.offers.assessment(assessmentId), 'assessment');
  }
}
