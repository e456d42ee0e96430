import { Controller, Get, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor } from '../../../../../libs/domain/kernel/index.js';
import { LeaderListQueries, type StatementRow } from '../../../../../libs/features/budgets/index.js';
import { OFFER_NAMES } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import type { Form } from '../form.js';
import { shownOffer } from '../leader/leader.controller.js';
import { offerLinks } from '../leader/leader.presenter.js';
import { presentFigures, presentStatement, statementFile } from '../leader/statement.presenter.js';
import { shownList } from '../short-list.js';
import { statementList } from '../leader/statement-list.js';
import { Statements } from '../leader/statements.js';
import { pageFrame } from '../page-frame.js';
import { Exports } from '../../web/exports.decorator.js';

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
    const movements = shownList(statementList('/statement', offer), rows, query);
    response.render('statement/view.njk', {
      page: pageFrame('My days', actor, '/statement'),
      csrf: csrfTokenOf(request),
      offerName: OFFER_NAMES[offer],
      offers: offerLinks(offers, offer, '/statement'),
      figures: presentFigures(budget),
      ...{ movements, statement: presentStatement(movements.rows, caseNames) },
    });
  }

  @ListFiles('statement')
  @Exports('statement', 'offer')
  @Allow('leader')
  async files(
    @ActorOf() actor: Actor,
    @Query() query: Form,
    @GivesFile() give: GiveFile,
  ): Promise<StreamableFile> {
    return give(await this.file(actor, query));
  }

  private async file(actor: Actor, query: Form): Promise<ListFile<StatementRow>> {
    const leaderRef = foundOr404(actor.leaderRef, 'leader');
    const offer = shownOffer(actor, query, await this.leaders.offers(leaderRef));
    const statement = await this.statements.of(offer, leaderRef);
    return statementFile(`my-days-${offer}`, statementList('/statement', offer), statement, query);
  }
}
