import { Controller, Get, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { type CaseSummary, OffersQueries } from '../../../../../libs/features/offers/index.js';
import { OFFER_NAMES } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import type { Form } from '../form.js';
import { EVERY_OFFER, offersFor, choicesFor } from '../offers-for.js';
import { pageFrame } from '../page-frame.js';
import { everyRow, pageLinks, pageNumber } from '../sorted-list.js';
import { caseFilter, casesAddress, casesForm, type CasesForm } from './cases.form.js';
import { CASE_CHOICES, CASE_FILE_COLUMNS, caseColumns, caseTags, presentCases } from './cases.presenter.js';
import { Exports } from '../../web/exports.decorator.js';

const ROWS_ON_A_PAGE = 50;

/** The cases of an offer: who is to be contacted, and where each one stands. */
@ApiExcludeController()
@Controller('cases')
export class CasesPageController {
  constructor(private readonly offers: OffersQueries) {}

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
    const found = await this.read(form, page, ROWS_ON_A_PAGE);
    response.render('cases/list.njk', {
      page: pageFrame('Cases', actor, '/cases'),
      csrf: csrfTokenOf(request),
      offerName: OFFER_NAMES[form.offer],
      form,
      choices: choicesFor(actor, CASE_CHOICES),
      tags: caseTags(form),
      columns: caseColumns(form),
      rows: presentCases(found.items),
      pages: pageLinks({ page, size: ROWS_ON_A_PAGE, total: found.total }, 'Cases', (to) =>
        casesAddress(form, { page: to }),
      ),
      links: {
        csv: casesAddress(form, {}, '/cases/cases.csv'),
        xlsx: casesAddress(form, {}, '/cases/cases.xlsx'),
      },
    });
  }

  @ListFiles('cases')
  @Exports('cases', 'offer')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async files(@Query() query: Form, @GivesFile() give: GiveFile): Promise<StreamableFile> {
    const form = await this.form(query);
    return give(this.file(form));
  }

  private file(form: CasesForm): ListFile<CaseSummary> {
    return {
      name: `cases-${form.offer}`,
      ...{
        sheet: 'Cases',
        columns: CASE_FILE_COLUMNS,
        rows: everyRow((page, size) => this.read(form, page, size)),
      },
    };
  }

  /** Without an offer in the address: the newest one that was assessed. */
  private async form(query: Form, own = EVERY_OFFER): Promise<CasesForm> {
    const assessed = new Set((await this.offers.assessments()).map(({ offer }) => offer));
    const newest = own.find((year) => assessed.has(year)) ?? own[0];
    return casesForm(query, newest ?? '2024-25');
  }

  private read(form: CasesForm, page: number, size: number): ReturnType<OffersQueries['sortedCases']> {
    const order = { sort: form.sort, descending: form.direction === 'descending' };
    return this.offers.sortedCases(form.offer, caseFilter(form), order, { page, size });
  }
}
