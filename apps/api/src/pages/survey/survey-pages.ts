import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type {
  Actor,
  LeaderRef,
  OfferYear,
  Outcome,
  Refusal,
} from '../../../../../libs/domain/kernel/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import {
  ChangeAnswer,
  givenFaults,
  SurveyQueries,
  WithdrawAnswer,
} from '../../../../../libs/features/survey/index.js';
import { AuditQueries } from '../../../../../libs/platform/audit/index.js';
import { OFFER_NAMES } from '../../../../../libs/wording/index.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { ActorNames } from '../actor-names.js';
import { type Form, textField } from '../form.js';
import { offerLinks, presentAnswer } from '../leader/leader.presenter.js';
import { offersFor } from '../offers-for.js';
import { pageFrame } from '../page-frame.js';
import { formOfAnswer, surveyForm, type SurveyForm } from './survey.form.js';
import { presentChanges, presentSurveyForm, surveyErrors } from './survey.presenter.js';

/** One survey page: a leader's own, or one that a coordinator fills in for a leader. */
export interface SurveyPlace {
  readonly actor: Actor;
  readonly leaderRef: LeaderRef;
  readonly offer: OfferYear;
  /** Address of the page, without the offer. */
  readonly path: string;
  readonly isOwn: boolean;
}

interface Shown {
  readonly form?: SurveyForm;
  readonly reason?: string;
  readonly refusal?: Refusal;
}

/** Shows and takes survey answers, for whoever fills them in. */
@Injectable()
export class SurveyPages {
  constructor(
    private readonly survey: SurveyQueries,
    private readonly people: LeadersQueries,
    private readonly actors: ActorNames,
    private readonly audit: AuditQueries,
    private readonly changeAnswer: ChangeAnswer,
    private readonly withdrawAnswer: WithdrawAnswer,
  ) {}

  async show(place: SurveyPlace, request: Request, response: Response, shown: Shown = {}): Promise<void> {
    const { actor, leaderRef, offer, path, isOwn } = place;
    const found = await this.people.one(leaderRef);
    if (found === undefined && isOwn) {
      response.render('survey/not-known.njk', {
        page: pageFrame('My survey answer', actor, '/survey'),
        leaderRef,
      });
      return;
    }
    const leader = foundOr404(found, 'leader');
    const [answer, changes] = await Promise.all([
      this.survey.leader(offer, leaderRef),
      this.audit.search({ subjectKind: 'survey-answer', subjectId: `${offer}/${leaderRef}` }),
    ]);
    const called = await this.actors.for(actor);
    const notice = takeNotice(request);
    const { refusal } = shown;
    response.render('survey/view.njk', {
      page: pageFrame(
        isOwn ? 'My survey answer' : `Survey answer of ${leader.name}`,
        actor,
        isOwn ? '/survey' : '/leaders',
        {
          fault: refusal !== undefined,
        },
      ),
      csrf: csrfTokenOf(request),
      notice,
      leader: { name: leader.name, ref: leader.ref },
      isOwn,
      ...{ offer, path, offerName: OFFER_NAMES[offer] },
      offers: offerLinks(offersFor(actor), offer, path),
      state: answer?.state ?? null,
      kept: answer === undefined ? [] : presentAnswer(answer).slice(0, 5),
      fields: presentSurveyForm(
        shown.form ?? formOfAnswer(answer),
        refusal?.code === 'invalid-answer' ? givenFaults(refusal.facts) : [],
      ),
      reason: shown.reason ?? '',
      changes: presentChanges(changes.items, called),
      refusal: refusal === undefined ? null : surveyErrors(refusal),
    });
  }

  async change(place: SurveyPlace, request: Request, response: Response, body: Form): Promise<void> {
    const form = surveyForm(body);
    const { offer, leaderRef } = place;
    const outcome = await this.changeAnswer.execute(place.actor, { offer, leaderRef, ...form });
    await this.end(place, request, response, outcome, { form }, 'The answer is saved. The days follow it.');
  }

  async withdraw(place: SurveyPlace, request: Request, response: Response, body: Form): Promise<void> {
    const { version } = surveyForm(body);
    const reason = textField(body, 'reason');
    const { offer, leaderRef } = place;
    const outcome = await this.withdrawAnswer.execute(place.actor, { offer, leaderRef, version, reason });
    const said = 'The answer is withdrawn. Days that are promised to schools and trusts stay promised.';
    await this.end(place, request, response, outcome, { reason }, said);
  }

  private async end(
    place: SurveyPlace,
    request: Request,
    response: Response,
    outcome: Outcome<unknown>,
    kept: Shown,
    said: string,
  ): Promise<void> {
    if (outcome.ok) {
      request.session.notice = said;
      response.redirect(303, `${place.path}?offer=${place.offer}`);
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    await this.show(place, request, response, { ...kept, refusal: outcome.refusal });
  }
}
