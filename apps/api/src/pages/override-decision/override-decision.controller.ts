import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, Outcome, Refusal } from '../../../../../libs/domain/kernel/index.js';
import {
  ApproveOverride,
  RejectOverride,
  UndoOverride,
} from '../../../../../libs/features/overrides/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { type Form, textField } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';
import { presentEffect } from '../override/effect.presenter.js';
import { overrideAnswer } from '../override/override.form.js';
import { reasonItems, shownRefusal } from '../override/reason-items.js';
import { type DecisionFacts, DecisionRead } from './decision-read.js';
import { presentDecision } from './override-decision.presenter.js';

/** One decision: what was done and why, and what a second person or a later one may do about it. */
@ApiExcludeController()
@Controller('overrides/:decisionId')
export class OverrideDecisionPageController {
  constructor(
    private readonly decisions: DecisionRead,
    private readonly undoOverride: UndoOverride,
    private readonly approveOverride: ApproveOverride,
    private readonly rejectOverride: RejectOverride,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'admin')
  async one(
    @ActorOf() actor: Actor,
    @Param('decisionId', PageId) decisionId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(actor, decisionId, request, response);
  }

  @Post('approve')
  @Audits('override.approve')
  @Allow('reviewer', 'admin')
  async approve(
    @ActorOf() actor: Actor,
    @Param('decisionId', PageId) decisionId: string,
    @Body() form: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await this.approveOverride.execute(actor, { decisionId, tag: textField(form, 'tag') });
    await this.after(outcome, actor, decisionId, request, response);
  }

  @Post('reject')
  @Audits('override.reject')
  @Allow('reviewer', 'admin')
  async reject(
    @ActorOf() actor: Actor,
    @Param('decisionId', PageId) decisionId: string,
    @Body() form: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const reason = textField(form, 'answer');
    const outcome = await this.rejectOverride.execute(actor, { decisionId, reason });
    await this.after(outcome, actor, decisionId, request, response);
  }

  @Get('undo')
  @Allow('coordinator', 'reviewer', 'admin')
  async undoEffect(
    @ActorOf() actor: Actor,
    @Param('decisionId', PageId) decisionId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.showUndo(actor, decisionId, request, response);
  }

  @Post('undo')
  @Audits('override.decide', 'override.propose')
  @Allow('reviewer', 'admin')
  async undo(
    @ActorOf() actor: Actor,
    @Param('decisionId', PageId) decisionId: string,
    @Body() form: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { reasonCode, reason, tag } = overrideAnswer(form);
    const outcome = await this.undoOverride.execute(actor, { decisionId, reasonCode, reason, tag });
    if (outcome.ok) {
      response.redirect(303, `/overrides/${outcome.value.decisionId}`);
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    await this.showUndo(actor, decisionId, request, response, {
      refusal: outcome.refusal,
      answer: { reasonCode, reason },
    });
  }

  private async after(
    outcome: Outcome<unknown>,
    actor: Actor,
    decisionId: string,
    request: Request,
    response: Response,
  ): Promise<void> {
    if (outcome.ok) {
      response.redirect(303, `/overrides/${decisionId}`);
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    await this.show(actor, decisionId, request, response, outcome.refusal);
  }

  private async show(
    actor: Actor,
    decisionId: string,
    request: Request,
    response: Response,
    refusal?: Refusal,
  ): Promise<void> {
    const facts = await this.found(actor, decisionId);
    response.render('override-decision/view.njk', {
      ...presentDecision(facts, actor),
      refusal: refusal === undefined ? null : [{ text: refusalSentence(refusal) }],
      page: pageFrame('Decision about a match', actor, '/review', { fault: refusal !== undefined }),
      csrf: csrfTokenOf(request),
    });
  }

  private async showUndo(
    actor: Actor,
    decisionId: string,
    request: Request,
    response: Response,
    shown: { readonly refusal?: Refusal; readonly answer?: { reasonCode: string; reason: string } } = {},
  ): Promise<void> {
    const { names } = await this.found(actor, decisionId);
    const foreseen = await this.undoOverride.foresee(actor, decisionId);
    const refusal = shown.refusal ?? (foreseen.ok ? undefined : foreseen.refusal);
    const view = foreseen.ok ? presentEffect(foreseen.value.effect, (ref) => names.get(ref) ?? ref) : null;
    response.render('override-decision/undo.njk', {
      ...{ view, possible: foreseen.ok && foreseen.value.refusal === null, decisionId },
      ...{ tag: foreseen.ok ? foreseen.value.tag : '', answer: shown.answer },
      reasons: reasonItems(shown.answer?.reasonCode),
      ...shownRefusal(refusal, shown.answer),
      page: pageFrame('Take this decision back', actor, '/review', { fault: refusal !== undefined }),
      csrf: csrfTokenOf(request),
    });
  }

  private async found(actor: Actor, decisionId: string): Promise<DecisionFacts> {
    return foundOr404(await this.decisions.of(actor, decisionId), 'decision');
  }
}
