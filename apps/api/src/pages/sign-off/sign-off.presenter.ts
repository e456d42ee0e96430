import type { SignedOff, SignOffAnswer, SignOffView } from '../../../../../libs/features/delivery/index.js';
import { dateText, daysText, OFFER_NAMES, plural } from '../../../../../libs/wording/index.js';
import { type Form, textField } from '../form.js';

export interface VisitToSign {
  /** Name of the field: the visit and its version as shown. */
  readonly name: string;
  readonly legend: string;
  readonly done: string;
  readonly before: string | null;
  readonly chosen: string;
}

export interface SignOffPage {
  readonly caseName: string;
  readonly leaderName: string;
  readonly offerName: string;
  readonly until: string;
  readonly visits: readonly VisitToSign[];
}

const FIELD = /^visit\.([0-9a-f-]{36})\.(\d{1,9})$/;

export function presentSignOff(view: SignOffView, form: Form): SignOffPage {
  return {
    ...{ caseName: view.caseName, leaderName: view.leaderName, offerName: OFFER_NAMES[view.offer] },
    until: dateText(view.expiresAt.toISOString().slice(0, 10)),
    visits: view.visits.map(({ id, version, visitedOn, halfDays, done, doneBy, schoolComment }) => {
      const name = `visit.${id}.${String(version)}`;
      return {
        ...{ name, done, chosen: textField(form, name) },
        legend: `${dateText(visitedOn)}: ${daysText(halfDays)}, ${doneBy}`,
        before: schoolComment,
      };
    }),
  };
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
