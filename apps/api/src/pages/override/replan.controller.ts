import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, Refusal } from '../../../../../libs/domain/kernel/index.js';
import type { PlanChange } from '../../../../../libs/domain/planning/index.js';
import { MatchesQueries } from '../../../../../libs/features/matches/index.js';
import { MakeOverride } from '../../../../../libs/features/overrides/index.js';
import { AskEffectUseCase, RunsQueries } from '../../../../../libs/features/runs/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import type { Form } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';
import { type OverrideAnswer, overrideAnswer, overrideQuestion } from './override.form.js';
import { ReplanRead } from './override-reads.js';
import { reasonItems, refusalMeant, rulesLeft, shownRefusal } from './reason-items.js';
import { presentReplan } from './replan.presenter.js';

const HERE = '/runs';

interface Shown {
  readonly refusal?: Refusal;
  readonly answer?: OverrideAnswer;
}

/** The planner rearranges a run around one change: asked for, seen beside the plan as it stands, and adopted as it was seen. */
@ApiExcludeController()
@Controller('runs/:runId/replan')
export class ReplanPageController {
  constructor(
    private readonly runs: RunsQueries,
    private readonly matches: MatchesQueries,
    private readonly askEffect: AskEffectUseCase,
    private readonly reads: ReplanRead,
    private readonly makeOverride: MakeOverride,
  ) {}

  @Post()
  @Audits('run.ask-effect')
  @Allow('coordinator', 'reviewer', 'admin')
  async ask(
    @ActorOf() actor: Actor,
    @Param('runId', PageId) runId: string,
    @Body() form: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const run = foundOr404(await this.runs.find(runId), 'run');
    const change = foundOr404(await this.changeAsked(form), 'change');
    const asked = await this.askEffect.execute(actor, { runId, changes: [change] });
    if (asked.ok) {
      response.redirect(303, `/runs/${runId}/replan/${asked.value.effectId}`);
      return;
    }
    response.status(statusOfRefusal(asked.refusal.code));
    response.render('override/replan.njk', {
      ...{ run, refusal: [{ text: refusalSentence(asked.refusal) }], state: 'refused' },
      page: pageFrame('The plan rearranged', actor, HERE, { fault: true }),
      csrf: csrfTokenOf(request),
    });
  }

  @Get(':effectId')
  @Allow('coordinator', 'reviewer', 'admin')
  async one(
    @ActorOf() actor: Actor,
    @Param('runId', PageId) runId: string,
    @Param('effectId', PageId) effectId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(actor, { runId, effectId }, request, response);
  }

  @Post(':effectId')
  @Audits('override.decide', 'override.propose')
  @Allow('reviewer', 'admin')
  async adopt(
    @ActorOf() actor: Actor,
    @Param('runId', PageId) runId: string,
    @Param('effectId', PageId) effectId: string,
    @Body() form: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const answer = overrideAnswer(form);
    const changes = await this.reads.changes(runId, effectId, answer.overrule);
    const outcome = changes.ok
      ? await this.makeOverride.execute(actor, { runId, effectId, changes: changes.value, ...answer })
      : changes;
    if (outcome.ok) {
      response.redirect(303, `/overrides/${outcome.value.decisionId}`);
      return;
    }
    await this.show(actor, { runId, effectId }, request, response, { refusal: outcome.refusal, answer });
  }

  /** Null: the form asks for nothing that the planner can work out. */
  private async changeAsked(form: Form): Promise<PlanChange | null> {
    const { deed, matchId, leaderRef, ...question } = overrideQuestion(form);
    const match = matchId === '' ? null : await this.matches.find(matchId);
    const caseId = match?.caseId ?? question.caseId;
    if (caseId === '') return null;
    if (deed === 'unassign') return { kind: 'unassign', case: caseId };
    if (leaderRef === '') return null;
    if (deed === 'reassign' || deed === 'place') return { kind: 'pin', leader: leaderRef, case: caseId };
    return deed === 'forbid' ? { kind: 'forbid', leader: leaderRef, case: caseId } : null;
  }

  private async show(
    actor: Actor,
    { runId, effectId }: { readonly runId: string; readonly effectId: string },
    request: Request,
    response: Response,
    shown: Shown = {},
  ): Promise<void> {
    const run = foundOr404(await this.runs.find(runId), 'run');
    const read = foundOr404(await this.reads.of(actor, runId, effectId), 'answer of the planner');
    const view = presentReplan(read);
    const { answer } = shown;
    const ticked = { answer, tag: view.tag, rules: view.effect?.rules ?? [] };
    const refusal = shown.refusal && refusalMeant(shown.refusal, ticked);
    if (refusal !== undefined) response.status(statusOfRefusal(refusal.code));
    response.render('override/replan.njk', {
      ...view,
      ...{ run, effectId, answer, reasons: reasonItems(answer?.reasonCode) },
      mayDecide: actor.roles.some((role) => role === 'reviewer' || role === 'admin'),
      ...shownRefusal(refusal, answer, '#decide', rulesLeft(ticked)),
      page: pageFrame('The plan rearranged', actor, HERE, { fault: refusal !== undefined }),
      csrf: csrfTokenOf(request),
    });
  }
}
