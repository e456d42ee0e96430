import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, Refusal } from '../../../../../libs/domain/kernel/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import { MatchesQueries } from '../../../../../libs/features/matches/index.js';
import { PublishRunUseCase, RunsQueries } from '../../../../../libs/features/runs/index.js';
import { plural, refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import type { Form } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { presentPublishCheck } from './publish-check.presenter.js';

/** What would be published, to be confirmed: all proposals of a run, or some of them. */
@ApiExcludeController()
@Controller('runs/:runId/publish')
export class PublishCheckPageController {
  constructor(
    private readonly runs: RunsQueries,
    private readonly matches: MatchesQueries,
    private readonly leaders: LeadersQueries,
    private readonly publishRun: PublishRunUseCase,
  ) {}

  @Get()
  @Allow('coordinator', 'admin')
  async check(
    @ActorOf() actor: Actor,
    @Param('runId', ParseUUIDPipe) runId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(actor, runId, request, response);
  }

  @Post('selected')
  @Audits('run.publish', 'run.publish-more')
  @Allow('coordinator', 'admin')
  async publish(
    @ActorOf() actor: Actor,
    @Param('runId', ParseUUIDPipe) runId: string,
    @Body() form: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const given = form['match'];
    const matchIds = (Array.isArray(given) ? (given as readonly unknown[]) : [given]).filter(
      (id): id is string => typeof id === 'string',
    );
    const outcome = await this.publishRun.execute(actor, { runId, matchIds });
    if (outcome.ok) {
      request.session.notice = `${plural(outcome.value.matches, 'match', 'matches')} published. The days are reserved.`;
      response.redirect(303, `/runs/${runId}`);
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    await this.show(actor, runId, request, response, { refusal: outcome.refusal, chosen: matchIds });
  }

  private async show(
    actor: Actor,
    runId: string,
    request: Request,
    response: Response,
    after: { readonly refusal?: Refusal; readonly chosen?: readonly string[] } = {},
  ): Promise<void> {
    const run = foundOr404(await this.runs.find(runId), 'run');
    const [matches, names] = await Promise.all([this.matches.ofRun(runId), this.leaders.names()]);
    const { refusal, chosen } = after;
    response.render('publish-check/view.njk', {
      ...presentPublishCheck({ matches, names, ...(chosen === undefined ? {} : { chosen }) }),
      ...{ run, refusal: refusal === undefined ? null : [{ text: refusalSentence(refusal) }] },
      page: pageFrame(`Publish ${run.label}`, actor, '/runs', { fault: refusal !== undefined }),
      csrf: csrfTokenOf(request),
    });
  }
}
