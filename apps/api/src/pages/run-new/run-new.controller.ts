import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { CreateRunUseCase, RunsQueries } from '../../../../../libs/features/runs/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { type Form, textField } from '../form.js';
import { offerItemsFor } from '../offers-for.js';
import { pageFrame } from '../page-frame.js';
import { emptyForm, formOfRun, paramsOf, sentForm } from './run-new.form.js';
import { presentRunNew } from './run-new.presenter.js';

/** Named before `runs/:runId`, which would take this path for an id. */
@ApiExcludeController()
@Controller('runs/new')
export class RunNewPageController {
  constructor(
    private readonly runs: RunsQueries,
    private readonly createRun: CreateRunUseCase,
  ) {}

  @Get()
  @Allow('coordinator', 'admin')
  async form(
    @ActorOf() actor: Actor,
    @Query() query: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const offers = offerItemsFor(actor);
    const asked = offers.find(({ value }) => value === textField(query, 'offer'));
    const offer = (asked ?? offers[0])?.value ?? '';
    const earlier = await this.runs.find(textField(query, 'from'));
    response.render('run-new/view.njk', {
      ...presentRunNew(earlier === null ? emptyForm(offer) : formOfRun(earlier), offers),
      copied: earlier?.label ?? null,
      page: pageFrame('Start a matching run', actor, '/runs'),
      csrf: csrfTokenOf(request),
    });
  }

  @Post()
  @Audits('run.create')
  @Allow('coordinator', 'admin')
  async start(
    @ActorOf() actor: Actor,
    @Body() body: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = sentForm(body);
    const outcome = await this.createRun.execute(actor, {
      offer: form.offer,
      ...(form.label === '' ? {} : { label: form.label }),
      params: paramsOf(form),
    });
    if (outcome.ok) {
      response.redirect(303, `/runs/${outcome.value.runId}`);
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code)).render('run-new/view.njk', {
      ...presentRunNew(form, offerItemsFor(actor), outcome.refusal),
      copied: null,
      page: pageFrame('Start a matching run', actor, '/runs', { fault: true }),
      csrf: csrfTokenOf(request),
    });
  }
}
