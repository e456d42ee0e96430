import type { Refusal } from '../../../../../libs/domain/kernel/index.js';
import type { SignedOff, SignOffAnswer, SignOffView } from '../../../../../libs/features/delivery/index.js';
import {
  dateText,
  daysText,
  OFFER_NAMES,
  plural,
  refusalSentence,
} from '../../../../../libs/wording/index.js';
import { type Form, textField } from '../form.js';
import { blanks, formFaults, type FormFaults } from '../form-faults.js';

export interface VisitToSign {
  /** Name of the field: the visit and its version as shown. */
  readonly name: string;
  readonly legend: string;
  readonly done: string;
  readonly before: string | null;
  readonly chosen: string;
  /** What is wrong with the answer; null: nothing. */
  readonly errorMessage: { readonly text: string } | null;
}

export interface SignOffPage {
  readonly caseName: string;
  readonly leaderName: string;
  readonly offerName: string;
  readonly until: string;
  readonly visits: readonly VisitToSign[];
}

const FIELD = /^visit\.([0-9a-f-]{36})\.(\d{1,9})$/;

/** The refusals that are about the visits, not about a text. */
const ABOUT_VISITS = ['nothing-answered', 'overtaken', 'not-possible-in-this-state'];

export function presentSignOff(view: SignOffView, form: Form, refused?: Refusal): SignOffPage {
  const isBare = refused !== undefined && answersIn(form).length === 0;
  const refusal = isBare ? { code: 'nothing-answered', facts: {} } : refused;
  return {
    ...{ caseName: view.caseName, leaderName: view.leaderName, offerName: OFFER_NAMES[view.offer] },
    until: dateText(view.signBy),
    visits: view.visits.map(({ id, version, visitedOn, halfDays, done, doneBy, schoolComment }) => {
      const name = `visit.${id}.${String(version)}`;
      return {
        ...{ name, done, chosen: textField(form, name), errorMessage: errorAt(id, name, form, refusal) },
        legend: `${dateText(visitedOn)}: ${daysText(halfDays)}, ${doneBy}`,
        before: schoolComment,
      };
    }),
  };
}

/** A visit without an answer, where none was answered; the visit that was changed meanwhile, where one was. */
function errorAt(
  visitId: string,
  name: string,
  form: Form,
  refusal: Refusal | undefined,
): { readonly text: string } | null {
  if (refusal === undefined || !ABOUT_VISITS.includes(refusal.code)) return null;
  const about = refusal.facts['visitId'];
  const isHere = typeof about === 'string' ? about === visitId : textField(form, name) === '';
  return isHere ? { text: refusalSentence(refusal) } : null;
}

/** Everything that is wrong with an answer that was refused: at the first visit in question, and at each text. */
export function signOffFaults({ visits }: SignOffPage, form: Form, refusal: Refusal): FormFaults {
  const visit = visits.find(({ errorMessage }) => errorMessage !== null);
  const isWrong = answersIn(form).some(({ confirmed }) => !confirmed);
  const given = refusal.facts['field'];
  return formFaults(
    [...visits.map(({ name }) => name), 'comment', 'signedBy', 'role'],
    [
      visit === undefined ? null : { field: visit.name, text: visit.errorMessage?.text ?? '' },
      ...blanks(form, {
        ...(isWrong ? { comment: 'Say what is wrong' } : {}),
        ...{ signedBy: 'Enter your name', role: 'Enter your role' },
      }),
      ABOUT_VISITS.includes(refusal.code)
        ? null
        : { field: typeof given === 'string' ? given : 'visits', text: refusalSentence(refusal) },
    ],
  );
}

/** What the school said of each visit; one that it said nothing of is left out. */
export function answersIn(form: Form): readonly SignOffAnswer[] {
  return Object.keys(form).flatMap((name) => {
    const [, visitId, version] = FIELD.exec(name) ?? [];
    const said = textField(form, name);
    if (visitId === undefined || (said !== 'yes' && said !== 'no')) return [];
    return [{ visitId, version: Number(version), confirmed: said === 'yes' }];
  });
}

export function signedSentence({ signedVisits, signedHalfDays, disputedVisits }: SignedOff): string {
  const signed =
    signedVisits === 0
      ? 'You confirmed no visit.'
      : `You confirmed ${plural(signedVisits, 'visit', 'visits')}: ${daysText(signedHalfDays)}.`;
  return disputedVisits === 0
    ? signed
    : `${signed} ${plural(disputedVisits, 'visit goes', 'visits go')} back to the leader with what you wrote.`;
}
