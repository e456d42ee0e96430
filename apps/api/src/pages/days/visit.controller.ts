import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, Outcome } from '../../../../../libs/domain/kernel/index.js';
import {
  ChangeVisit,
  EngagementsQueries,
  type VisitView,
} from '../../../../../libs/features/delivery/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { type Form, versionField } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';
import { formFaults, type FormFaults } from '../form-faults.js';
import { faultOf, givenVisit, visitFaults, visitForm } from './days.form.js';
import { formOfVisit, whyVisitStands } from './days.presenter.js';

interface Place {
  readonly actor: Actor;
  readonly matchId: string;
  readonly caseName: string;
  readonly visit: VisitView;
  /** Why it is not changed any more; null: it can be. */
  readonly closed: string | null;
}

/** One visit that the school has not signed: change it, or take it back. */
@ApiExcludeController()
@Controller('assignments/:matchId/days/:visitId')
export class VisitPageController {
  constructor(
    private readonly engagements: EngagementsQueries,
    private readonly changeVisit: ChangeVisit,
  ) {}

  @Get()
  @Allow('leader', 'coordinator', 'admin')
  async show(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Param('visitId', PageId) visitId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    render(await this.place(actor, matchId, visitId), request, response);
  }

  @Post()
  @Audits('visit.edit')
  @Allow('leader', 'coordinator', 'admin')
  async change(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Param('visitId', PageId) visitId: string,
    @Req() request: Request,
    @Res() response: Response,
    @Body() form: Form,
  ): Promise<void> {
    const place = await this.place(actor, matchId, visitId);
    const version = versionField(form);
    const outcome = await this.changeVisit.edit(actor, { matchId, visitId, version, ...givenVisit(form) });
    answer(place, outcome, 'The visit was changed.', { request, response, form });
  }

  @Post('withdraw')
  @Audits('visit.withdraw')
  @Allow('leader', 'coordinator', 'admin')
  async withdraw(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Param('visitId', PageId) visitId: string,
    @Req() request: Request,
    @Res() response: Response,
    @Body() form: Form,
  ): Promise<void> {
    const place = await this.place(actor, matchId, visitId);
    const version = versionField(form);
    const outcome = await this.changeVisit.withdraw(actor, { matchId, visitId, version });
    answer(place, outcome, 'The visit was withdrawn.', { request, response, form });
  }

  private async place(actor: Actor, matchId: string, visitId: string): Promise<Place> {
    const engagement = foundOr404(await this.engagements.find(actor, matchId), 'match');
    const visit = foundOr404(
      engagement.visits.find(({ id }) => id === visitId),
      'visit',
    );
    const closed = whyVisitStands(engagement.state, visit);
    return { actor, matchId, caseName: engagement.caseName, visit, closed };
  }
}

function answer(
  place: Place,
  outcome: Outcome<unknown>,
  notice: string,
  {
    request,
    response,
    form,
  }: { readonly request: Request; readonly response: Response; readonly form: Form },
): void {
  if (outcome.ok) {
    request.session.notice = notice;
    response.redirect(303, `/assignments/${place.matchId}/days`);
    return;
  }
  const { refusal } = outcome;
  response.status(statusOfRefusal(refusal.code));
  // The form to withdraw a visit has no fields.
  const faults = 'date-day' in form ? visitFaults(form, refusal) : formFaults([], [faultOf(refusal)]);
  render(place, request, response, { faults, form });
}

function render(
  { actor, matchId, caseName, visit, closed }: Place,
  request: Request,
  response: Response,
  { faults = formFaults([], []), form }: { readonly faults?: FormFaults; readonly form?: Form } = {},
): void {
  response.render('days/visit.njk', {
    back: `/assignments/${matchId}/days`,
    action: `/assignments/${matchId}/days/${visit.id}`,
    ...{ caseName, closed },
    version: visit.version,
    comment: visit.schoolComment,
    form: form !== undefined && 'date-day' in form ? visitForm(form) : formOfVisit(visit),
    ...faults,
    page: pageFrame(`Change a visit: ${caseName}`, actor, '', { fault: faults.errors !== null }),
    csrf: csrfTokenOf(request),
  });
}
