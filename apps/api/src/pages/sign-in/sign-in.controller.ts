import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { SYSTEM } from '../../../../../libs/domain/kernel/index.js';
import { SignIn } from '../../../../../libs/features/identity/index.js';
import { Clock } from '../../../../../libs/platform/observability/index.js';
import { AllowAnyone } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { localPath } from '../../web/local-path.js';
import { type Form, textField } from '../form.js';
import { pageFrame } from '../page-frame.js';

@ApiExcludeController()
@Controller()
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly clock: Clock,
  ) {}

  @Get('sign-in')
  @AllowAnyone()
  form(@Req() request: Request, @Res() response: Response, @Query('returnTo') returnTo: unknown): void {
    this.show(request, response, { returnTo: localPath(returnTo), username: '' });
  }

  @Post('sign-in')
  @AllowAnyone()
  async enter(@Req() request: Request, @Res() response: Response, @Body() form: Form): Promise<void> {
    const username = textField(form, 'username');
    const returnTo = localPath(form['returnTo']);
    const outcome = await this.signIn.execute(SYSTEM, {
      username,
      password: typeof form['password'] === 'string' ? form['password'] : '',
    });
    if (!outcome.ok) {
      response.status(401);
      this.show(request, response, { returnTo, username, fault: 'The username or password is wrong' });
      return;
    }
    // A new session at sign-in: one that was planted before is worth nothing.
    await new Promise<void>((resolve, reject) => {
      request.session.regenerate((error: unknown) => {
        if (error === undefined || error === null) resolve();
        else reject(error instanceof Error ? error : new Error('The session could not be renewed'));
      });
    });
    request.session.userId = outcome.value.actor.id;
    request.session.signedInAtMs = this.clock.now().getTime();
    response.redirect(303, returnTo);
  }

  @Post('sign-out')
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
    response.render('sign-in/view.njk', { ...view, page, csrf: csrfTokenOf(request) });
  }
}
