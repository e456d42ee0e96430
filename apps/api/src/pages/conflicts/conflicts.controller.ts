import { Body, Controller, Get, Param, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor, type OfferYear } from '../../../../../libs/domain/kernel/index.js';
import { LeaderListQueries } from '../../../../../libs/features/budgets/index.js';
import {
  CONFLICT_SIDES,
  CONFLICT_SUBJECTS,
  ConflictsQueries,
  type ConflictView,
  DeclareConflict,
} from '../../../../../libs/features/matches/index.js';
import { OFFER_NAMES } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { Exports } from '../../web/exports.decorator.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import { coordinates } from '../coordinates.js';
import { type Form, textField } from '../form.js';
import { shownOffer } from '../leader/leader.controller.js';
import { offerLinks } from '../leader/leader.presenter.js';
import { offersFor } from '../offers-for.js';
import { formFaults, type FormFaults } from '../form-faults.js';
import { pageFrame } from '../page-frame.js';
import { askedRows, shownList } from '../short-list.js';
import { ConflictPicks } from './conflict-picks.js';
import { CONFLICT_FILE_COLUMNS, conflictList } from './conflicts-list.js';
import {
  conflictChoices,
  conflictFaults,
  type ConflictForm,
  declaredSentence,
  missingInConflict,
  presentConflicts,
  subjectIdOf,
} from './conflicts.presenter.js';

interface Shown {
  /** What the list is filtered and sorted by; absent: by nothing. */
  readonly query?: Form;
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
    private readonly picks: ConflictPicks,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'leader', 'admin', 'auditor')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const offer = await this.offer(actor, query);
    await this.show(actor, request, response, offer, { query, form: formIn(query) });
  }

  @ListFiles('conflicts')
  @Exports('conflicts', 'offer')
  @Allow('coordinator', 'reviewer', 'leader', 'admin', 'auditor')
  async files(
    @ActorOf() actor: Actor,
    @Query() query: Form,
    @GivesFile() give: GiveFile,
  ): Promise<StreamableFile> {
    return give(await this.file(actor, query));
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
    const subjectId = subjectIdOf(form);
    const { reason } = form;
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

  private async file(actor: Actor, query: Form): Promise<ListFile<ConflictView>> {
    const offer = await this.offer(actor, query);
    const list = conflictList(offer, seesAll(actor));
    const rows = askedRows(list, await this.seenBy(actor, offer), query);
    return { name: `conflicts-${offer}`, sheet: 'Conflicts', columns: CONFLICT_FILE_COLUMNS, rows };
  }

  /** A leader sees what they declared themselves. */
  private async seenBy(actor: Actor, offer: OfferYear): Promise<readonly ConflictView[]> {
    if (seesAll(actor)) return this.conflicts.list(offer);
    const own = await this.conflicts.list(offer, actor.leaderRef ?? '');
    return own.filter(({ declaredBy }) => declaredBy === 'leader');
  }

  private async show(
    actor: Actor,
    request: Request,
    response: Response,
    offer: OfferYear,
    { query = {}, form, faults = formFaults([], []) }: Shown,
  ): Promise<void> {
    const found = await this.seenBy(actor, offer);
    const list = shownList(conflictList(offer, seesAll(actor)), found, query);
    const declares = actor.regions === undefined && (mayRecord(actor) || actor.leaderRef !== undefined);
    const notice = takeNotice(request);
    response.render('conflicts/view.njk', {
      page: pageFrame('Conflicts of interest', actor, '/conflicts', { fault: faults.errors !== null }),
      csrf: csrfTokenOf(request),
      notice,
      ...{ offer, offerName: OFFER_NAMES[offer], form, list, seesAll: seesAll(actor) },
      offers: offerLinks(offersFor(actor), offer, '/conflicts'),
      choices: conflictChoices(form),
      picks: declares ? await this.picks.for(actor, offer) : null,
      mayRecord: mayRecord(actor),
      mayDeclare: declares,
      hasConflicts: found.length > 0,
      rows: presentConflicts(list.rows),
      ...faults,
    });
  }
}

function seesAll({ roles }: Actor): boolean {
  return roles.some((role) => role !== 'leader');
}

/** Coordinators record what any side declared; leaders declare for themselves. */
function mayRecord(actor: Actor): boolean {
  return coordinates(actor);
}

function formIn(given: Form): ConflictForm {
  return {
    leaderRef: textField(given, 'leaderRef'),
    subjectKind: textField(given, 'subjectKind'),
    caseId: textField(given, 'caseId'),
    subjectId: textField(given, 'subjectId'),
    declaredBy: textField(given, 'declaredBy'),
    reason: textField(given, 'reason'),
  };
}
