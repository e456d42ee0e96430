import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, Refusal } from '../../../../../libs/domain/kernel/index.js';
import { MatchesQueries } from '../../../../../libs/features/matches/index.js';
import { RunPlacesQueries, RunsQueries } from '../../../../../libs/features/runs/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { PostButtons, Pressed } from '../../web/buttons.decorator.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { coordinates } from '../coordinates.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';
import { runTabs } from '../run-tabs.js';
import { RUN_DECISIONS, type RunDecision, RunDecisions } from './run-decisions.js';
import { runCharts } from './run-charts.presenter.js';
import { presentProgress, presentRun } from './run.presenter.js';

/** How far back the run is looked for with which this one is compared. */
const MOST_EARLIER = 50;

@ApiExcludeController()
@Controller('runs/:runId')
export class RunPageController {
  constructor(
    private readonly runs: RunsQueries,
    private readonly matches: MatchesQueries,
    private readonly places: RunPlacesQueries,
    private readonly decisions: RunDecisions,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async one(
    @ActorOf() actor: Actor,
    @Param('runId', PageId) runId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(actor, runId, request, response);
  }

  /** The part of the page that is asked for again while the run is under way. */
  @Get('progress')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async progress(@Param('runId', PageId) runId: string, @Res() response: Response): Promise<void> {
    const progress = foundOr404(await this.runs.progress(runId), 'run');
    response.render('progress.njk', { progress: presentProgress(progress) });
  }

  @PostButtons(RUN_DECISIONS)
  @Audits(
    'run.request-cancel',
    'run.cancel',
    'run.publish',
    'run.publish-more',
    'run.unpublish',
    'run.discard',
  )
  @Allow('coordinator', 'admin')
  async decide(
    @ActorOf() actor: Actor,
    @Param('runId', PageId) runId: string,
    @Pressed() decision: RunDecision,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await this.decisions.execute(actor, runId, decision);
    if (outcome.ok) {
      request.session.notice = outcome.value;
      response.redirect(303, `/runs/${runId}`);
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    await this.show(actor, runId, request, response, outcome.refusal);
  }

  private async show(
    actor: Actor,
    runId: string,
    request: Request,
    response: Response,
    refusal?: Refusal,
  ): Promise<void> {
    const run = foundOr404(await this.runs.find(runId), 'run');
    const [progress, matches, result, places, others] = await Promise.all([
      this.runs.progress(runId),
      this.matches.ofRun(runId),
      this.runs.result(runId),
      this.places.ofRun(runId),
      this.runs.list({ offer: run.offer, limit: MOST_EARLIER }),
    ]);
    const notice = takeNotice(request);
    const view = presentRun({
      run,
      progress: foundOr404(progress, 'run'),
      matches,
      others: others.items,
      mayDecide: coordinates(actor),
    });
    response.render('run/view.njk', {
      ...view,
      tabs: runTabs(runId, ''),
      charts: result === null ? [] : runCharts(matches, result, places),
      notice,
      refusal: refusal === undefined ? null : [{ text: refusalSentence(refusal) }],
      page: pageFrame(`${run.label}, ${run.offer}`, actor, '/runs', { fault: refusal !== undefined }),
      csrf: csrfTokenOf(request),
    });
  }
}
