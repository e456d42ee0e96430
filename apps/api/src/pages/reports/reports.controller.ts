import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor, OFFER_YEARS, type OfferYear } from '../../../../../libs/domain/kernel/index.js';
import { DaySummaryQueries } from '../../../../../libs/features/delivery/index.js';
import { OverridesQueries } from '../../../../../libs/features/overrides/index.js';
import { MatchesQueries } from '../../../../../libs/features/matches/index.js';
import { DAYS_COLUMNS, daysLines } from '../../../../../libs/features/reports/index.js';
import { sendListFile } from '../../web/list-file.js';
import { OFFER_NAMES } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { type Form, textField } from '../form.js';
import { EVERY_OFFER, offersFor } from '../offers-for.js';
import { pageFrame } from '../page-frame.js';
import { ENDED, presentReport } from './reports.presenter.js';
import { Exports, type NoteExport, NoteOf } from '../../web/exports.decorator.js';

const ENDED_AT_ONCE = 50;

/** Days used and left, and what became of the matches. */
@ApiExcludeController()
@Controller('reports')
export class ReportsPageController {
  constructor(
    private readonly days: DaySummaryQueries,
    private readonly matches: MatchesQueries,
    private readonly overrides: OverridesQueries,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async show(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const own = offersFor(actor);
    const offer = offerIn(query, own);
    const cursor = textField(query, 'cursor');
    const [summary, ended, overrides] = await Promise.all([
      this.days.ofOffer(offer),
      this.matches.list({ offer, states: ENDED }, { cursor, limit: ENDED_AT_ONCE }),
      this.overrides.countsByReason(offer),
    ]);
    response.render('reports/view.njk', {
      report: presentReport(summary, ended.items, overrides),
      offerName: OFFER_NAMES[offer],
      offers: own.map((value) => ({ value, text: OFFER_NAMES[value], selected: value === offer })),
      next: ended.nextCursor === null ? null : endedAddress(offer, ended.nextCursor),
      links: { csv: `/reports/days.csv?offer=${offer}`, xlsx: `/reports/days.xlsx?offer=${offer}` },
      page: pageFrame('Reports', actor, '/reports'),
      csrf: csrfTokenOf(request),
    });
  }

  @Get('days.csv')
  @Exports('days', 'offer')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async csv(@Res() response: Response, @Query() query: Form, @NoteOf() note: NoteExport): Promise<void> {
    await this.send(response, 'csv', query, note);
  }

  @Get('days.xlsx')
  @Exports('days', 'offer')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async xlsx(@Res() response: Response, @Query() query: Form, @NoteOf() note: NoteExport): Promise<void> {
    await this.send(response, 'xlsx', query, note);
  }

  private async send(
    response: Response,
    format: 'csv' | 'xlsx',
    query: Form,
    note: NoteExport,
  ): Promise<void> {
    const offer = offerIn(query);
    const rows = daysLines(await this.days.ofOffer(offer));
    await sendListFile(
      response,
      format,
      { name: `days-${offer}`, sheet: 'Days', columns: DAYS_COLUMNS, rows },
      note,
    );
  }
}

function endedAddress(offer: OfferYear, cursor: string): string {
  return `/reports?${new URLSearchParams({ offer, cursor }).toString()}#ended`;
}

function offerIn(form: Form, [newest] = EVERY_OFFER): OfferYear {
  return OFFER_YEARS.find((year) => year === textField(form, 'offer')) ?? newest ?? '2024-25';
}
