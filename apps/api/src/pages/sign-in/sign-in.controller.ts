import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Clock } from '../../../../../libs/platform/observability/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { AllowAnyone } from '../../access/allow.decorator.js';
import { Audits, AuditsNothing } from '../../access/audits.decorator.js';
import { PasswordSignIn } from '../../access/password-sign-in.js';
import { beginSession, csrfTokenOf } from '../../access/session.js';
import { SIGN_IN_WAY, type SignInWay } from '../../access/sign-in-way.js';
import { localPath } from '../../web/local-path.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { type Form, textField } from '../form.js';
import { pageFrame } from '../page-frame.js';

@ApiExcludeController()
@Controller()
export class SignInController {
  constructor(
    private readonly signIn: PasswordSignIn,
    private readonly clock: Clock,
    @Inject(SIGN_IN_WAY) private readonly way: SignInWay,
  ) {}

  @Get('sign-in')
  @AllowAnyone()
  form(@Req() request: Request, @Res() response: Response, @Query('returnTo') returnTo: unknown): void {
    this.show(request, response, { returnTo: localPath(returnTo), username: '' });
  }

  @Post('sign-in')
  @Audits('user.sign-in')
  @AllowAnyone()
  async enter(@Req() request: Request, @Res() response: Response, @Body() form: Form): Promise<void> {
    const username = textField(form, 'username');
    const returnTo = localPath(form['returnTo']);
    const outcome = await this.signIn.execute(request, {
      username,
      password: typeof form['password'] === 'string' ? form['password'] : '',
    });
    if (!outcome.ok) {
      const { refusal } = outcome;
      response.status(statusOfRefusal(refusal.code));
      const { waitSeconds } = refusal.facts;
      if (typeof waitSeconds === 'number') response.setHeader('Retry-After', String(waitSeconds));
      const wrong = refusal.code === 'sign-in-refused';
      const fault = wrong ? 'The username or password is wrong' : refusalSentence(refusal);
      this.show(request, response, { returnTo, username, fault });
      return;
    }
    await beginSession(request, outcome.value, this.clock.now());
    response.redirect(303, returnTo);
  }

  @Post('sign-out')
  @AuditsNothing('ends-own-session')
  @AllowAnyone()
  leave(@Req() request: Request, @Res() response: Response): void {
    request.session.destroy(() => {
      response.redirect(303, '/sign-in');
    });
  }

  private show(
    request: Request,
    response: Response,
    view: { readonly returnTo: string; readonly username: string; readonly fault?: string },
  ): void {
    const page = pageFrame('Sign in', undefined, '', { fault: view.fault !== undefined });
    const byPassword = this.way === 'password';
    response.render('sign-in/view.njk', { ...view, page, byPassword, csrf: csrfTokenOf(request) });
  }
}
