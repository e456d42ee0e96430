import { Body, Controller, Get, Param, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, Refusal } from '../../../../../libs/domain/kernel/index.js';
import {
  INVITATION_DAYS,
  InvitationsQueries,
  type InvitationSummary,
  InvitePerson,
  WithdrawInvitation,
} from '../../../../../libs/features/identity/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { valueOf } from '../../web/answer.js';
import { Exports } from '../../web/exports.decorator.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { OwnAddress } from '../../web/own-address.js';
import type { Form } from '../form.js';
import { pickItems } from '../pick-items.js';
import { pageFrame } from '../page-frame.js';
import { askedRows, shownList } from '../short-list.js';
import { INVITATION_FILE_COLUMNS, INVITATION_LIST } from './invitations-list.js';
import { offerChoices, presentInvitation, regionChoices, roleChoices } from './people.presenter.js';
import { EMPTY_PERSON, personFaults, type PersonForm, readPerson } from './person.form.js';

/** Whoever was invited to come in. */
@ApiExcludeController()
@Controller('admin/invitations')
export class InvitationsPageController {
  constructor(
    private readonly invitations: InvitationsQueries,
    private readonly leaders: LeadersQueries,
    private readonly invitePerson: InvitePerson,
    private readonly withdrawInvitation: WithdrawInvitation,
    private readonly ownAddress: OwnAddress,
  ) {}

  @Get()
  @Allow('admin')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const notice = takeNotice(request);
    const found = await this.invitations.list();
    const list = shownList(INVITATION_LIST, found, query);
    response.render('people/invitations.njk', {
      page: pageFrame('Invitations', actor, '/admin/users'),
      csrf: csrfTokenOf(request),
      ...{ notice, list, hasInvitations: found.length > 0, rows: list.rows.map(presentInvitation) },
    });
  }

  @ListFiles('invitations')
  @Exports('invitations')
  @Allow('admin')
  async files(@Query() query: Form, @GivesFile() give: GiveFile): Promise<StreamableFile> {
    return give(await this.file(query));
  }

  @Get('new')
  @Allow('admin')
  async form(@ActorOf() actor: Actor, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.show(actor, request, response, EMPTY_PERSON);
  }

  @Post()
  @Audits('invitation.create')
  @Allow('admin')
  async invite(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    const form = readPerson(body);
    const unknown = form.leaderRef !== '' && (await this.leaders.one(form.leaderRef)) === undefined;
    const outcome = unknown
      ? ({
          ok: false,
          refusal: { code: 'invalid-leader-ref', facts: { leaderRef: form.leaderRef } },
        } as const)
      : await this.invitePerson.execute(actor, { ...form, email: form.email, leaderRef: form.leaderRef });
    if (!outcome.ok) {
      response.status(statusOfRefusal(outcome.refusal.code));
      await this.show(actor, request, response, form, outcome.refusal);
      return;
    }
    // Shown in the answer itself: the link is stored nowhere, so there is nothing to show on another page.
    response.status(201).render('people/invited.njk', {
      page: pageFrame('Invitation made', actor, '/admin/users'),
      csrf: csrfTokenOf(request),
      name: form.displayName,
      link: `${this.ownAddress.of(request)}/invitations/${outcome.value.token}`,
      days: INVITATION_DAYS,
    });
  }

  @Post(':invitationId/withdraw')
  @Audits('invitation.withdraw')
  @Allow('admin')
  async withdraw(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('invitationId') invitationId: string,
  ): Promise<void> {
    valueOf(await this.withdrawInvitation.execute(actor, { invitationId }));
    request.session.notice = 'The invitation is withdrawn: its link no longer works.';
    response.redirect(303, '/admin/invitations');
  }

  private async file(query: Form): Promise<ListFile<InvitationSummary>> {
    const found = await this.invitations.list();
    const rows = askedRows(INVITATION_LIST, found, query);
    return { name: 'invitations', sheet: 'Invitations', columns: INVITATION_FILE_COLUMNS, rows };
  }

  private async show(
    actor: Actor,
    request: Request,
    response: Response,
    form: PersonForm,
    refusal?: Refusal,
  ): Promise<void> {
    response.render('people/invite.njk', {
      page: pageFrame('Invite somebody', actor, '/admin/users', { fault: refusal !== undefined }),
      csrf: csrfTokenOf(request),
      form,
      roles: roleChoices(form.roles),
      offers: offerChoices(form.offers),
      regions: regionChoices(form.regions),
      leaders: pickItems(await this.leaders.names(), 'No leader'),
      days: INVITATION_DAYS,
      ...personFaults(form, ['displayName'], refusal),
    });
  }
}
