import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor } from '../../../../../libs/domain/kernel/index.js';
import { LeaderListQueries, type StatementRow } from '../../../../../libs/features/budgets/index.js';
import { OFFER_NAMES } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { type ListFile, sendListFile } from '../../web/list-file.js';
import type { Form } from '../form.js';
import { shownOffer } from '../leader/leader.controller.js';
import { offerLinks } from '../leader/leader.presenter.js';
import { presentFigures, presentStatement, statementColumns } from '../leader/statement.presenter.js';
import { Statements } from '../leader/statements.js';
import { pageFrame } from '../page-frame.js';
import { Exports, type NoteExport, NoteOf } from '../../web/exports.decorator.js';

/** A leader's own days. */
@ApiExcludeController()
@Controller('statement')
export class StatementPageController {
  constructor(
    private readonly leaders: LeaderListQueries,
    private readonly statements: Statements,
  ) {}

  @Get()
  @Allow('leader')
  async show(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const leaderRef = foundOr404(actor.leaderRef, 'leader');
    const offers = await this.leaders.offers(leaderRef);
    const offer = shownOffer(actor, query, offers);
    const { budget, rows, caseNames } = await this.statements.of(offer, leaderRef);
    response.render('statement/view.njk', {
      page: pageFrame('My days', actor, '/statement'),
      csrf: csrfTokenOf(request),
      offerName: OFFER_NAMES[offer],
      offers: offerLinks(offers, offer, '/statement'),
      figures: presentFigures(budget),
      statement: presentStatement(rows, caseNames),
      links: {
        csv: `/statement/statement.csv?offer=${offer}`,
        xlsx: `/statement/statement.xlsx?offer=${offer}`,
      },
    });
  }

  @Get('statement.csv')
  @Exports('statement', 'offer')
  @Allow('leader')
  async csv(
    @ActorOf() actor: Actor,
    @Res() response: Response,
    @Query() query: Form,
    @NoteOf() note: NoteExport,
  ): Promise<void> {
    await sendListFile(response, 'csv', await this.file(actor, query), note);
  }

  @Get('statement.xlsx')
  @Exports('statement', 'offer')
  @Allow('leader')
  async xlsx(
    @ActorOf() actor: Actor,
    @Res() response: Response,
    @Query() query: Form,
    @NoteOf() note: NoteExport,
  ): Promise<void> {
    await sendListFile(response, 'xlsx', await this.file(actor, query), note);
  }

  private async file(actor: Actor, query: Form): Promise<ListFile<StatementRow>> {
    const leaderRef = foundOr404(actor.leaderRef, 'leader');
    const offer = shownOffer(actor, query, await this.leaders.offers(leaderRef));
    const { rows, caseNames } = await this.statements.of(offer, leaderRef);
    return { name: `my-days-${offer}`, sheet: 'Days', columns: statementColumns(caseNames), rows };
  }
}
