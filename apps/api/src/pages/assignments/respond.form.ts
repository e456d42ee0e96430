import { REASON_LENGTH } from '../../../../../libs/features/matches/index.js';
import { type Form, textField } from '../form.js';

/** An answer to a match as it was filled in. */
export interface RespondForm {
  readonly answer: string;
  readonly reason: string;
  readonly otherDates: string;
  readonly otherDatesNote: string;
  /** Of the match when the form was shown. */
  readonly version: number;
}

export type RespondErrors = Readonly<
  Partial<Record<Exclude<keyof RespondForm, 'version'>, { readonly text: string }>>
>;

export function respondForm(body: Form, versionNow: number): RespondForm {
  const version = textField(body, 'version');
  return {
    answer: textField(body, 'answer'),
    reason: textField(body, 'reason').replace(/\r\n/g, '\n'),
    otherDates: textField(body, 'otherDates'),
    otherDatesNote: textField(body, 'otherDatesNote').replace(/\r\n/g, '\n'),
    version: /^\d{1,9}$/.test(version) ? Number(version) : versionNow,
  };
}

/** What is wrong with an answer; none: it can be checked and sent. `isOwn`: the leader concerned gives it. */
export function respondErrors(
  { answer, reason, otherDates, otherDatesNote }: RespondForm,
  isOwn: boolean,
): RespondErrors {
  const [who, s] = isOwn ? ['you', ''] : ['the leader', 's'];
  if (answer === 'accept') return {};
  if (answer !== 'decline') return { answer: { text: `Select whether ${who} accept${s} or decline${s}` } };
  const tooLong = { text: `Use ${REASON_LENGTH.toLocaleString('en-GB')} characters or fewer` };
  return {
    ...(reason === '' ? { reason: { text: `Enter why ${who} decline${s}` } } : {}),
    ...(reason.length > REASON_LENGTH ? { reason: tooLong } : {}),
    ...(otherDates === 'yes' || otherDates === 'no'
      ? {}
      : { otherDates: { text: 'Select whether other dates would work' } }),
    ...(otherDatesNote.length > REASON_LENGTH ? { otherDatesNote: tooLong } : {}),
  };
}
