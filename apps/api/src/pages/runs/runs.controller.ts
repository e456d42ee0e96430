import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor, OFFER_YEARS, type Refusal } from '../../../../../libs/domain/kernel/index.js';
import { CreateRunUseCase, RunsQueries } from '../../../../../libs/features/runs/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { type Form, textField } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { presentRunList } from './runs.presenter.js';

interface RunsForm {
  readonly offer: string;
  readonly label: string;
  readonly maxMiles: string;
}

const NEWEST_OFFER = OFFER_YEARS[OFFER_YEARS.length - 1] ?? '';
const EMPTY: RunsForm = { offer: NEWEST_OFFER, label: '', maxMiles: '' };

@ApiExcludeController()
@Controller('runs')
export class RunsPageController {
  constructor(
    private readonly runs: RunsQueries,
    private readonly createRun: CreateRunUseCase,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query('cursor') cursor: unknown,
  ): Promise<void> {
    await this.show(actor, request, response, { cursor: typeof cursor === 'string' ? cursor : undefined });
  }

  @Post()
  @Allow('coordinator', 'admin')
  async start(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    const form: RunsForm = {
      offer: textField(body, 'offer'),
      label: textField(body, 'label'),
      maxMiles: textField(body, 'maxMiles'),
    };
    const outcome = await this.createRun.execute(actor, {
      offer: form.offer,
      ...(form.label === '' ? {} : { label: form.label }),
      params: form.maxMiles === '' ? {} : { maxMiles: Number(form.maxMiles) },
    });
    if (outcome.ok) {
      response.redirect(303, `/runs/${outcome.value.runId}`);
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    await this.show(actor, request, response, { form, refusal: outcome.refusal });
  }

  private async show(
    actor: Actor,
    request: Request,
    response: Response,
    given: { readonly cursor?: string | undefined; readonly form?: RunsForm; readonly refusal?: Refusal },
  ): Promise<void> {
    const page = await this.runs.list(given.cursor === undefined ? {} : { cursor: given.cursor });
    const { refusal } = given;
    const field = refusal?.code === 'invalid-params' ? '#maxMiles' : '#offer';
    response.render('runs/view.njk', {
      page: pageFrame('Matching runs', actor, '/runs', { fault: refusal !== undefined }),
      csrf: csrfTokenOf(request),
      mayRun: actor.roles.some((role) => role === 'coordinator' || role === 'admin'),
      offers: OFFER_YEARS.map((year) => ({ value: year, text: year })),
      form: given.form ?? EMPTY,
      runs: presentRunList(page.items),
      next: page.nextCursor,
      refusal: refusal === undefined ? null : [{ text: refusalSentence(refusal), href: field }],
    });
  }
}
