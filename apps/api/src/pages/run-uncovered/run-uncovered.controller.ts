import { Controller, Get, Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import { MatchesQueries } from '../../../../../libs/features/matches/index.js';
import {
  RunInsightQueries,
  RunPlacesQueries,
  RunsQueries,
  type UncoveredCaseView,
} from '../../../../../libs/features/runs/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import type { Form } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';
import { runTabs } from '../run-tabs.js';
import { askedRows } from '../short-list.js';
import { presentUncovered } from './run-uncovered.presenter.js';
import { byReason, uncoveredColumns, uncoveredList } from './uncovered-list.js';
import { Exports } from '../../web/exports.decorator.js';

@ApiExcludeController()
@Controller('runs/:runId')
export class RunUncoveredPageController {
  constructor(
    private readonly runs: RunsQueries,
    private readonly insights: RunInsightQueries,
    private readonly matches: MatchesQueries,
    private readonly places: RunPlacesQueries,
    private readonly leaders: LeadersQueries,
  ) {}

  @Get('uncovered')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async list(
    @ActorOf() actor: Actor,
    @Param('runId', PageId) runId: string,
    @Query() query: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const run = foundOr404(await this.runs.find(runId), 'run');
    const [result, marginal, matches, places, leaderNames] = await Promise.all([
      this.runs.result(runId),
      this.insights.marginalValues(runId),
      this.matches.ofRun(runId),
      this.places.ofRun(runId),
      this.leaders.names(),
    ]);
    const solved = foundOr404(result, 'result of this run');
    response.render('run-uncovered/view.njk', {
      ...presentUncovered({ runId, result: solved, marginal, matches, places, leaderNames, query }),
      run,
      tabs: runTabs(runId, '/uncovered'),
      page: pageFrame(`Not covered, ${run.label}`, actor, '/runs'),
      csrf: csrfTokenOf(request),
    });
  }

  @ListFiles('uncovered')
  @Exports('run-uncovered', 'runId')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async files(
    @Param('runId', PageId) runId: string,
    @Query() query: Form,
    @GivesFile() give: GiveFile,
  ): Promise<StreamableFile> {
    return give(await this.file(runId, query));
  }

  private async file(runId: string, query: Form): Promise<ListFile<UncoveredCaseView>> {
    const result = foundOr404(await this.runs.result(runId), 'result of this run');
    const places = await this.places.ofRun(runId);
    const list = uncoveredList(runId, result, places);
    const chosen = askedRows(list, result.uncovered, query);
    const rows = byReason(chosen).flatMap(([, own]) => own);
    return { name: 'uncovered', sheet: 'Not covered', columns: uncoveredColumns(places), rows };
  }
}
