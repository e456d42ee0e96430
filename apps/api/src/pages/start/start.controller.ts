import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor, OFFER_YEARS, type OfferYear } from '../../../../../libs/domain/kernel/index.js';
import { MATCH_STATES } from '../../../../../libs/domain/lifecycle/index.js';
import { BudgetsQueries } from '../../../../../libs/features/budgets/index.js';
import { MatchesQueries, type MatchView } from '../../../../../libs/features/matches/index.js';
import { OffersQueries, RequestAssessment } from '../../../../../libs/features/offers/index.js';
import { RunsQueries } from '../../../../../libs/features/runs/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { presentAssignments } from '../assignments/match.presenter.js';
import { type Form, textField } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { type OfferCard, presentOffer } from './start.presenter.js';

const BUDGETS_COUNTED = 500;

@ApiExcludeController()
@Controller()
export class StartPageController {
  constructor(
    private readonly offers: OffersQueries,
    private readonly budgets: BudgetsQueries,
    private readonly runs: RunsQueries,
    private readonly matches: MatchesQueries,
    private readonly requestAssessment: RequestAssessment,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'leader', 'admin', 'auditor')
  async show(@ActorOf() actor: Actor, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { notice } = request.session;
    delete request.session.notice;
    const seesOffers = actor.roles.some((role) => role !== 'leader');
    const years = seesOffers ? [...OFFER_YEARS].reverse() : [];
    response.render('start/view.njk', {
      page: pageFrame('Start', actor, '/'),
      csrf: csrfTokenOf(request),
      notice: notice ?? null,
      offers: await Promise.all(years.map((offer) => this.card(offer))),
      assignments:
        actor.leaderRef === undefined ? null : presentAssignments(await this.mine(actor.leaderRef)),
    });
  }

  @Post('assessments')
  @Allow('coordinator', 'admin')
  async assess(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    const offer = textField(body, 'offer');
    const outcome = await this.requestAssessment.execute(actor, { offer });
    request.session.notice = outcome.ok
      ? `Deciding who is eligible in ${offer}. This takes a few seconds.`
      : refusalSentence(outcome.refusal);
    response.redirect(303, '/');
  }

  private async card(offer: OfferYear): Promise<OfferCard> {
    const [assessment, counts, budgets, runs] = await Promise.all([
      this.offers.latestAssessment(offer),
      this.offers.caseCounts(offer),
      this.budgets.list(offer, { limit: BUDGETS_COUNTED }),
      this.runs.list({ offer, limit: 1 }),
    ]);
    const cases = counts.filter(({ eligible }) => eligible).reduce((sum, { count }) => sum + count, 0);
    return presentOffer({ offer, assessment, cases, budgets: budgets.items.length, lastRun: runs.items[0] });
  }

  private async mine(leaderRef: string): Promise<readonly MatchView[]> {
    const states = MATCH_STATES.filter((state) => state !== 'proposed');
    return (await this.matches.list({ leaderRef, states })).items;
  }
}
