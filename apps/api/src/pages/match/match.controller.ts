import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import { MatchesQueries, type MatchView } from '../../../../../libs/features/matches/index.js';
import {
  CAME_TO_NOTHING,
  NextCandidatesQueries,
  OfferToNext,
} from '../../../../../libs/features/runs/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { MatchAnswers } from '../assignments/match-answers.js';
import { MatchCards } from '../assignments/match-cards.js';
import { presentMatch } from '../assignments/match.presenter.js';
import { notOfferedAgain, presentNext } from './next.presenter.js';
import { coordinates } from '../coordinates.js';
import { type Form, textField } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';

const HERE = '/runs';

/** One match, for those who look after all of them. */
@ApiExcludeController()
@Controller('matches/:matchId')
export class MatchPageController {
  constructor(
    private readonly matches: MatchesQueries,
    private readonly cards: MatchCards,
    private readonly answers: MatchAnswers,
    private readonly next: NextCandidatesQueries,
    private readonly leaders: LeadersQueries,
    private readonly offerToNext: OfferToNext,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async one(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const match = await this.found(matchId);
    const notice = takeNotice(request);
    const card = await this.cards.of(match, actor);
    const isOver = CAME_TO_NOTHING.includes(match.state);
    const notAgain = isOver ? notOfferedAgain(card.caseState) : null;
    const next = isOver && notAgain === null ? await this.next.of(actor, match) : [];
    const names = await this.leaders.names(next.map(({ leaderRef }) => leaderRef));
    const decides = coordinates(actor);
    const shown = presentMatch(decides ? card : { ...card, contact: null }, decides);
    response.render('match/view.njk', {
      // Addresses are for those who write to people.
      ...{ match, shown, notice, decides, isOver, notAgain },
      next: presentNext(next, names),
      page: pageFrame(`${match.caseName} and ${match.leaderName}`, actor, HERE),
      csrf: csrfTokenOf(request),
    });
  }

  @Get('respond')
  @Allow('coordinator', 'admin')
  async ask(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const match = await this.found(matchId);
    this.answers.ask({ actor, match, request, response, ...placeOf(matchId) });
  }

  @Post('respond')
  @Audits('match.accept', 'match.decline')
  @Allow('coordinator', 'admin')
  async answer(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    const match = await this.found(matchId);
    await this.answers.answer({ actor, match, request, response, ...placeOf(matchId) }, body);
  }

  @Post('offer-to-next')
  @Audits('match.place')
  @Allow('coordinator', 'admin')
  async offer(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    const match = await this.found(matchId);
    const leaderRef = textField(body, 'leaderRef');
    const offered = await this.offerToNext.execute(actor, { matchId, leaderRef });
    request.session.notice = offered.ok
      ? `${match.caseName} is offered to another leader. The days are reserved.`
      : { important: refusalSentence(offered.refusal) };
    response.redirect(303, `/matches/${offered.ok ? offered.value.matchId : matchId}`);
  }

  private async found(matchId: string): Promise<MatchView> {
    return foundOr404(await this.matches.find(matchId), 'match');
  }
}

function placeOf(matchId: string): { readonly path: string; readonly here: string; readonly isOwn: false } {
  return { path: `/matches/${matchId}`, here: HERE, isOwn: false };
}
