import { Body, Controller, Get, Param, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, Outcome, Refusal } from '../../../../../libs/domain/kernel/index.js';
import {
  EndDelivery,
  type EngagementView,
  EngagementsQueries,
  LogVisit,
  MakeSignOffLink,
} from '../../../../../libs/features/delivery/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { OwnAddress } from '../../web/own-address.js';
import { coordinates } from '../coordinates.js';
import { type Form, textField } from '../form.js';
import { Exports } from '../../web/exports.decorator.js';
import { type GiveFile, GivesFile, ListFiles } from '../../web/list-file.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';
import { askedRows, shownList } from '../short-list.js';
import { VISIT_FILE_COLUMNS, visitList } from './visits-list.js';
import { formFaults, type FormFaults } from '../form-faults.js';
import { EMPTY_VISIT_FORM, endFaults, faultOf, givenVisit, visitFaults, visitForm } from './days.form.js';
import { presentDays } from './days.presenter.js';

/** What a failed or finished step adds to the page. */
interface Shown {
  readonly faults?: FormFaults;
  /** As it was sent. */
  readonly form?: Form;
  /** The school's address, shown this once. */
  readonly link?: string;
  /** How the visits are sorted. */
  readonly query?: Form;
}

/** The log of a match's days: visits, asking the school to sign, and the end. */
@ApiExcludeController()
@Controller('assignments/:matchId/days')
export class DaysPageController {
  constructor(
    private readonly engagements: EngagementsQueries,
    private readonly logVisit: LogVisit,
    private readonly links: MakeSignOffLink,
    private readonly endDelivery: EndDelivery,
    private readonly ownAddress: OwnAddress,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'leader', 'admin', 'auditor')
  async show(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const engagement = foundOr404(await this.engagements.find(actor, matchId), 'match');
    render(actor, engagement, request, response, { query });
  }

  @ListFiles('visits')
  @Exports('visits', 'matchId')
  @Allow('coordinator', 'reviewer', 'leader', 'admin', 'auditor')
  async files(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Query() query: Form,
    @GivesFile() give: GiveFile,
  ): Promise<StreamableFile> {
    const { visits } = foundOr404(await this.engagements.find(actor, matchId), 'match');
    const list = visitList(`/assignments/${matchId}/days`);
    const rows = askedRows(list, visits, query);
    return give({ name: 'visits', sheet: 'Visits', columns: VISIT_FILE_COLUMNS, rows });
  }

  @Post()
  @Audits('visit.log')
  @Allow('leader', 'coordinator', 'admin')
  async log(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Req() request: Request,
    @Res() response: Response,
    @Body() form: Form,
  ): Promise<void> {
    const engagement = foundOr404(await this.engagements.find(actor, matchId), 'match');
    const outcome = await this.logVisit.execute(actor, { matchId, ...givenVisit(form) });
    const asked = { actor, engagement, request, response, form };
    answer(outcome, 'The visit was logged.', asked, (refusal) => visitFaults(form, refusal));
  }

  /** Sent to the school's contact; without one the answer itself shows the link, which nobody can look up again. */
  @Post('link')
  @Audits('sign-off-link.make')
  @Allow('leader', 'coordinator', 'admin')
  async link(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const before = foundOr404(await this.engagements.find(actor, matchId), 'match');
    const made = await this.links.execute(actor, { matchId });
    const engagement = (await this.engagements.find(actor, matchId)) ?? before;
    if (!made.ok) {
      response.status(statusOfRefusal(made.refusal.code));
      render(actor, engagement, request, response, { faults: faultsOf(made.refusal) });
      return;
    }
    const { token } = made.value;
    if (token === null) {
      request.session.notice = 'The link goes to the contact of the school or trust, in a message.';
      response.redirect(303, `/assignments/${matchId}/days`);
      return;
    }
    const link = `${this.ownAddress.of(request)}/sign-off/${token}`;
    render(actor, engagement, request, response, { link });
  }

  @Post('revoke')
  @Audits('sign-off-link.revoke')
  @Allow('leader', 'coordinator', 'admin')
  async revoke(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Req() request: Request,
    @Res() response: Response,
    @Body() form: Form,
  ): Promise<void> {
    const engagement = foundOr404(await this.engagements.find(actor, matchId), 'match');
    const outcome = await this.links.revoke(actor, { matchId, linkId: textField(form, 'linkId') });
    answer(outcome, 'The link was withdrawn.', { actor, engagement, request, response, form });
  }

  @Post('end')
  @Audits('match.complete', 'match.end-early')
  @Allow('leader', 'coordinator', 'admin')
  async end(
    @ActorOf() actor: Actor,
    @Param('matchId', PageId) matchId: string,
    @Req() request: Request,
    @Res() response: Response,
    @Body() form: Form,
  ): Promise<void> {
    const engagement = foundOr404(await this.engagements.find(actor, matchId), 'match');
    const early = engagement.deliveredHalfDays < engagement.halfDays;
    const outcome = await this.endDelivery.execute(actor, {
      ...{ matchId, outcome: textField(form, 'outcome'), report: textField(form, 'report') },
      ...(early ? { endedEarlyReason: textField(form, 'reason') } : {}),
    });
    const asked = { actor, engagement, request, response, form };
    answer(outcome, 'The support is over.', asked, (refusal) => endFaults(form, early, refusal));
  }
}

interface Answering {
  readonly actor: Actor;
  readonly engagement: EngagementView;
  readonly request: Request;
  readonly response: Response;
  readonly form: Form;
}

function answer(
  outcome: Outcome<unknown>,
  notice: string,
  { actor, engagement, request, response, form }: Answering,
  faults: (refusal: Refusal) => FormFaults = faultsOf,
): void {
  if (outcome.ok) {
    request.session.notice = notice;
    response.redirect(303, `/assignments/${engagement.matchId}/days`);
    return;
  }
  response.status(statusOfRefusal(outcome.refusal.code));
  render(actor, engagement, request, response, { faults: faults(outcome.refusal), form });
}

function faultsOf(refusal: Refusal): FormFaults {
  return formFaults([], [faultOf(refusal)]);
}

function render(
  actor: Actor,
  engagement: EngagementView,
  request: Request,
  response: Response,
  { faults = formFaults([], []), form = {}, link, query = {} }: Shown = {},
): void {
  const notice = takeNotice(request);
  const list = shownList(visitList(`/assignments/${engagement.matchId}/days`), engagement.visits, query);
  const mayWork = actor.roles.includes('leader') || coordinates(actor);
  const ownPage = actor.leaderRef === engagement.leaderRef && actor.roles.includes('leader');
  response.render('days/view.njk', {
    ...{ list, days: presentDays(engagement, mayWork, list.rows) },
    form: 'date-day' in form ? visitForm(form) : EMPTY_VISIT_FORM,
    end: {
      outcome: textField(form, 'outcome'),
      report: textField(form, 'report'),
      reason: textField(form, 'reason'),
    },
    back: `/${ownPage ? 'assignments' : 'matches'}/${engagement.matchId}`,
    ...faults,
    link: link ?? null,
    notice,
    page: pageFrame(`Days: ${engagement.caseName}`, actor, ownPage ? '/assignments' : '', {
      fault: faults.errors !== null,
    }),
    csrf: csrfTokenOf(request),
  });
}
