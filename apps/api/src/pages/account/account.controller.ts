import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor, type Refusal } from '../../../../../libs/domain/kernel/index.js';
import {
  CreateToken,
  EndSessions,
  IdentityQueries,
  RevokeToken,
  TOKEN_DAYS_MAX,
} from '../../../../../libs/features/identity/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { valueOf } from '../../web/answer.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { type Form, textField } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { shownList } from '../short-list.js';
import { TOKEN_LIST } from './tokens-list.js';
import { presentToken } from './account.presenter.js';

interface TokenForm {
  readonly name: string;
  readonly scope: string;
  readonly days: string;
}

const EMPTY: TokenForm = { name: '', scope: 'read', days: '30' };

/** Somebody's own tokens and sessions. */
@ApiExcludeController()
@Controller('account')
export class AccountPageController {
  constructor(
    private readonly identity: IdentityQueries,
    private readonly createToken: CreateToken,
    private readonly revokeToken: RevokeToken,
    private readonly endSessions: EndSessions,
  ) {}

  @Get('tokens')
  @Allow('coordinator', 'reviewer', 'leader', 'admin', 'auditor')
  async tokens(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    await this.show(actor, request, response, { form: EMPTY, query });
  }

  @Post('tokens')
  @Audits('api-token.create')
  @Allow('coordinator', 'reviewer', 'leader', 'admin', 'auditor')
  async create(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    const form = {
      name: textField(body, 'name'),
      scope: textField(body, 'scope'),
      days: textField(body, 'days'),
    };
    const outcome = await this.createToken.execute(actor, {
      userId: actor.id,
      name: form.name,
      expiresInDays: /^\d{1,3}$/.test(form.days) ? Number(form.days) : 0,
      scope: form.scope === 'write' ? 'write' : 'read',
    });
    if (!outcome.ok) {
      response.status(statusOfRefusal(outcome.refusal.code));
      await this.show(actor, request, response, { form, refusal: outcome.refusal });
      return;
    }
    // Shown in the answer itself: the token is stored nowhere, so there is nothing to show on another page.
    response.status(201);
    await this.show(actor, request, response, { form: EMPTY, made: outcome.value.token });
  }

  @Post('tokens/:tokenId/revoke')
  @Audits('api-token.revoke')
  @Allow('coordinator', 'reviewer', 'leader', 'admin', 'auditor')
  async revoke(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('tokenId') tokenId: string,
  ): Promise<void> {
    valueOf(await this.revokeToken.execute(actor, { tokenId }));
    request.session.notice = 'The token no longer works.';
    response.redirect(303, '/account/tokens');
  }

  @Post('sign-out-everywhere')
  @Audits('user.end-sessions')
  @Allow('coordinator', 'reviewer', 'leader', 'admin', 'auditor')
  async leaveEverywhere(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    valueOf(await this.endSessions.execute(actor, { userId: actor.id }));
    request.session.destroy(() => {
      response.redirect(303, '/sign-in');
    });
  }

  private async show(
    actor: Actor,
    request: Request,
    response: Response,
    given: {
      readonly form: TokenForm;
      readonly query?: Form;
      readonly made?: string;
      readonly refusal?: Refusal;
    },
  ): Promise<void> {
    const notice = takeNotice(request);
    const { form, refusal } = given;
    const field = refusal?.code === 'bad-token-days' ? 'days' : 'name';
    const tokens = await this.identity.tokens(actor.id);
    const list = shownList(TOKEN_LIST, tokens, given.query ?? {});
    response.render('account/view.njk', {
      page: pageFrame('My account', actor, '', { fault: refusal !== undefined }),
      csrf: csrfTokenOf(request),
      notice,
      form,
      made: given.made ?? null,
      daysMax: TOKEN_DAYS_MAX,
      ...{ list, hasTokens: tokens.length > 0, tokens: list.rows.map(presentToken) },
      faults: refusal === undefined ? {} : { [field]: { text: refusalSentence(refusal) } },
      refusal: refusal === undefined ? null : [{ text: refusalSentence(refusal), href: `#${field}` }],
    });
  }
}
