import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, Refusal } from '../../../../../libs/domain/kernel/index.js';
import { EndWaiting, MatchesQueries, type MatchView } from '../../../../../libs/features/matches/index.js';
import { dateText, refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { type Form, textField, versionField } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';

/** A coordinator waits no longer for a leader's answer: says why, and the match ends. */
@ApiExcludeController()
@Controller('matches/:matchId/end-waiting')
export class EndWaitingPageController {
  constructor(
    private readonly matches: MatchesQueries,
    private readonly endWaiting: EndWaiting,
  ) {}

  @Get()
  @Allow('coordinator', 'admin')
  async ask(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const match = foundOr404(await this.matches.find(matchId), 'match');
    if (match.state === 'published') {
      show(actor, match, request, response);
      return;
    }
    const important = 'Nobody is waited for: this match is not waiting for an answer any more.';
    request.session.notice = { important };
    response.redirect(303, `/matches/${matchId}`);
  }

  @Post()
  @Audits('match.lapse')
  @Allow('coordinator', 'admin')
  async end(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Body() body: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const match = foundOr404(await this.matches.find(matchId), 'match');
    const [reason, version] = [textField(body, 'reason'), versionField(body)];
    const ended = await this.endWaiting.execute(actor, { matchId, version, reason });
    if (ended.ok) {
      request.session.notice = `${match.leaderName} is no longer waited for. The days are free again.`;
      response.redirect(303, `/matches/${matchId}`);
      return;
    }
    response.status(statusOfRefusal(ended.refusal.code));
    show(actor, match, request, response, { reason, refusal: ended.refusal });
  }
}

function show(
  actor: Actor,
  match: MatchView,
  request: Request,
  response: Response,
  shown: { readonly reason: string; readonly refusal: Refusal | null } = { reason: '', refusal: null },
): void {
  const { reason, refusal } = shown;
  response.render('match/end-waiting.njk', {
    ...{ match, reason, answerBy: dateText(match.answerBy ?? '') },
    fault: refusal === null ? null : refusalSentence(refusal),
    page: pageFrame('End the waiting for an answer', actor, '/runs', { fault: refusal !== null }),
    csrf: csrfTokenOf(request),
  });
}
