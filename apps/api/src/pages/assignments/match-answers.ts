import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Actor, Outcome, Refusal } from '../../../../../libs/domain/kernel/index.js';
import { AcceptMatch, DeclineMatch, type MatchView } from '../../../../../libs/features/matches/index.js';
import { dateText, refusalSentence } from '../../../../../libs/wording/index.js';
import { csrfTokenOf } from '../../access/session.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { type Form, textField } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { stateTag } from './match.presenter.js';
import { respondErrors, type RespondErrors, respondForm, type RespondForm } from './respond.form.js';

/** Where a match is answered: by its leader, or by a coordinator in the leader's name. */
export interface AnswerPlace {
  readonly actor: Actor;
  readonly match: MatchView;
  /** Address of the page of the match. */
  readonly path: string;
  /** The entry of the navigation. */
  readonly here: string;
  readonly isOwn: boolean;
  readonly request: Request;
  readonly response: Response;
}

interface Shown {
  readonly form: RespondForm;
  readonly errors?: RespondErrors;
  readonly refusal?: Refusal;
}

/** Asks for an answer, shows it to be checked, and sends it: once, however often it is pressed. */
@Injectable()
export class MatchAnswers {
  constructor(
    private readonly acceptMatch: AcceptMatch,
    private readonly declineMatch: DeclineMatch,
  ) {}

  ask(place: AnswerPlace): void {
    if (this.isClosed(place)) return;
    const { request, match } = place;
    const { answering } = request.session;
    const step = textField(request.query, 'step');
    const isKept = answering?.matchId === match.id && (step === 'check' || step === 'change');
    const form = isKept ? answering.form : respondForm({}, match.version);
    this.show(place, { form }, isKept && step === 'check' ? 'check' : 'respond');
  }

  async answer(place: AnswerPlace, body: Form): Promise<void> {
    const form = respondForm(body, place.match.version);
    const step = textField(body, 'step');
    if (step === 'send' && isAnsweredSo(place.match, form)) {
      this.done(place, form);
      return;
    }
    if (this.isClosed(place)) return;
    const errors = respondErrors(form, place.isOwn);
    if (Object.keys(errors).length > 0) {
      place.response.status(422);
      this.show(place, { form, errors });
      return;
    }
    if (step !== 'send') {
      // An address of its own: whoever goes back or loads it again finds it.
      place.request.session.answering = { matchId: place.match.id, form };
      const next = step === 'change' ? 'change' : 'check';
      place.response.redirect(303, `${place.path}/respond?step=${next}`);
      return;
    }
    const sent = await this.send(place, form);
    if (sent.ok) {
      this.done(place, form);
      return;
    }
    place.response.status(statusOfRefusal(sent.refusal.code));
    this.show(place, { form: { ...form, version: place.match.version }, refusal: sent.refusal });
  }

  private send({ actor, match }: AnswerPlace, form: RespondForm): Promise<Outcome<unknown>> {
    const { answer, version, reason, otherDates, otherDatesNote } = form;
    const asked = { matchId: match.id, version };
    if (answer === 'accept') return this.acceptMatch.execute(actor, asked);
    return this.declineMatch.execute(actor, {
      ...{ ...asked, reason, otherDates: otherDates === 'yes' },
      ...(otherDates === 'yes' ? { otherDatesNote } : {}),
    });
  }

  private done({ request, response, path, match }: AnswerPlace, { answer }: RespondForm): void {
    delete request.session.answering;
    request.session.notice =
      answer === 'accept'
        ? `The support for ${match.caseName} is accepted.`
        : `The support for ${match.caseName} is declined.`;
    response.redirect(303, path);
  }

  /** A match that nobody may answer (any more) leads back to its page, which says how it stands. */
  private isClosed({ match, path, request, response }: AnswerPlace): boolean {
    if (match.state === 'published') return false;
    const { text } = stateTag(match.state);
    const important = `There is nothing to answer: this match is now “${text.toLowerCase()}”.`;
    request.session.notice = { important };
    response.redirect(303, path);
    return true;
  }

  private show(
    { actor, match, path, here, isOwn, request, response }: AnswerPlace,
    { form, errors = {}, refusal }: Shown,
    view: 'respond' | 'check' = 'respond',
  ): void {
    const faults = Object.entries(errors).map(([name, { text }]) => ({ text, href: `#${name}` }));
    const all = refusal === undefined ? faults : [{ text: refusalSentence(refusal) }];
    const title = view === 'check' ? 'Check the answer' : `Answer: ${match.caseName}`;
    response.render(`assignments/${view}.njk`, {
      page: pageFrame(title, actor, here, { fault: all.length > 0 }),
      csrf: csrfTokenOf(request),
      ...{ path, isOwn, form, errors, faults: all },
      caseName: match.caseName,
      leaderName: match.leaderName,
      answerBy: dateText(match.answerBy ?? ''),
    });
  }
}

/** Pressed twice, or sent again after a lost connection: the answer is the one that is stored. */
function isAnsweredSo({ state, version }: MatchView, form: RespondForm): boolean {
  const wanted = form.answer === 'accept' ? 'accepted' : 'declined';
  return state === wanted && version === form.version + 1;
}
