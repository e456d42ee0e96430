import { Controller, Get, Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
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
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import { coordinates } from '../coordinates.js';
import { type Form, textField } from '../form.js';
import { offersFor } from '../offers-for.js';
import { pageFrame } from '../page-frame.js';
import { offerLinks, presentAnswer, presentLeaderMatches, publishedOf } from './leader.presenter.js';
import { presentFigures, presentStatement, statementFile } from './statement.presenter.js';
import { type StatementList, statementList } from './statement-list.js';
import { type LeaderStatement, Statements } from './statements.js';
import { leaderMatchList } from './leader-match-list.js';
import { PUBLISHED_MATCH_COLUMNS } from '../match-file.js';
import { askedRows, keptOf, shownList } from '../short-list.js';
import { Exports } from '../../web/exports.decorator.js';

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
    const path = pathOf(leaderRef);
    const mayChange = coordinates(actor);
    const movements = shownList(statementOf(path, offer, query), statement.rows, query);
    const matches = shownList(matchesOf(path, offer, query), publishedOf(statement.matches), query);
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
      ...{ movements, statement: presentStatement(movements.rows, statement.caseNames) },
      ...{ matchList: matches, matches: presentLeaderMatches(matches.rows) },
      survey: mayChange ? `${path}/survey?offer=${offer}` : null,
    });
  }

  @ListFiles('statement')
  @Exports('statement', 'leaderRef')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async files(
    @ActorOf() actor: Actor,
    @Param('leaderRef') leaderRef: LeaderRef,
    @Query() query: Form,
    @GivesFile() give: GiveFile,
  ): Promise<StreamableFile> {
    return give(await this.file(actor, leaderRef, query));
  }

  @ListFiles('matches')
  @Exports('leader-matches', 'leaderRef')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async matchFiles(
    @ActorOf() actor: Actor,
    @Param('leaderRef') leaderRef: LeaderRef,
    @Query() query: Form,
    @GivesFile() give: GiveFile,
  ): Promise<StreamableFile> {
    const { offer, statement } = await this.read(actor, leaderRef, query);
    const list = matchesOf(pathOf(leaderRef), offer, query);
    const rows = askedRows(list, publishedOf(statement.matches), query);
    return give({ name: `matches-${offer}`, sheet: 'Matches', columns: PUBLISHED_MATCH_COLUMNS, rows });
  }

  private async file(actor: Actor, leaderRef: LeaderRef, query: Form): Promise<ListFile<StatementRow>> {
    const { offer, statement } = await this.read(actor, leaderRef, query);
    return statementFile(
      `statement-${offer}`,
      statementOf(pathOf(leaderRef), offer, query),
      statement,
      query,
    );
  }

  private async read(
    actor: Actor,
    leaderRef: LeaderRef,
    query: Form,
  ): Promise<{ readonly offer: OfferYear; readonly statement: LeaderStatement }> {
    foundOr404(await this.people.one(leaderRef), 'leader');
    const offer = shownOffer(actor, query, await this.leaders.offers(leaderRef));
    return { offer, statement: await this.statements.of(offer, leaderRef) };
  }
}

function pathOf(leaderRef: LeaderRef): string {
  return `/leaders/${encodeURIComponent(leaderRef)}`;
}

const statementOf = (path: string, offer: OfferYear, query: Form): StatementList =>
  statementList(path, offer, keptOf(query, ['match-sort', 'match-direction']));
const matchesOf = (path: string, offer: OfferYear, query: Form): ReturnType<typeof leaderMatchList> =>
  leaderMatchList(path, offer, keptOf(query, ['sort', 'direction']));

/** The offer of the address, else the newest that the leader gives days to, else the newest that is there for the actor. */
export function shownOffer(actor: Actor, query: Form, offers: readonly OfferYear[]): OfferYear {
  const asked = OFFER_YEARS.find((year) => year === textField(query, 'offer'));
  return asked ?? offers[0] ?? offersFor(actor)[0] ?? '2024-25';
}
