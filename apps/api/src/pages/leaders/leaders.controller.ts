import { Controller, Get, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { LeaderListQueries, type ListedLeader } from '../../../../../libs/features/budgets/index.js';
import { OFFER_NAMES } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import type { Form } from '../form.js';
import { EVERY_OFFER, offersFor, choicesFor } from '../offers-for.js';
import { pageFrame } from '../page-frame.js';
import { everyRow, pageLinks, pageNumber } from '../sorted-list.js';
import { leaderFilter, leaderOrder, leadersAddress, leadersForm, type LeadersForm } from './leaders.form.js';
import {
  LEADER_LIST_COLUMNS,
  leaderChoices,
  leaderColumns,
  leaderTags,
  presentLeaders,
} from './leaders.presenter.js';
import { Exports } from '../../web/exports.decorator.js';

const ROWS_ON_A_PAGE = 50;

@ApiExcludeController()
@Controller('leaders')
export class LeadersPageController {
  constructor(private readonly leaders: LeaderListQueries) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const form = await this.form(query, offersFor(actor));
    const page = pageNumber(query);
    const [found, regions] = await Promise.all([
      this.leaders.list(form.offer, leaderFilter(form), leaderOrder(form), { page, size: ROWS_ON_A_PAGE }),
      this.leaders.regions(form.offer),
    ]);
    response.render('leaders/view.njk', {
      page: pageFrame('Leaders', actor, '/leaders'),
      csrf: csrfTokenOf(request),
      offerName: OFFER_NAMES[form.offer],
      form,
      choices: choicesFor(actor, leaderChoices(regions)),
      tags: leaderTags(form),
      columns: leaderColumns(form),
      rows: presentLeaders(found.items, form.offer),
      pages: pageLinks({ page, size: ROWS_ON_A_PAGE, total: found.total }, 'Leaders', (to) =>
        leadersAddress(form, { page: to }),
      ),
      links: {
        csv: leadersAddress(form, {}, '/leaders/leaders.csv'),
        xlsx: leadersAddress(form, {}, '/leaders/leaders.xlsx'),
      },
    });
  }

  @ListFiles('leaders')
  @Exports('leaders', 'offer')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async files(@Query() query: Form, @GivesFile() give: GiveFile): Promise<StreamableFile> {
    const form = await this.form(query);
    return give(this.file(form));
  }

  private file(form: LeadersForm): ListFile<ListedLeader> {
    return {
      name: `leaders-${form.offer}`,
      ...{
        sheet: 'Leaders',
        columns: LEADER_LIST_COLUMNS,
        rows: everyRow((page, size) =>
          this.leaders.list(form.offer, leaderFilter(form), leaderOrder(form), { page, size }),
        ),
      },
    };
  }

  /** Without an offer in the address: the newest one that any leader gives days to. */
  private async form(query: Form, own = EVERY_OFFER): Promise<LeadersForm> {
    const [newest] = await this.leaders.offers();
    return leadersForm(query, newest ?? own[0] ?? '2024-25');
  }
}
