import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Outcome, type Refusal, SYSTEM } from '../../../../../libs/domain/kernel/index.js';
import {
  AcceptInvitation,
  SignInByIdentity,
  type SignedIn,
} from '../../../../../libs/features/identity/index.js';
import { Clock } from '../../../../../libs/platform/observability/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { AllowAnyone } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { OidcClient, type Vouched } from '../../access/oidc-client.js';
import { beginSession } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { localPath } from '../../web/local-path.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { pageFrame } from '../page-frame.js';

/** Sign-in at the identity provider: there and back. */
@ApiExcludeController()
@Controller('sign-in')
export class IdentityProviderController {
  constructor(
    private readonly provider: OidcClient,
    private readonly signIn: SignInByIdentity,
    private readonly acceptInvitation: AcceptInvitation,
    private readonly clock: Clock,
  ) {}

  @Get('begin')
  @AllowAnyone()
  async begin(
    @Req() request: Request,
    @Res() response: Response,
    @Query('returnTo') returnTo: unknown,
  ): Promise<void> {
    foundOr404(this.provider.isSet ? this.provider : undefined, 'identity provider');
    const begun = await this.provider.begin(localPath(returnTo));
    if (!begun.ok) {
      this.refuse(response, begun.refusal);
      return;
    }
    request.session.pending = begun.value.pending;
    response.redirect(303, begun.value.url);
  }

  @Get('callback')
  @Audits('user.sign-in', 'invitation.accept')
  @AllowAnyone()
  async callback(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { pending, invitation } = request.session;
    // Once, whatever comes of it: the same answer of the provider is never taken twice.
    delete request.session.pending;
    if (pending === undefined) {
      this.refuse(response, { code: 'sign-in-failed', facts: {} });
      return;
    }
    const vouched = await this.provider.finish(request.originalUrl, pending);
    const signedIn = vouched.ok ? await this.userOf(vouched.value, invitation) : vouched;
    if (!vouched.ok || !signedIn.ok) {
      this.refuse(response, signedIn.ok ? { code: 'sign-in-failed', facts: {} } : signedIn.refusal);
      return;
    }
    await beginSession(request, signedIn.value, this.clock.now());
    const { subject, organisationId } = vouched.value;
    if (organisationId !== null) request.session.dfe = { subject, organisationId };
    response.redirect(303, invitation === undefined ? pending.returnTo : '/');
  }

  private userOf({ issuer, subject }: Vouched, invitation: string | undefined): Promise<Outcome<SignedIn>> {
    return invitation === undefined
      ? this.signIn.execute(SYSTEM, { issuer, subject })
      : this.acceptInvitation.execute(SYSTEM, { key: invitation, signIn: { issuer, subject } });
  }

  private refuse(response: Response, refusal: Refusal): void {
    response.status(statusOfRefusal(refusal.code));
    response.render('sign-in/refused.njk', {
      page: pageFrame('You are not signed in', undefined),
      why: refusalSentence(refusal),
    });
  }
}
