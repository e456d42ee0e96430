import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { RunsQueries } from '../../../../../libs/features/runs/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { pageFrame } from '../page-frame.js';
import { presentRunList } from './runs.presenter.js';

@ApiExcludeController()
@Controller('runs')
export class RunsPageController {
  constructor(private readonly runs: RunsQueries) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query('cursor') cursor: unknown,
  ): Promise<void> {
    const page = await this.runs.list(typeof cursor === 'string' ? { cursor } : {});
    const { notice } = request.session;
    delete request.session.notice;
    response.render('runs/view.njk', {
      page: pageFrame('Matching runs', actor, '/runs'),
      csrf: csrfTokenOf(request),
      mayRun:
        actor.regions === undefined && actor.roles.some((role) => role === 'coordinator' || role === 'admin'),
      notice: notice ?? null,
      runs: presentRunList(page.items),
      next: page.nextCursor,
    });
  }
}
