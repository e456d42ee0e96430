import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, LeaderRef } from '../../../../../libs/domain/kernel/index.js';
import { LeaderListQueries } from '../../../../../libs/features/budgets/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { foundOr404 } from '../../web/answer.js';
import type { Form } from '../form.js';
import { shownOffer } from '../leader/leader.controller.js';
import { SurveyPages, type SurveyPlace } from './survey-pages.js';

/** A leader's own survey answer. */
@ApiExcludeController()
@Controller('survey')
export class SurveyPageController {
  constructor(
    private readonly pages: SurveyPages,
    private readonly leaders: LeaderListQueries,
  ) {}

  @Get()
  @Allow('leader')
  async show(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    await this.pages.show(await this.place(actor, query), request, response);
  }

  @Post()
  @Audits('survey-answer.give', 'survey-answer.change')
  @Allow('leader')
  async change(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    await this.pages.change(await this.place(actor, body), request, response, body);
  }

  @Post('withdraw')
  @Audits('survey-answer.withdraw')
  @Allow('leader')
  async withdraw(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    await this.pages.withdraw(await this.place(actor, body), request, response, body);
  }

  private async place(actor: Actor, asked: Form): Promise<SurveyPlace> {
    const leaderRef = foundOr404(actor.leaderRef, 'leader');
    const offer = shownOffer(actor, asked, await this.leaders.offers(leaderRef));
    return { actor, leaderRef, offer, path: '/survey', isOwn: true };
  }
}

/** The same, filled in by a coordinator in the leader's name. */
@ApiExcludeController()
@Controller('leaders/:leaderRef/survey')
export class LeaderSurveyPageController {
  constructor(
    private readonly pages: SurveyPages,
    private readonly leaders: LeaderListQueries,
  ) {}

  @Get()
  @Allow('coordinator', 'admin')
  async show(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('leaderRef') leaderRef: LeaderRef,
    @Query() query: Form,
  ): Promise<void> {
    await this.pages.show(await this.place(actor, leaderRef, query), request, response);
  }

  @Post()
  @Audits('survey-answer.give', 'survey-answer.change')
  @Allow('coordinator', 'admin')
  async change(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('leaderRef') leaderRef: LeaderRef,
    @Body() body: Form,
  ): Promise<void> {
    await this.pages.change(await this.place(actor, leaderRef, body), request, response, body);
  }

  @Post('withdraw')
  @Audits('survey-answer.withdraw')
  @Allow('coordinator', 'admin')
  async withdraw(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('leaderRef') leaderRef: LeaderRef,
    @Body() body: Form,
  ): Promise<void> {
    await this.pages.withdraw(await this.place(actor, leaderRef, body), request, response, body);
  }

  private async place(actor: Actor, leaderRef: LeaderRef, asked: Form): Promise<SurveyPlace> {
    const offer = shownOffer(actor, asked, await this.leaders.offers(leaderRef));
    const path = `/leaders/${encodeURIComponent(leaderRef)}/survey`;
    return { actor, leaderRef, offer, path, isOwn: false };
  }
}
