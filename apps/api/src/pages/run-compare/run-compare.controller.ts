import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import {
  CompareRunsUseCase,
  RunPlacesQueries,
  RunsQueries,
} from '../../../../../libs/features/runs/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { comparedRows, COMPARISON_COLUMNS } from '../../json/compare.resources.js';
import { foundOr404, valueOf } from '../../web/answer.js';
import { sendListFile } from '../../web/list-file.js';
import type { Form } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { chosenRows, listForm } from '../short-list.js';
import { comparedList } from './compared-list.js';
import { comparedIds } from './compared-ids.js';
import { presentComparison } from './run-compare.presenter.js';
import { Exports, type NoteExport, NoteOf } from '../../web/exports.decorator.js';

/** Named before `runs/:runId`, which would take these paths for ids. */
@ApiExcludeController()
@Controller('runs')
export class RunComparePageController {
  constructor(
    private readonly compareRuns: CompareRunsUseCase,
    private readonly runs: RunsQueries,
    private readonly places: RunPlacesQueries,
    private readonly leaders: LeadersQueries,
  ) {}

  @Get('compare')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async compare(
    @ActorOf() actor: Actor,
    @Query() query: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const ids = comparedIds(query);
    if (ids === null) {
      request.session.notice = 'Tick two runs to compare them.';
      response.redirect(303, '/runs');
      return;
    }
    const { a, b } = ids;
    const comparison = valueOf(await this.compareRuns.execute(actor, ids));
    const [first, second, placesA, placesB, leaderNames] = await Promise.all([
      this.runs.result(a),
      this.runs.result(b),
      this.places.ofRun(a),
      this.places.ofRun(b),
      this.leaders.names(),
    ]);
    const view = presentComparison({
      ...{ comparison, leaderNames, places: [placesA, placesB], query },
      results: [foundOr404(first, 'result'), foundOr404(second, 'result')],
    });
    response.render('run-compare/view.njk', {
      ...view,
      ...{ a: comparison.a, b: comparison.b },
      page: pageFrame(`${comparison.a.label} and ${comparison.b.label} compared`, actor, '/runs'),
      csrf: csrfTokenOf(request),
    });
  }

  @Get('compare.csv')
  @Exports('run-comparison', 'b')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async csv(
    @ActorOf() actor: Actor,
    @Query() query: Form,
    @NoteOf() note: NoteExport,
    @Res() response: Response,
  ): Promise<void> {
    await this.send('csv', { actor, query, note, response });
  }

  @Get('compare.xlsx')
  @Exports('run-comparison', 'b')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async xlsx(
    @ActorOf() actor: Actor,
    @Query() query: Form,
    @NoteOf() note: NoteExport,
    @Res() response: Response,
  ): Promise<void> {
    await this.send('xlsx', { actor, query, note, response });
  }

  private async send(
    format: 'csv' | 'xlsx',
    asked: {
      readonly actor: Actor;
      readonly query: Form;
      readonly note: NoteExport;
      readonly response: Response;
    },
  ): Promise<void> {
    const ids = foundOr404(comparedIds(asked.query), 'pair of runs');
    const comparison = valueOf(await this.compareRuns.execute(asked.actor, ids));
    const [first, second, leaderNames] = await Promise.all([
      this.places.ofRun(ids.a),
      this.places.ofRun(ids.b),
      this.leaders.names(),
    ]);
    const list = comparedList({ ...comparison, places: [first, second], leaderNames });
    const cases = chosenRows(list, comparison.cases, listForm(list, asked.query));
    const file = { name: 'compare', sheet: 'Differences', columns: COMPARISON_COLUMNS };
    await sendListFile(asked.response, format, { ...file, rows: comparedRows(cases) }, asked.note);
  }
}
