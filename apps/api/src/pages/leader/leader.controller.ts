import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  type Actor,
  type LeaderRef,
  OFFER_YEARS,
  type OfferYear,
} from '../../../../../libs/domain/kernel/index.js';
import { LeaderListQueries, type StatementRow } from '../../../../../libs/features/budgets/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import { SurveyQueries } from '../../../../../libs/features/survey/index.js';
import { OFFER_NAMES } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { type ListFile, sendListFile } from '../../web/list-file.js';
import { coordinates } from '../coordinates.js';
import { type Form, textField } from '../form.js';
import { offersFor } from '../offers-for.js';
import { pageFrame } from '../page-frame.js';
import { offerLinks, presentAnswer, presentLeaderMatches } from './leader.presenter.js';
import { presentFigures, presentStatement, statementColumns } from './statement.presenter.js';
import { Statements } from './statements.js';
import { Exports, type NoteExport, NoteOf } from '../../web/exports.decorator.js';

@ApiExcludeController()
@Controller('leaders/:leaderRef')
export class LeaderPageController {
  constructor(
    private readonly people: LeadersQueries,
    private readonly survey: SurveyQueries,
    private readonly leaders: LeaderListQueries,
    private readonly statements: Statements,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async one(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('leaderRef') leaderRef: LeaderRef,
    @Query() query: Form,
  ): Promise<void> {
    const leader = foundOr404(await this.people.one(leaderRef), 'leader');
    const offers = await this.leaders.offers(leaderRef);
    const offer = shownOffer(actor, query, offers);
    const [answer, statement] = await Promise.all([
      this.survey.leader(offer, leaderRef),
      this.statements.of(offer, leaderRef),
    ]);
    const path = `/leaders/${encodeURIComponent(leaderRef)}`;
    const mayChange = coordinates(actor);
    response.render('leader/view.njk', {
      page: pageFrame(leader.name, actor, '/leaders'),
      csrf: csrfTokenOf(request),
      leader: { name: leader.name, ref: leader.ref },
      offer,
      offerName: OFFER_NAMES[offer],
      offers: offerLinks(offers, offer, path),
      withdrawn: answer?.state === 'withdrawn',
      answer: answer === undefined ? null : presentAnswer(answer),
      figures: presentFigures(statement.budget),
      matches: presentLeaderMatches(statement.matches),
      statement: presentStatement(statement.rows, statement.caseNames),
      links: {
        csv: `${path}/statement.csv?offer=${offer}`,
        xlsx: `${path}/statement.xlsx?offer=${offer}`,
      },
      survey: mayChange ? `${path}/survey?offer=${offer}` : null,
    });
  }

  @Get('statement.csv')
  @Exports('statement', 'leaderRef')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async csv(
    @ActorOf() actor: Actor,
    @Res() response: Response,
    @Param('leaderRef') leaderRef: LeaderRef,
    @Query() query: Form,
    @NoteOf() note: NoteExport,
  ): Promise<void> {
    await sendListFile(response, 'csv', await this.file(actor, leaderRef, query), note);
  }

  @Get('statement.xlsx')
  @Exports('statement', 'leaderRef')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async xlsx(
    @ActorOf() actor: Actor,
    @Res() response: Response,
    @Param('leaderRef') leaderRef: LeaderRef,
    @Query() query: Form,
    @NoteOf() note: NoteExport,
  ): Promise<void> {
    await sendListFile(response, 'xlsx', await this.file(actor, leaderRef, query), note);
  }

  private async file(actor: Actor, leaderRef: LeaderRef, query: Form): Promise<ListFile<StatementRow>> {
    foundOr404(await this.people.one(leaderRef), 'leader');
    const offer = shownOffer(actor, query, await this.leaders.offers(leaderRef));
    const { rows, caseNames } = await this.statements.of(offer, leaderRef);
    return { name: `statement-${offer}`, sheet: 'Days', columns: statementColumns(caseNames), rows };
  }
}

/** The offer of the address, else the newest that the leader gives days to, else the newest that is there for the actor. */
export function shownOffer(actor: Actor, query: Form, offers: readonly OfferYear[]): OfferYear {
  const asked = OFFER_YEARS.find((year) => year === textField(query, 'offer'));
  return asked ?? offers[0] ?? offersFor(actor)[0] ?? '2024-25';
}
