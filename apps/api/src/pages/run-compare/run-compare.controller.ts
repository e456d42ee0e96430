import { Controller, Get, Query, Req, Res, type StreamableFile } from '@nestjs/common';
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
import { foundOr404, valueOf } from '../../web/answer.js';
import { type GiveFile, GivesFile, ListFiles } from '../../web/list-file.js';
import type { Form } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { askedRows } from '../short-list.js';
import { byKind, comparedColumns, comparedList } from './compared-list.js';
import { comparedIds } from './compared-ids.js';
import { presentComparison } from './run-compare.presenter.js';
import { Exports } from '../../web/exports.decorator.js';

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
      request.session.notice = { important: 'Tick two runs to compare them.' };
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

  @ListFiles('compare')
  @Exports('run-comparison', 'b')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async files(
    @ActorOf() actor: Actor,
    @Query() query: Form,
    @GivesFile() give: GiveFile,
  ): Promise<StreamableFile> {
    const ids = foundOr404(comparedIds(query), 'pair of runs');
    const comparison = valueOf(await this.compareRuns.execute(actor, ids));
    const [first, second, leaderNames] = await Promise.all([
      this.places.ofRun(ids.a),
      this.places.ofRun(ids.b),
      this.leaders.names(),
    ]);
    const facts = { ...comparison, places: [first, second] as const, leaderNames };
    const list = comparedList(facts);
    const rows = byKind(askedRows(list, comparison.cases, query));
    return give({ name: 'compare', sheet: 'Differences', columns: comparedColumns(facts), rows });
  }
}
