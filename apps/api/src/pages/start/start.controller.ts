import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor } from '../../../../../libs/domain/kernel/index.js';
import { MATCH_STATES } from '../../../../../libs/domain/lifecycle/index.js';
import { MatchesQueries, type MatchView } from '../../../../../libs/features/matches/index.js';
import { OffersQueries, RequestAssessment } from '../../../../../libs/features/offers/index.js';
import { RoundFiguresQueries } from '../../../../../libs/features/reports/index.js';
import { RunsQueries } from '../../../../../libs/features/runs/index.js';
import { nameIn, OFFER_NAMES, refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { presentAssignments } from '../assignments/match.presenter.js';
import { type Form, textField } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { isUnderWay, presentRound, type RoundFacts } from './start.presenter.js';

@ApiExcludeController()
@Controller()
export class StartPageController {
  constructor(
    private readonly offers: OffersQueries,
    private readonly rounds: RoundFiguresQueries,
    private readonly runs: RunsQueries,
    private readonly matches: MatchesQueries,
    private readonly requestAssessment: RequestAssessment,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'leader', 'admin', 'auditor')
  async show(@ActorOf() actor: Actor, @Req() request: Request, @Res() response: Response): Promise<void> {
    const notice = takeNotice(request);
    const rounds = actor.roles.some((role) => role !== 'leader') ? await this.facts(actor) : [];
    response.render('start/view.njk', {
      page: pageFrame('Dashboard', actor, '/'),
      csrf: csrfTokenOf(request),
      notice,
      rounds: rounds.filter(isUnderWay).map(presentRound),
      others: rounds.filter((one) => !isUnderWay(one)).map(({ figures }) => OFFER_NAMES[figures.offer]),
      mayImport: rounds.some(({ mayImport }) => mayImport),
      assignments:
        actor.leaderRef === undefined ? null : presentAssignments(await this.mine(actor.leaderRef)),
    });
  }

  @Post('assessments')
  @Audits('assessment.request')
  @Allow('coordinator', 'admin')
  async assess(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    const offer = textField(body, 'offer');
    const outcome = await this.requestAssessment.execute(actor, { offer });
    const important = outcome.ok
      ? `It is being decided who is eligible in ${nameIn(OFFER_NAMES, offer)}. This takes some seconds: load this page again to see the result.`
      : refusalSentence(outcome.refusal);
    request.session.notice = { important };
    response.redirect(303, '/');
  }

  /** Every offer, newest first. */
  private async facts(actor: Actor): Promise<readonly RoundFacts[]> {
    const [offers, files] = await Promise.all([this.rounds.ofOffers(), this.rounds.ofFiles()]);
    const has = (...wanted: readonly string[]): boolean => actor.roles.some((role) => wanted.includes(role));
    return Promise.all(
      offers.map(async (figures) => {
        const { offer } = figures;
        const [assessment, runs] = await Promise.all([
          this.offers.latestAssessment(offer),
          this.runs.list({ offer, limit: 1 }),
        ]);
        const limited = actor.regions !== undefined;
        const may = {
          mayImport: !limited && has('coordinator', 'admin'),
          mayReview: has('reviewer', 'admin'),
          limited,
        };
        return { figures, files, assessment, lastRun: runs.items[0], ...may };
      }),
    );
  }

  private async mine(leaderRef: string): Promise<readonly MatchView[]> {
    const states = MATCH_STATES.filter((state) => state !== 'proposed');
    return (await this.matches.list({ leaderRef, states })).items;
  }
}
