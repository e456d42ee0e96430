import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, Refusal } from '../../../../../libs/domain/kernel/index.js';
import { CONTACT_MEANS, CONTACT_PARTIES, CONTACT_RESULTS } from '../../../../../libs/domain/offers/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import { EditCaseNeed, MoveCase, RecordContact } from '../../../../../libs/features/offers/index.js';
import { CONTACT_NAMES, EXPERTISE_NAMES, refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { knownOffer } from '../../json/known-offer.js';
import { foundOr404 } from '../../web/answer.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { ActorNames } from '../actor-names.js';
import { coordinates } from '../coordinates.js';
import { NO_REAL_DATE } from '../date-items.js';
import { dateField, type Form, textField, versionField } from '../form.js';
import { type FormFault, formFaults } from '../form-faults.js';
import { pageFrame } from '../page-frame.js';
import { CaseReads, namesFor } from './case-reads.js';
import {
  contactForm,
  fieldOfContactRefusal,
  fieldOfNeedRefusal,
  CASE_FIELDS,
  givenContact,
  givenEvent,
  missingInNeed,
  needForm,
} from './case.form.js';
import { EVENT_NAMES, MEANS_NAMES, presentCase, RESULT_NAMES } from './case.presenter.js';
import { shownList } from '../short-list.js';
import { caseLists } from './case-lists.js';
import { caseAddress } from './cases.form.js';

interface Asked {
  readonly actor: Actor;
  readonly offer: string;
  readonly caseId: string;
  readonly request: Request;
  readonly response: Response;
  /** As it was sent. */
  readonly form: Form;
  /** How its lists are sorted. */
  readonly query?: Form;
}

const CHOICES = {
  parties: CONTACT_PARTIES.map((value) => ({ value, text: `The ${CONTACT_NAMES[value]}` })),
  means: CONTACT_MEANS.map((value) => ({ value, text: MEANS_NAMES[value] })),
  results: CONTACT_RESULTS.map((value) => ({ value, text: RESULT_NAMES[value] })),
  needs: Object.entries(EXPERTISE_NAMES).map(([value, text]) => ({ value, text })),
  edits: [
    { value: 'add', text: 'Add it' },
    { value: 'remove', text: 'Take it away' },
  ],
};

/** One case: everything known about it, and the contact with its school or trust. */
@ApiExcludeController()
@Controller('cases/:offer/:caseId')
export class CasePageController {
  constructor(
    private readonly reads: CaseReads,
    private readonly leaders: LeadersQueries,
    private readonly recordContact: RecordContact,
    private readonly moveCase: MoveCase,
    private readonly editNeed: EditCaseNeed,
    private readonly actors: ActorNames,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async one(
    @ActorOf() actor: Actor,
    @Param() { offer, caseId }: { readonly offer: string; readonly caseId: string },
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    await this.render({ actor, offer, caseId, request, response, form: {}, query });
  }

  @Post('contacts')
  @Audits('contact.record', 'contact.correct')
  @Allow('coordinator', 'admin')
  async contact(
    @ActorOf() actor: Actor,
    @Param() { offer, caseId }: { readonly offer: string; readonly caseId: string },
    @Req() request: Request,
    @Res() response: Response,
    @Body() form: Form,
  ): Promise<void> {
    const asked = { actor, offer, caseId, request, response, form };
    const given = givenContact(form);
    if ('missing' in given) {
      response.status(422);
      await this.render(asked, ...given.missing);
      return;
    }
    const input = { offer: knownOffer(offer), caseId, ...given.contact };
    const outcome = await this.recordContact.execute(actor, input);
    if (outcome.ok) back(asked, 'The contact was recorded.');
    else await this.refuse(asked, outcome.refusal, fieldOfContactRefusal(outcome.refusal.code));
  }

  @Post('moves')
  @Audits('case.contact', 'case.offer', 'case.take-up', 'case.turn-down')
  @Allow('coordinator', 'admin')
  async move(
    @ActorOf() actor: Actor,
    @Param() { offer, caseId }: { readonly offer: string; readonly caseId: string },
    @Req() request: Request,
    @Res() response: Response,
    @Body() form: Form,
  ): Promise<void> {
    const asked = { actor, offer, caseId, request, response, form };
    const event = givenEvent(form);
    if (event === undefined) {
      response.status(422);
      await this.render(asked, { field: 'event', text: 'Choose what happened' });
      return;
    }
    const on = dateField(form, 'moved');
    const outcome = await this.moveCase.execute(actor, {
      ...{ offer: knownOffer(offer), caseId, event, version: versionField(form) },
      ...(on === '' ? {} : { on }),
      reason: textField(form, 'reason'),
    });
    if (outcome.ok) back(asked, `${EVENT_NAMES[event]}: recorded.`);
    else await this.refuse(asked, outcome.refusal, isAboutDay(outcome.refusal.code) ? 'moved-day' : 'event');
  }

  @Post('needs')
  @Audits('need.add', 'need.remove')
  @Allow('coordinator', 'admin')
  async need(
    @ActorOf() actor: Actor,
    @Param() { offer, caseId }: { readonly offer: string; readonly caseId: string },
    @Req() request: Request,
    @Res() response: Response,
    @Body() form: Form,
  ): Promise<void> {
    const asked = { actor, offer, caseId, request, response, form };
    const { need, edit, needReason: reason } = needForm(form);
    const missing = missingInNeed({ need, edit, needReason: reason });
    if (missing.length > 0) {
      response.status(422);
      await this.render(asked, ...missing);
      return;
    }
    const outcome = await this.editNeed.execute(actor, {
      ...{ offer: knownOffer(offer), caseId, need, edit: edit === 'add' ? 'add' : 'remove', reason },
    });
    if (outcome.ok) back(asked, 'The needs were changed. The next matches follow them.');
    else await this.refuse(asked, outcome.refusal, fieldOfNeedRefusal(outcome.refusal.code));
  }

  private async refuse(asked: Asked, refusal: Refusal, field: string): Promise<void> {
    asked.response.status(statusOfRefusal(refusal.code));
    await this.render(asked, {
      field,
      text: refusal.code === 'bad-date' ? NO_REAL_DATE : refusalSentence(refusal),
    });
  }

  private async render(
    { actor, offer, caseId, request, response, form, query = {} }: Asked,
    ...found: readonly FormFault[]
  ): Promise<void> {
    const facts = foundOr404(await this.reads.of(knownOffer(offer), caseId), 'case');
    const shown = presentCase({
      ...{ ...facts, nameOf: await namesFor(this.leaders, facts) },
      authorOf: await this.actors.for(actor),
    });
    const path = caseAddress(facts.summary.offer, caseId);
    const lists = caseLists(path, query);
    const notice = takeNotice(request);
    const part = (name: string): string => textField(form, `moved-${name}`);
    response.render('cases/view.njk', {
      ...{ shown, path },
      ...{ runs: shownList(lists.runs, shown.runs, query) },
      ...{ contacts: shownList(lists.contacts, shown.contact.recorded, query) },
      decides: coordinates(actor),
      choices: CHOICES,
      ...{ form: contactForm(form), need: needForm(form) },
      moving: {
        event: textField(form, 'event'),
        reason: textField(form, 'reason'),
        date: { day: part('day'), month: part('month'), year: part('year') },
      },
      ...formFaults(CASE_FIELDS, found),
      notice,
      page: pageFrame(shown.name, actor, '/cases', { fault: found.length > 0 }),
      csrf: csrfTokenOf(request),
    });
  }
}

function back({ request, response, offer, caseId }: Asked, notice: string): void {
  request.session.notice = notice;
  response.redirect(303, caseAddress(knownOffer(offer), caseId));
}

function isAboutDay(code: string): boolean {
  return code === 'bad-date' || code === 'date-in-future' || code === 'answer-before-offer';
}
