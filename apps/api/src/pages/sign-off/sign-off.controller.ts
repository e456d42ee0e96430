import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Refusal } from '../../../../../libs/domain/kernel/index.js';
import { EngagementsQueries, SignOffVisits } from '../../../../../libs/features/delivery/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { AllowAnyone } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { Limited } from '../../access/limited.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { type Form, textField } from '../form.js';
import { formFaults } from '../form-faults.js';
import { pageFrame } from '../page-frame.js';
import { answersIn, presentSignOff, signOffFaults, signedSentence } from './sign-off.presenter.js';

/** The school's page: what it is asked to confirm. No sign-in; the address is the right. */
@ApiExcludeController()
@Controller('sign-off/:token')
export class SignOffPageController {
  constructor(
    private readonly engagements: EngagementsQueries,
    private readonly signOff: SignOffVisits,
  ) {}

  @Get()
  @AllowAnyone()
  @Limited('link')
  async show(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.page(token, request, response);
  }

  @Post()
  @Audits('visit.sign-off')
  @AllowAnyone()
  @Limited('link')
  async sign(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
    @Body() form: Form,
  ): Promise<void> {
    const outcome = await this.signOff.execute({
      ...{ token, signedBy: textField(form, 'signedBy'), role: textField(form, 'role') },
      ...{ comment: textField(form, 'comment'), answers: answersIn(form) },
    });
    if (!outcome.ok) {
      await this.page(token, request, response, { refusal: outcome.refusal, form });
      return;
    }
    keepFromOthers(response);
    response.render('sign-off/done.njk', {
      sentence: signedSentence(outcome.value),
      page: pageFrame('Thank you', undefined),
    });
  }

  private async page(
    token: string,
    request: Request,
    response: Response,
    { refusal, form = {} }: { readonly refusal?: Refusal; readonly form?: Form } = {},
  ): Promise<void> {
    keepFromOthers(response);
    const found = await this.engagements.forSignOff(token);
    if (!found.ok) {
      response.status(statusOfRefusal(found.refusal.code));
      response.render('sign-off/closed.njk', {
        sentence: refusalSentence(found.refusal),
        used: found.refusal.code === 'sign-off-link-used',
        page: pageFrame('This link cannot be used', undefined),
      });
      return;
    }
    if (refusal !== undefined) response.status(statusOfRefusal(refusal.code));
    const signOff = presentSignOff(found.value, form, refusal);
    response.render('sign-off/view.njk', {
      action: `/sign-off/${token}`,
      signOff,
      form: {
        signedBy: textField(form, 'signedBy'),
        role: textField(form, 'role'),
        comment: textField(form, 'comment'),
      },
      ...(refusal === undefined ? formFaults([], []) : signOffFaults(signOff, form, refusal)),
      page: pageFrame('Confirm the visits', undefined, '', { fault: refusal !== undefined }),
      csrf: csrfTokenOf(request),
    });
  }
}

/** The address must not travel on to wherever the person goes next. */
function keepFromOthers(response: Response): void {
  response.setHeader('Referrer-Policy', 'no-referrer');
}
