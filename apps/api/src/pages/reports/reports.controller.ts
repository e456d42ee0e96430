import { Controller, Get, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor, OFFER_YEARS, type OfferYear } from '../../../../../libs/domain/kernel/index.js';
import { DaySummaryQueries } from '../../../../../libs/features/delivery/index.js';
import { OverridesQueries } from '../../../../../libs/features/overrides/index.js';
import { MatchesQueries } from '../../../../../libs/features/matches/index.js';
import { DAYS_COLUMNS, daysLines } from '../../../../../libs/features/reports/index.js';
import { type GiveFile, GivesFile, ListFiles } from '../../web/list-file.js';
import { OFFER_NAMES } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { type Form, textField } from '../form.js';
import { EVERY_OFFER, offersFor } from '../offers-for.js';
import { PUBLISHED_MATCH_COLUMNS } from '../match-file.js';
import { pageFrame } from '../page-frame.js';
import { askedRows, shownList } from '../short-list.js';
import { reportLists } from './reports-lists.js';
import { ENDED, presentReport } from './reports.presenter.js';
import { Exports } from '../../web/exports.decorator.js';

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
    const [summary, endedMatches, counts] = await Promise.all([
      this.days.ofOffer(offer),
      this.matches.every({ offer, states: ENDED }),
      this.overrides.countsByReason(offer),
    ]);
    const lists = reportLists(offer, query);
    const regions = shownList(lists.regions, summary.regions, query);
    const overrides = shownList(lists.overrides, counts, query);
    const ended = shownList(lists.ended, endedMatches, query);
    const rows = { regions: regions.rows, overrides: overrides.rows, ended: ended.rows };
    response.render('reports/view.njk', {
      report: presentReport(summary, rows),
      ...{ regions, overrides, ended, hasEnded: endedMatches.length > 0 },
      offerName: OFFER_NAMES[offer],
      offers: own.map((value) => ({ value, text: OFFER_NAMES[value], selected: value === offer })),
      page: pageFrame('Reports', actor, '/reports'),
      csrf: csrfTokenOf(request),
    });
  }

  @ListFiles('days')
  @Exports('days', 'offer')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async files(@Query() query: Form, @GivesFile() give: GiveFile): Promise<StreamableFile> {
    const offer = offerIn(query);
    const list = reportLists(offer, query).regions;
    const summary = await this.days.ofOffer(offer);
    const rows = daysLines({ ...summary, regions: askedRows(list, summary.regions, query) });
    return give({ name: `days-${offer}`, sheet: 'Days', columns: DAYS_COLUMNS, rows });
  }

  @ListFiles('ended')
  @Exports('ended-matches', 'offer')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async endedFiles(@Query() query: Form, @GivesFile() give: GiveFile): Promise<StreamableFile> {
    const offer = offerIn(query);
    const list = reportLists(offer, query).ended;
    const matches = await this.matches.every({ offer, states: ENDED });
    const rows = askedRows(list, matches, query);
    return give({ name: `ended-${offer}`, sheet: 'Matches', columns: PUBLISHED_MATCH_COLUMNS, rows });
  }
}

function offerIn(form: Form, [newest] = EVERY_OFFER): OfferYear {
  return OFFER_YEARS.find((year) => year === textField(form, 'offer')) ?? newest ?? '2024-25';
}
