import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Refusal, SYSTEM } from '../../../../../libs/domain/kernel/index.js';
import {
  AcceptInvitation,
  invitationKey,
  InvitationsQueries,
  type InvitationSummary,
} from '../../../../../libs/features/identity/index.js';
import { Clock } from '../../../../../libs/platform/observability/index.js';
import { AllowAnyone } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { Limited } from '../../access/limited.decorator.js';
import { beginSession, csrfTokenOf } from '../../access/session.js';
import { SIGN_IN_WAY, type SignInWay } from '../../access/sign-in-way.js';
import { foundOr404 } from '../../web/answer.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { type Form, textField } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { invitationFaults } from './invitation.form.js';
import { roleWords } from '../people/people.presenter.js';

/** The link of an invitation: who opens it and signs in first becomes the user. */
@ApiExcludeController()
@Controller('invitations')
export class InvitationPageController {
  constructor(
    private readonly invitations: InvitationsQueries,
    private readonly acceptInvitation: AcceptInvitation,
    private readonly clock: Clock,
    @Inject(SIGN_IN_WAY) private readonly way: SignInWay,
  ) {}

  @Get(':token')
  @Limited('link')
  @AllowAnyone()
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @Param('token') token: string,
  ): Promise<void> {
    const invitation = foundOr404(await this.invitations.open(invitationKey(token)), 'open invitation');
    this.render(request, response, token, { invitation });
  }

  @Post(':token')
  @Audits('invitation.accept')
  @Limited('link')
  @AllowAnyone()
  async accept(
    @Req() request: Request,
    @Res() response: Response,
    @Param('token') token: string,
    @Body() form: Form,
  ): Promise<void> {
    const key = invitationKey(token);
    const invitation = foundOr404(await this.invitations.open(key), 'open invitation');
    if (this.way === 'issuer') {
      request.session.invitation = key;
      response.redirect(303, '/sign-in');
      return;
    }
    const username = textField(form, 'username');
    const password = typeof form['password'] === 'string' ? form['password'] : '';
    const outcome = await this.acceptInvitation.execute(SYSTEM, { key, signIn: { username, password } });
    if (outcome.ok) {
      await beginSession(request, outcome.value, this.clock.now());
      response.redirect(303, '/');
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    this.render(request, response, token, { invitation, username, password, refusal: outcome.refusal });
  }

  private render(
    request: Request,
    response: Response,
    token: string,
    given: {
      readonly invitation: InvitationSummary;
      readonly username?: string;
      readonly password?: string;
      readonly refusal?: Refusal;
    },
  ): void {
    const { invitation, refusal, username = '', password = '' } = given;
    const { errors, faults } = invitationFaults(refusal, { username, password });
    response.render('invitation/view.njk', {
      page: pageFrame('You are invited', undefined, '', { fault: refusal !== undefined }),
      csrf: csrfTokenOf(request),
      action: `/invitations/${encodeURIComponent(token)}`,
      name: invitation.displayName,
      roles: invitation.roles.map(roleWords),
      byPassword: this.way === 'password',
      ...{ username, faults, refusal: errors },
    });
  }
}
