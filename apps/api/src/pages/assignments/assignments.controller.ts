import { Body, Controller, Get, Param, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { MATCH_STATES } from '../../../../../libs/domain/lifecycle/index.js';
import { MatchesQueries, type MatchView } from '../../../../../libs/features/matches/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import type { Form } from '../form.js';
import { Exports } from '../../web/exports.decorator.js';
import { type GiveFile, GivesFile, ListFiles } from '../../web/list-file.js';
import { PUBLISHED_MATCH_COLUMNS } from '../match-file.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';
import { chosenRows, listForm, shownList } from '../short-list.js';
import { ASSIGNMENT_LIST } from './assignments-list.js';
import { type AnswerPlace, MatchAnswers } from './match-answers.js';
import { MatchCards } from './match-cards.js';
import { presentAssignments, presentMatch } from './match.presenter.js';

const HERE = '/assignments';

/** A leader's own matches. */
@ApiExcludeController()
@Controller('assignments')
export class AssignmentsPageController {
  constructor(
    private readonly matches: MatchesQueries,
    private readonly cards: MatchCards,
    private readonly answers: MatchAnswers,
  ) {}

  @Get()
  @Allow('leader')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const mine = await this.published(actor);
    const list = shownList(ASSIGNMENT_LIST, mine, query);
    response.render('assignments/list.njk', {
      page: pageFrame('My matches', actor, HERE),
      csrf: csrfTokenOf(request),
      ...{ list, rows: presentAssignments(list.rows), hasMatches: mine.length > 0 },
    });
  }

  @ListFiles('matches')
  @Exports('own-matches')
  @Allow('leader')
  async files(
    @ActorOf() actor: Actor,
    @Query() query: Form,
    @GivesFile() give: GiveFile,
  ): Promise<StreamableFile> {
    const asked = listForm(ASSIGNMENT_LIST, query);
    const rows = chosenRows(ASSIGNMENT_LIST, await this.published(actor), asked);
    return give({ name: 'my-matches', sheet: 'Matches', columns: PUBLISHED_MATCH_COLUMNS, rows });
  }

  @Get(':matchId')
  @Allow('leader')
  async one(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const match = await this.own(actor, matchId);
    const notice = takeNotice(request);
    response.render('assignments/view.njk', {
      ...{ shown: presentMatch(await this.cards.of(match), true), path: `${HERE}/${matchId}`, notice },
      page: pageFrame(match.caseName, actor, HERE),
      csrf: csrfTokenOf(request),
    });
  }

  @Get(':matchId/respond')
  @Allow('leader')
  async ask(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    this.answers.ask(await this.place(actor, matchId, request, response));
  }

  @Post(':matchId/respond')
  @Audits('match.accept', 'match.decline')
  @Allow('leader')
  async answer(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    await this.answers.answer(await this.place(actor, matchId, request, response), body);
  }

  private published({ leaderRef = '' }: Actor): Promise<readonly MatchView[]> {
    const states = MATCH_STATES.filter((state) => state !== 'proposed');
    return this.matches.every({ leaderRef, states });
  }

  private async place(
    actor: Actor,
    matchId: string,
    request: Request,
    response: Response,
  ): Promise<AnswerPlace> {
    const match = await this.own(actor, matchId);
    return { actor, match, request, response, path: `${HERE}/${matchId}`, here: HERE, isOwn: true };
  }

  /** A leader sees their own matches, and none before it is published. */
  private async own(actor: Actor, matchId: string): Promise<MatchView> {
    const match = await this.matches.find(matchId);
    const isOwn = match?.leaderRef === actor.leaderRef && match?.state !== 'proposed';
    return foundOr404(isOwn ? match : null, 'match');
  }
}
