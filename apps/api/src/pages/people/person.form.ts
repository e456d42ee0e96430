import {
  OFFER_YEARS,
  type OfferYear,
  type Refusal,
  type Region,
  REGIONS,
  type Role,
  ROLES,
} from '../../../../../libs/domain/kernel/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { type Form, textField } from '../form.js';
import { blanks, formFaults, type FormFaults } from '../form-faults.js';

/** What an admin says of somebody. */
export interface PersonForm {
  readonly displayName: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly leaderRef: string;
  /** None: every offer. */
  readonly offers: readonly OfferYear[];
  /** None: every region. */
  readonly regions: readonly Region[];
  readonly disabled: boolean;
  readonly reason: string;
}

export const EMPTY_PERSON: PersonForm = {
  ...{ displayName: '', email: '', roles: [], leaderRef: '', offers: [], regions: [], disabled: false },
  reason: '',
};

/** Roles, offers and regions come as one text or several; what is none is left out. */
export function readPerson(form: Form): PersonForm {
  const roles = named(form['roles']);
  const offers = named(form['offers']);
  const regions = named(form['regions']);
  return {
    displayName: textField(form, 'displayName'),
    email: textField(form, 'email'),
    roles: ROLES.filter((role) => roles.includes(role)),
    leaderRef: textField(form, 'leaderRef'),
    offers: OFFER_YEARS.filter((offer) => offers.includes(offer)),
    regions: REGIONS.filter((region) => regions.includes(region)),
    disabled: textField(form, 'disabled') === 'yes',
    reason: textField(form, 'reason'),
  };
}

function named(field: unknown): readonly unknown[] {
  return Array.isArray(field) ? field : [field];
}

const FIELD_OF: Readonly<Record<string, string>> = {
  'bad-display-name': 'displayName',
  'bad-email': 'email',
  'bad-roles': 'roles',
  'last-admin': 'roles',
  'leader-needs-ref': 'leaderRef',
  'ref-needs-leader': 'leaderRef',
  'bad-offers': 'offers',
  'offers-need-limited-role': 'offers',
  'bad-regions': 'regions',
  'regions-need-limited-role': 'regions',
  'invalid-leader-ref': 'leaderRef',
  'reason-needed': 'reason',
};

const ORDER = ['displayName', 'email', 'roles', 'leaderRef', 'offers', 'regions', 'reason'];

/** Everything that is wrong with what was said of somebody: what is missing of these fields, and what was refused. */
export function personFaults(
  form: PersonForm,
  needed: readonly ('displayName' | 'reason')[],
  refusal: Refusal | undefined,
): FormFaults {
  if (refusal === undefined) return formFaults(ORDER, []);
  const words = { displayName: 'Enter a name', reason: 'Say why this is changed' };
  const needsRef = form.roles.includes('leader') && form.leaderRef === '';
  return formFaults(ORDER, [
    ...blanks({ ...form }, Object.fromEntries(needed.map((field) => [field, words[field]]))),
    form.roles.length === 0 ? { field: 'roles', text: 'Choose what they may do' } : null,
    needsRef ? { field: 'leaderRef', text: 'Choose which leader they are' } : null,
    { field: FIELD_OF[refusal.code] ?? 'roles', text: refusalSentence(refusal) },
  ]);
}
