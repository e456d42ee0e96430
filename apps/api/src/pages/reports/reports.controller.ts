import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor, OFFER_YEARS, type OfferYear } from '../../../../../libs/domain/kernel/index.js';
import { DaySummaryQueries } from '../../../../../libs/features/delivery/index.js';
import { MatchesQueries } from '../../../../../libs/features/matches/index.js';
import { DAYS_COLUMNS, daysLines } from '../../../../../libs/features/reports/index.js';
import { csvText } from '../../../../../libs/platform/files/index.js';
import { OFFER_NAMES } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { type Form, textField } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { ENDED, presentReport } from './reports.presenter.js';

const MOST_ENDED = 200;

/** Days used and left, and what became of the matches. */
@ApiExcludeController()
@Controller('reports')
export class ReportsPageController {
  constructor(
    private readonly days: DaySummaryQueries,
    private readonly matches: MatchesQueries,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async show(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const offer = offerIn(query);
    const [summary, ended] = await Promise.all([
      this.days.ofOffer(offer),
      this.matches.list({ offer, states: ENDED }, { limit: MOST_ENDED }),
    ]);
    response.render('reports/view.njk', {
      report: presentReport(summary, ended.items),
      offerName: OFFER_NAMES[offer],
      offers: [...OFFER_YEARS]
        .reverse()
        .map((value) => ({ value, text: OFFER_NAMES[value], selected: value === offer })),
      csv: `/reports/days.csv?offer=${offer}`,
      page: pageFrame('Reports', actor, '/reports'),
      csrf: csrfTokenOf(request),
    });
  }

  @Get('days.csv')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async csv(@Res({ passthrough: true }) response: Response, @Query() query: Form): Promise<string> {
    const offer = offerIn(query);
    response.type('text/csv').attachment(`days-${offer}.csv`);
    return csvText(DAYS_COLUMNS, daysLines(await this.days.ofOffer(offer)));
  }
}

function offerIn(form: Form): OfferYear {
  return OFFER_YEARS.find((year) => year === textField(form, 'offer')) ?? OFFER_YEARS.at(-1) ?? '2024-25';
}
