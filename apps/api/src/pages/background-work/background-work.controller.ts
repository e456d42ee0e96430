import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { BackgroundWorkQueries } from '../../../../../libs/features/reports/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { pageFrame } from '../page-frame.js';
import { presentBackgroundWork } from './background-work.presenter.js';

/** How the queues stand: whether anybody works on them, what waits and what failed. */
@ApiExcludeController()
@Controller('admin/background-work')
export class BackgroundWorkPageController {
  constructor(private readonly work: BackgroundWorkQueries) {}

  @Get()
  @Allow('admin')
  async show(@ActorOf() actor: Actor, @Req() request: Request, @Res() response: Response): Promise<void> {
    response.render('background-work/view.njk', {
      ...presentBackgroundWork(await this.work.now()),
      page: pageFrame('Background work', actor, '/admin/users'),
      csrf: csrfTokenOf(request),
    });
  }
}
