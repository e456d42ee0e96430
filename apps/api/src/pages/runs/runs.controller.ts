import { Controller, Get, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { RunsQueries, type RunView } from '../../../../../libs/features/runs/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import { Exports } from '../../web/exports.decorator.js';
import { coordinates } from '../coordinates.js';
import type { Form } from '../form.js';
import { choicesFor } from '../offers-for.js';
import { pageFrame } from '../page-frame.js';
import { everyRow, pageLinks, pageNumber } from '../sorted-list.js';
import { runsAddress, runsForm, type RunsForm } from './runs.form.js';
import { presentRunList, RUN_CHOICES, RUN_FILE_COLUMNS, runColumns, runTags } from './runs.presenter.js';

const ROWS_ON_A_PAGE = 50;

@ApiExcludeController()
@Controller('runs')
export class RunsPageController {
  constructor(private readonly runs: RunsQueries) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const form = runsForm(query);
    const page = pageNumber(query);
    const found = await this.read(form, page, ROWS_ON_A_PAGE);
    const notice = takeNotice(request);
    response.render('runs/view.njk', {
      page: pageFrame('Matching runs', actor, '/runs'),
      csrf: csrfTokenOf(request),
      mayRun: actor.regions === undefined && coordinates(actor),
      notice,
      form,
      choices: choicesFor(actor, RUN_CHOICES),
      tags: runTags(form),
      columns: runColumns(form),
      runs: presentRunList(found.items),
      pages: pageLinks({ page, size: ROWS_ON_A_PAGE, total: found.total }, 'Runs', (to) =>
        runsAddress(form, { page: to }),
      ),
      links: { csv: runsAddress(form, {}, '/runs/runs.csv'), xlsx: runsAddress(form, {}, '/runs/runs.xlsx') },
    });
  }

  @ListFiles('runs')
  @Exports('runs', 'offer')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  files(@Query() query: Form, @GivesFile() give: GiveFile): Promise<StreamableFile> {
    return give(this.file(query));
  }

  private file(query: Form): ListFile<RunView> {
    const form = runsForm(query);
    return {
      ...{ name: 'runs', sheet: 'Runs', columns: RUN_FILE_COLUMNS },
      rows: everyRow((page, size) => this.read(form, page, size)),
    };
  }

  private read(form: RunsForm, page: number, size: number): ReturnType<RunsQueries['sorted']> {
    const { offer, state, sort, direction } = form;
    const filter = { ...(offer === '' ? {} : { offer }), ...(state === '' ? {} : { state }) };
    return this.runs.sorted(filter, { sort, descending: direction === 'descending' }, { page, size });
  }
}
