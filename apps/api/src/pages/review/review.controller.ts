import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import { MatchesQueries } from '../../../../../libs/features/matches/index.js';
import { OverridesQueries } from '../../../../../libs/features/overrides/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { pageFrame } from '../page-frame.js';
import { presentReview } from './review.presenter.js';

const MOST_PROPOSALS = 500;

/** What waits for a reviewer: approvals, proposals worth a look, their own decisions. */
@ApiExcludeController()
@Controller('review')
export class ReviewPageController {
  constructor(
    private readonly overrides: OverridesQueries,
    private readonly matches: MatchesQueries,
    private readonly leaders: LeadersQueries,
  ) {}

  @Get()
  @Allow('reviewer', 'admin')
  async list(@ActorOf() actor: Actor, @Req() request: Request, @Res() response: Response): Promise<void> {
    const [waiting, own, proposals, names] = await Promise.all([
      this.overrides.list({ state: 'awaiting-approval', limit: 200 }),
      this.overrides.list({ decidedBy: actor.id, limit: 20 }),
      this.matches.list({ states: ['proposed'] }, { limit: MOST_PROPOSALS }),
      this.leaders.names(),
    ]);
    response.render('review/view.njk', {
      ...presentReview({ waiting, own, proposals: proposals.items, names, actorId: actor.id }),
      page: pageFrame('Review', actor, '/review'),
      csrf: csrfTokenOf(request),
    });
  }
}
