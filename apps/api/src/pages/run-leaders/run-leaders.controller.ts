import { Controller, Get, Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import { RunInsightQueries, RunPlacesQueries, RunsQueries } from '../../../../../libs/features/runs/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { Exports } from '../../web/exports.decorator.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import type { Form } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';
import { runTabs } from '../run-tabs.js';
import { runLeadersForm } from './run-leaders.form.js';
import {
  chosenLeaders,
  type LeaderRow,
  presentRunLeaderList,
  presentRunLeaders,
  RUN_LEADER_COLUMNS,
} from './run-leaders.presenter.js';

@ApiExcludeController()
@Controller('runs/:runId')
export class RunLeadersPageController {
  constructor(
    private readonly runs: RunsQueries,
    private readonly insights: RunInsightQueries,
    private readonly places: RunPlacesQueries,
    private readonly leaders: LeadersQueries,
  ) {}

  @Get('leaders')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async list(
    @ActorOf() actor: Actor,
    @Param('runId', PageId) runId: string,
    @Query() query: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const run = foundOr404(await this.runs.find(runId), 'run');
    const form = runLeadersForm(query);
    response.render('run-leaders/view.njk', {
      ...{ run, form },
      ...presentRunLeaderList(`/runs/${runId}/leaders`, await this.read(runId), form),
      tabs: runTabs(runId, '/leaders'),
      page: pageFrame(`Leaders, ${run.label}`, actor, '/runs'),
      csrf: csrfTokenOf(request),
    });
  }

  @ListFiles('leaders')
  @Exports('run-leaders', 'runId')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async files(
    @Param('runId', PageId) runId: string,
    @Query() query: Form,
    @GivesFile() give: GiveFile,
  ): Promise<StreamableFile> {
    return give(await this.file(runId, query));
  }

  private async file(runId: string, query: Form): Promise<ListFile<LeaderRow>> {
    const rows = chosenLeaders(await this.read(runId), runLeadersForm(query));
    return { name: 'leaders-of-run', sheet: 'Leaders', columns: RUN_LEADER_COLUMNS, rows };
  }

  private async read(runId: string): Promise<readonly LeaderRow[]> {
    const [result, marginal, places, leaderNames] = await Promise.all([
      this.runs.result(runId),
      this.insights.marginalValues(runId),
      this.places.ofRun(runId),
      this.leaders.names(),
    ]);
    const solved = foundOr404(result, 'result of this run');
    return presentRunLeaders({ result: solved, marginal, places, leaderNames });
  }
}
