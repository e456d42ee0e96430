import { Controller, Get, Param, ParseUUIDPipe, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import { RunInsightQueries, RunPlacesQueries, RunsQueries } from '../../../../../libs/features/runs/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { pageFrame } from '../page-frame.js';
import { runTabs } from '../run-tabs.js';
import { presentRunLeaders } from './run-leaders.presenter.js';

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
    @Param('runId', ParseUUIDPipe) runId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const run = foundOr404(await this.runs.find(runId), 'run');
    const [result, marginal, places, leaderNames] = await Promise.all([
      this.runs.result(runId),
      this.insights.marginalValues(runId),
      this.places.ofRun(runId),
      this.leaders.names(),
    ]);
    const solved = foundOr404(result, 'result of this run');
    response.render('run-leaders/view.njk', {
      run,
      leaders: presentRunLeaders({ result: solved, marginal, places, leaderNames }),
      tabs: runTabs(runId, '/leaders'),
      page: pageFrame(`Leaders, ${run.label}`, actor, '/runs'),
      csrf: csrfTokenOf(request),
    });
  }
}
