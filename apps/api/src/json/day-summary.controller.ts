import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { daysFromHalfDays } from '../../../../libs/domain/kernel/index.js';
import { type DaySummary, DaySummaryQueries } from '../../../../libs/features/delivery/index.js';
import { DAYS_COLUMNS, daysLines, STATEMENT_COLUMNS } from '../../../../libs/features/reports/index.js';
import { csvText, xlsxBytes } from '../../../../libs/platform/files/index.js';
import { XLSX_TYPE } from '../web/survey-template-file.js';
import { type DayFiguresResource, DaySummaryResource } from './day-summary.dto.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { knownOffer } from './known-offer.js';
import { Exports, type NoteExport, NoteOf } from '../web/exports.decorator.js';
import { ExportQuery } from './exports.dto.js';

const READERS = ['coordinator', 'reviewer', 'admin', 'auditor'] as const;

@ApiTags('delivery')
@Controller('api/v1/offers/:offer')
export class DaySummaryController {
  constructor(private readonly days: DaySummaryQueries) {}

  @Get('days')
  @ApiEndpoint({
    summary: 'Days of an offer: offered, reserved, delivered and left, in all and by region of the leaders',
    allow: READERS,
    answers: DaySummaryResource,
    problems: [404],
  })
  async summary(@Param('offer') offer: string): Promise<DaySummaryResource> {
    const { total, regions, matches } = await this.days.ofOffer(knownOffer(offer));
    return {
      offer,
      total: figures(total),
      regions: regions.map(({ region, ...days }) => ({ region, ...figures(days) })),
      matches: { ...matches },
    };
  }

  @Get('days.csv')
  @Exports('days', 'offer')
  @ApiEndpoint({
    summary: 'The same as CSV',
    allow: READERS,
    mediaType: 'text/csv',
    problems: [404],
  })
  async summaryCsv(
    @Param('offer') offer: string,
    @Query() _purpose: ExportQuery,
    @NoteOf() note: NoteExport,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const lines = daysLines(await this.days.ofOffer(knownOffer(offer)));
    await note(lines.length);
    response.type('text/csv').attachment(`days-${offer}.csv`);
    return csvText(DAYS_COLUMNS, lines);
  }

  @Get('statements.csv')
  @Exports('statements', 'offer')
  @ApiEndpoint({
    summary: 'Every movement of days of every leader with the balance after it, as CSV',
    allow: READERS,
    mediaType: 'text/csv',
    problems: [404],
  })
  async statements(
    @Param('offer') offer: string,
    @Query() _purpose: ExportQuery,
    @NoteOf() note: NoteExport,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const rows = await this.days.statements(knownOffer(offer));
    await note(rows.length);
    response.type('text/csv').attachment(`statements-${offer}.csv`);
    return csvText(STATEMENT_COLUMNS, rows);
  }

  @Get('statements.xlsx')
  @Exports('statements', 'offer')
  @ApiEndpoint({
    summary: 'The same as a workbook',
    allow: READERS,
    mediaType: XLSX_TYPE,
    problems: [404],
  })
  async statementsWorkbook(
    @Param('offer') offer: string,
    @Query() _purpose: ExportQuery,
    @NoteOf() note: NoteExport,
  ): Promise<StreamableFile> {
    const rows = await this.days.statements(knownOffer(offer));
    await note(rows.length);
    const bytes = await xlsxBytes({ name: 'Statements', columns: STATEMENT_COLUMNS, rows });
    return new StreamableFile(bytes, {
      type: XLSX_TYPE,
      disposition: `attachment; filename="statements-${offer}.xlsx"`,
      length: bytes.length,
    });
  }
}

function figures(days: DaySummary['total']): Omit<DayFiguresResource, never> {
  return {
    leaders: days.leaders,
    daysOffered: daysFromHalfDays(days.grantedHalfDays),
    daysReserved: daysFromHalfDays(days.reservedHalfDays),
    daysDelivered: daysFromHalfDays(days.deliveredHalfDays),
    daysLeft: daysFromHalfDays(days.leftHalfDays),
  };
}
