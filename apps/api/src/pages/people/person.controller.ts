import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor, type Refusal } from '../../../../../libs/domain/kernel/index.js';
import {
  ChangeUser,
  EndSessions,
  IdentityQueries,
  type UserSummary,
} from '../../../../../libs/features/identity/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import { plural } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { foundOr404, valueOf } from '../../web/answer.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import type { Form } from '../form.js';
import { pickItems } from '../pick-items.js';
import { pageFrame } from '../page-frame.js';
import { offerChoices, presentPerson, regionChoices, roleChoices } from './people.presenter.js';
import { EMPTY_PERSON, type PersonForm, personFaults, readPerson } from './person.form.js';

/** One user: what they may do, and their sessions. */
@ApiExcludeController()
@Controller('admin/users/:userId')
export class PersonPageController {
  constructor(
    private readonly identity: IdentityQueries,
    private readonly leaders: LeadersQueries,
    private readonly changeUser: ChangeUser,
    private readonly endUserSessions: EndSessions,
  ) {}

  @Get()
  @Allow('admin')
  async one(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('userId') userId: string,
  ): Promise<void> {
    const user = foundOr404(await this.identity.user(userId), 'user');
    await this.show(actor, request, response, { user, form: formOf(user) });
  }

  @Post()
  @Audits('user.change')
  @Allow('admin')
  async change(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('userId') userId: string,
    @Body() body: Form,
  ): Promise<void> {
    const user = foundOr404(await this.identity.user(userId), 'user');
    const form = readPerson(body);
    const { roles, leaderRef, offers, regions, disabled, reason } = form;
    const unknown = leaderRef !== '' && (await this.leaders.one(leaderRef)) === undefined;
    const outcome = unknown
      ? ({ ok: false, refusal: { code: 'invalid-leader-ref', facts: { leaderRef } } } as const)
      : await this.changeUser.execute(actor, {
          ...{ userId: user.id, roles, leaderRef, offers, regions, disabled, reason },
        });
    if (!outcome.ok) {
      response.status(statusOfRefusal(outcome.refusal.code));
      await this.show(actor, request, response, { user, form, refusal: outcome.refusal });
      return;
    }
    request.session.notice = 'Changed. It counts from their next page on.';
    response.redirect(303, `/admin/users/${user.id}`);
  }

  @Post('end-sessions')
  @Audits('user.end-sessions')
  @Allow('admin')
  async endSessions(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('userId') userId: string,
  ): Promise<void> {
    const { ended } = valueOf(await this.endUserSessions.execute(actor, { userId }));
    request.session.notice = `Signed out everywhere: ${plural(ended, 'session', 'sessions')} ended.`;
    // Somebody who ended their own sessions finds themselves at the sign-in page.
    response.redirect(303, `/admin/users/${encodeURIComponent(userId)}`);
  }

  private async show(
    actor: Actor,
    request: Request,
    response: Response,
    given: { readonly user: UserSummary; readonly form: PersonForm; readonly refusal?: Refusal },
  ): Promise<void> {
    const notice = takeNotice(request);
    const { user, form, refusal } = given;
    response.render('people/person.njk', {
      page: pageFrame(user.displayName, actor, '/admin/users', { fault: refusal !== undefined }),
      csrf: csrfTokenOf(request),
      notice,
      person: presentPerson(user),
      form,
      roles: roleChoices(form.roles),
      offers: offerChoices(form.offers),
      regions: regionChoices(form.regions),
      leaders: pickItems(await this.leaders.names(), 'No leader'),
      ...personFaults(form, ['reason'], refusal),
    });
  }
}

function formOf(user: UserSummary): PersonForm {
  const { displayName, roles, disabled, leaderRef, offers, regions } = user;
  const limits = { offers: offers ?? [], regions: regions ?? [] };
  return { ...EMPTY_PERSON, displayName, roles, disabled, leaderRef: leaderRef ?? '', ...limits };
}
