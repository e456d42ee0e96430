import { type Role, ROLES } from '../../../../../libs/domain/kernel/index.js';
import { type Form, textField } from '../form.js';

/** What an admin says of somebody. */
export interface PersonForm {
  readonly displayName: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly leaderRef: string;
  readonly disabled: boolean;
  readonly reason: string;
}

export const EMPTY_PERSON: PersonForm = {
  ...{ displayName: '', email: '', roles: [], leaderRef: '', disabled: false, reason: '' },
};

/** Roles come as one text or several; what is no role is left out. */
export function readPerson(form: Form): PersonForm {
  const roles = form['roles'];
  const named: readonly unknown[] = Array.isArray(roles) ? roles : [roles];
  return {
    displayName: textField(form, 'displayName'),
    email: textField(form, 'email'),
    roles: ROLES.filter((role) => named.includes(role)),
    leaderRef: textField(form, 'leaderRef'),
    disabled: textField(form, 'disabled') === 'yes',
    reason: textField(form, 'reason'),
  };
}

const FIELD_OF: Readonly<Record<string, string>> = {
  'bad-display-name': 'displayName',
  'bad-email': 'email',
  'bad-roles': 'roles',
  'last-admin': 'roles',
  'leader-needs-ref': 'leaderRef',
  'ref-needs-leader': 'leaderRef',
  'invalid-leader-ref': 'leaderRef',
  'reason-needed': 'reason',
};

/** The field that a refusal is about. */
export function fieldOf(code: string): string {
  return FIELD_OF[code] ?? 'roles';
}
