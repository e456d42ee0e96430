import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, Refusal } from '../../../../../libs/domain/kernel/index.js';
import { MatchesQueries, type MatchView } from '../../../../../libs/features/matches/index.js';
import { MakeOverride } from '../../../../../libs/features/overrides/index.js';
import { OffersQueries } from '../../../../../libs/features/offers/index.js';
import { RunsQueries } from '../../../../../libs/features/runs/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits, AuditsNothing } from '../../access/audits.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { stateTag } from '../assignments/match.presenter.js';
import { type Form } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';
import { ChoicesRead, EffectRead } from './override-reads.js';
import { presentChoices } from './choose.presenter.js';
import { presentEffect } from './effect.presenter.js';
import {
  changesAsked,
  chooseAgain,
  type Deed,
  nobodyChosen,
  type OverrideAnswer,
  overrideAnswer,
  overrideQuestion,
  mayBeChanged,
} from './override.form.js';
import { reasonItems, refusalMeant, rulesLeft, shownRefusal } from './reason-items.js';

/** What the planner can work out around. */
const REPLANNED: readonly Deed[] = ['reassign', 'place', 'unassign'];

interface Shown {
  readonly refusal?: Refusal;
  readonly answer?: OverrideAnswer;
}

/** A reviewer changes a match against the plan: choose, see the effect, confirm. */
@ApiExcludeController()
@Controller()
export class OverridePageController {
  constructor(
    private readonly runs: RunsQueries,
    private readonly matches: MatchesQueries,
    private readonly offers: OffersQueries,
    private readonly reads: ChoicesRead,
    private readonly effects: EffectRead,
    private readonly makeOverride: MakeOverride,
  ) {}

  @Get('matches/:matchId/override')
  @Allow('reviewer', 'admin', 'coordinator')
  async ofMatch(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Query() query: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const match = foundOr404(await this.matches.find(matchId), 'match');
    const { runId, caseId, caseName } = match;
    if (!mayBeChanged(match.state)) {
      const { text } = stateTag(match.state);
      const important = `Its leader is not changed any more: this match is now “${text.toLowerCase()}”.`;
      request.session.notice = { important };
      response.redirect(303, `/matches/${matchId}`);
      return;
    }
    const path = `/matches/${matchId}/override`;
    await this.choose(actor, { runId, caseId, caseName, match, path }, query, request, response);
  }

  @Get('runs/:runId/cases/:caseId/place')
  @Allow('reviewer', 'admin', 'coordinator')
  async ofCase(
    @ActorOf() actor: Actor,
    @Param('runId', PageId) runId: string,
    @Param('caseId') caseId: string,
    @Query() query: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { offer } = foundOr404(await this.runs.find(runId), 'run');
    const found = foundOr404(await this.offers.case(offer, caseId), 'case');
    const caseName = found.supportCase.name;
    const path = `/runs/${runId}/cases/${encodeURIComponent(caseId)}/place`;
    await this.choose(actor, { runId, caseId, caseName, match: null, path }, query, request, response);
  }

  @Get('runs/:runId/override')
  @AuditsNothing('changes-nothing')
  @Allow('reviewer', 'admin', 'coordinator')
  async effect(
    @ActorOf() actor: Actor,
    @Param('runId', PageId) runId: string,
    @Query() query: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const again = chooseAgain(runId, overrideQuestion(query));
    if (again === null) {
      await this.showEffect(actor, runId, query, request, response);
      return;
    }
    foundOr404(await this.runs.find(runId), 'run');
    response.redirect(303, again);
  }

  @Post('runs/:runId/override')
  @Audits('override.decide', 'override.propose')
  @Allow('reviewer', 'admin')
  async make(
    @ActorOf() actor: Actor,
    @Param('runId', PageId) runId: string,
    @Body() form: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const answer = overrideAnswer(form);
    const changes = changesAsked(overrideQuestion(form), answer.overrule);
    const outcome = await this.makeOverride.execute(actor, { runId, changes, ...answer });
    if (outcome.ok) {
      response.redirect(303, `/overrides/${outcome.value.decisionId}`);
      return;
    }
    await this.showEffect(actor, runId, form, request, response, { refusal: outcome.refusal, answer });
  }

  private async choose(
    actor: Actor,
    of: { runId: string; caseId: string; caseName: string; match: MatchView | null; path: string },
    query: Form,
    request: Request,
    response: Response,
  ): Promise<void> {
    const run = foundOr404(await this.runs.find(of.runId), 'run');
    const read = foundOr404(await this.reads.forCase(actor, run, of.caseId, of.match?.id), 'case');
    response.render('override/choose.njk', {
      ...presentChoices({ ...of, ...read, query }),
      ...{ run, caseName: of.caseName, caseId: of.caseId, ...nobodyChosen(query) },
      replanWithout: run.state === 'solved' && of.match?.state === 'proposed' ? of.match.leaderRef : null,
      page: pageFrame(`Choose a leader for ${of.caseName}`, actor, '/runs', {
        fault: nobodyChosen(query).fault !== null,
      }),
      csrf: csrfTokenOf(request),
    });
  }

  private async showEffect(
    actor: Actor,
    runId: string,
    query: Form,
    request: Request,
    response: Response,
    shown: Shown = {},
  ): Promise<void> {
    const run = foundOr404(await this.runs.find(runId), 'run');
    const question = overrideQuestion(query);
    const { foreseen, names } = foundOr404(await this.effects.of(actor, runId, question), 'change');
    const view = presentEffect(foreseen.effect, (ref) => names.get(ref) ?? ref);
    const { answer } = shown;
    const ticked = { answer, tag: foreseen.tag, rules: view.rules };
    const refusal = shown.refusal && refusalMeant(shown.refusal, ticked);
    if (refusal !== undefined) response.status(statusOfRefusal(refusal.code));
    response.render('override/effect.njk', {
      ...view,
      ...{ run, question, tag: foreseen.tag, answer, reasons: reasonItems(answer?.reasonCode) },
      caseId: foreseen.effect.items[0]?.caseId ?? null,
      mayReplan:
        !view.isVoid && run.state === 'solved' && question.deed !== null && REPLANNED.includes(question.deed),
      mayDecide: actor.roles.some((role) => role === 'reviewer' || role === 'admin'),
      ...shownRefusal(refusal, answer, '#decide', rulesLeft(ticked)),
      page: pageFrame(view.isVoid ? 'This cannot be changed' : 'What this would change', actor, '/runs', {
        fault: refusal !== undefined,
      }),
      csrf: csrfTokenOf(request),
    });
  }
}
