import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, OfferYear, Refusal } from '../../../../../libs/domain/kernel/index.js';
import { offerPolicy, priorityNames } from '../../../../../libs/domain/offers/index.js';
import { ChangeOfferSettings, OfferRecordsQueries } from '../../../../../libs/features/offers/index.js';
import { OFFER_NAMES } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { knownOffer } from '../../json/known-offer.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { coordinates } from '../coordinates.js';
import type { Form } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { formOfSettings, roundForm, type RoundForm, settingsOfForm } from './round.form.js';
import { presentRoundForm, roundErrors } from './round.presenter.js';

interface Shown {
  readonly form?: RoundForm;
  readonly refusal?: Refusal;
}

/** What is set for one offer: priorities, order of contacts, time to answer, day rate, second approval. */
@ApiExcludeController()
@Controller('rounds/:offer')
export class RoundPageController {
  constructor(
    private readonly records: OfferRecordsQueries,
    private readonly changeSettings: ChangeOfferSettings,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async show(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('offer') offer: string,
  ): Promise<void> {
    await this.render(actor, request, response, knownOffer(offer));
  }

  @Post()
  @Audits('offer-settings.change')
  @Allow('coordinator', 'admin')
  async change(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('offer') given: string,
    @Body() body: Form,
  ): Promise<void> {
    const offer = knownOffer(given);
    const form = roundForm(body, priorityNames(offerPolicy(offer)));
    const { version } = form;
    const outcome = await this.changeSettings.execute(actor, {
      ...{ offer, version, settings: settingsOfForm(form) },
    });
    if (outcome.ok) {
      request.session.notice =
        'The settings are saved. The next assessment and the next matches follow them.';
      response.redirect(303, `/rounds/${offer}`);
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    await this.render(actor, request, response, offer, { form, refusal: outcome.refusal });
  }

  private async render(
    actor: Actor,
    request: Request,
    response: Response,
    offer: OfferYear,
    { form, refusal }: Shown = {},
  ): Promise<void> {
    const { settings, version } = await this.records.settings(offer);
    const notice = takeNotice(request);
    response.render('round/view.njk', {
      page: pageFrame(`Settings of ${OFFER_NAMES[offer]}`, actor, '', { fault: refusal !== undefined }),
      csrf: csrfTokenOf(request),
      notice,
      offer,
      mayChange: coordinates(actor),
      fields: presentRoundForm(offer, form ?? formOfSettings(settings, version), refusal),
      refusal: refusal === undefined ? null : roundErrors(refusal),
    });
  }
}
