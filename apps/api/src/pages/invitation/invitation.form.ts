import type { Refusal } from '../../../../../libs/domain/kernel/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { blanks, type FormFaults, formFaults } from '../form-faults.js';

/** What somebody chose to sign in with. */
export interface ChosenSignIn {
  readonly username: string;
  readonly password: string;
}

const BLANK: Readonly<Record<keyof ChosenSignIn, string>> = {
  username: 'Choose a username',
  password: 'Choose a password',
};
const FIELDS: Readonly<Record<string, keyof ChosenSignIn>> = {
  'bad-username': 'username',
  'username-taken': 'username',
  'bad-password': 'password',
};

/** A refusal beside its field, with all else that is missing. */
export function invitationFaults(refusal: Refusal | undefined, given: ChosenSignIn): FormFaults {
  if (refusal === undefined) return { errors: null, faults: {} };
  return formFaults(Object.keys(BLANK), [
    ...blanks({ ...given }, BLANK),
    { field: FIELDS[refusal.code] ?? null, text: refusalSentence(refusal) },
  ]);
}
