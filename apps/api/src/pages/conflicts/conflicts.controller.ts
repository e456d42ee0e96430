import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor, type OfferYear } from '../../../../../libs/domain/kernel/index.js';
import { LeaderListQueries } from '../../../../../libs/features/budgets/index.js';
import {
  CONFLICT_SIDES,
  CONFLICT_SUBJECTS,
  ConflictsQueries,
  DeclareConflict,
} from '../../../../../libs/features/matches/index.js';
import { OFFER_NAMES } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { coordinates } from '../coordinates.js';
import { type Form, textField } from '../form.js';
import { shownOffer } from '../leader/leader.controller.js';
import { offerLinks } from '../leader/leader.presenter.js';
import { offersFor } from '../offers-for.js';
import { formFaults, type FormFaults } from '../form-faults.js';
import { pageFrame } from '../page-frame.js';
import {
  conflictChoices,
  conflictFaults,
  type ConflictForm,
  declaredSentence,
  missingInConflict,
  presentConflicts,
} from './conflicts.presenter.js';

interface Shown {
  readonly form: ConflictForm;
  readonly faults?: FormFaults;
}

/** Declared conflicts of interest: a leader's own, or for a coordinator everybody's. */
@ApiExcludeController()
@Controller('conflicts')
export class ConflictsPageController {
  constructor(
    private readonly conflicts: ConflictsQueries,
    private readonly declareConflict: DeclareConflict,
    private readonly leaders: LeaderListQueries,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'leader', 'admin', 'auditor')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    await this.show(actor, request, response, await this.offer(actor, query), { form: formIn(query) });
  }

  @Post()
  @Audits('conflict.declare')
  @Allow('coordinator', 'leader', 'admin')
  async declare(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    const offer = await this.offer(actor, body);
    const form = formIn(body);
    const subjectKind = CONFLICT_SUBJECTS.find((kind) => kind === form.subjectKind);
    const declaredBy = mayRecord(actor) ? CONFLICT_SIDES.find((side) => side === form.declaredBy) : 'leader';
    const missing = missingInConflict(form, mayRecord(actor));
    if (missing.length > 0 || subjectKind === undefined || declaredBy === undefined) {
      response.status(422);
      await this.show(actor, request, response, offer, { form, faults: conflictFaults(missing) });
      return;
    }
    const leaderRef = mayRecord(actor) ? form.leaderRef : (actor.leaderRef ?? '');
    const { subjectId, reason } = form;
    const outcome = await this.declareConflict.execute(actor, {
      ...{ offer, leaderRef, subjectKind, subjectId, declaredBy, reason },
    });
    if (outcome.ok) {
      request.session.notice = declaredSentence(outcome.value);
      response.redirect(303, `/conflicts?offer=${offer}`);
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    await this.show(actor, request, response, offer, { form, faults: conflictFaults([], outcome.refusal) });
  }

  @Post(':conflictId/withdraw')
  @Audits('conflict.withdraw')
  @Allow('coordinator', 'leader', 'admin')
  async withdraw(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('conflictId') conflictId: string,
    @Body() body: Form,
  ): Promise<void> {
    const offer = await this.offer(actor, body);
    const reason = textField(body, 'reason');
    const outcome = await this.declareConflict.withdraw(actor, { offer, conflictId, reason });
    if (outcome.ok) {
      request.session.notice = 'The declaration is withdrawn. Stopped matches stay stopped.';
      response.redirect(303, `/conflicts?offer=${offer}`);
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    await this.show(actor, request, response, offer, {
      form: formIn({}),
      faults: conflictFaults([], outcome.refusal),
    });
  }

  private async offer(actor: Actor, asked: Form): Promise<OfferYear> {
    const given = await this.leaders.offers(mayRecord(actor) ? undefined : actor.leaderRef);
    return shownOffer(actor, asked, given);
  }

  private async show(
    actor: Actor,
    request: Request,
    response: Response,
    offer: OfferYear,
    { form, faults = formFaults([], []) }: Shown,
  ): Promise<void> {
    const seesAll = actor.roles.some((role) => role !== 'leader');
    const found = await this.conflicts.list(offer, seesAll ? undefined : (actor.leaderRef ?? ''));
    const notice = takeNotice(request);
    response.render('conflicts/view.njk', {
      page: pageFrame('Conflicts of interest', actor, '/conflicts', { fault: faults.errors !== null }),
      csrf: csrfTokenOf(request),
      notice,
      ...{ offer, offerName: OFFER_NAMES[offer], form, seesAll },
      offers: offerLinks(offersFor(actor), offer, '/conflicts'),
      choices: conflictChoices(form),
      mayRecord: mayRecord(actor),
      mayDeclare: mayRecord(actor) || actor.leaderRef !== undefined,
      rows: presentConflicts(found.filter(({ declaredBy }) => seesAll || declaredBy === 'leader')),
      ...faults,
    });
  }
}

/** Coordinators record what any side declared; leaders declare for themselves. */
function mayRecord(actor: Actor): boolean {
  return coordinates(actor);
}

function formIn(given: Form): ConflictForm {
  return {
    leaderRef: textField(given, 'leaderRef'),
    subjectKind: textField(given, 'subjectKind'),
    subjectId: textField(given, 'subjectId'),
    declaredBy: textField(given, 'declaredBy'),
    reason: textField(given, 'reason'),
  };
}
