import {
  OFFER_YEARS,
  type OfferYear,
  type Region,
  REGIONS,
  type Role,
  ROLES,
} from '../../../../../libs/domain/kernel/index.js';
import type { InvitationSummary, UserSummary } from '../../../../../libs/features/identity/index.js';
import { dateText, listText, OFFER_NAMES, dayInEngland } from '../../../../../libs/wording/index.js';

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  coordinator: 'Coordinator: brings the files, runs and publishes matchings',
  reviewer: 'Reviewer: looks at matches and overrides them with a reason',
  leader: 'System leader: answers for their own matches',
  admin: 'Administrator: decides who may do what',
  auditor: 'Auditor: reads everything that was decided, changes nothing',
};

/** A role with what it is for. */
export function roleWords(role: Role): string {
  return ROLE_WORDS[role];
}

/** `Coordinator, auditor`. */
export function roleNames(roles: readonly Role[]): string {
  const names = roles.map((role) => (ROLE_WORDS[role].split(':')[0] ?? role).toLowerCase()).join(', ');
  return names.charAt(0).toUpperCase() + names.slice(1);
}

export interface RoleChoice {
  readonly value: Role;
  readonly text: string;
  readonly checked: boolean;
}

export function roleChoices(chosen: readonly string[]): readonly RoleChoice[] {
  return ROLES.map((role) => ({ value: role, text: ROLE_WORDS[role], checked: chosen.includes(role) }));
}

export interface OfferChoice {
  readonly value: OfferYear;
  readonly text: string;
  readonly checked: boolean;
}

/** Newest first. */
export function offerChoices(chosen: readonly string[]): readonly OfferChoice[] {
  return [...OFFER_YEARS]
    .reverse()
    .map((value) => ({ value, text: OFFER_NAMES[value], checked: chosen.includes(value) }));
}

export interface RegionChoice {
  readonly value: Region;
  readonly text: string;
  readonly checked: boolean;
}

export function regionChoices(chosen: readonly string[]): readonly RegionChoice[] {
  return REGIONS.map((value) => ({ value, text: value, checked: chosen.includes(value) }));
}

/** `Reviewer, for 2022-23 and 2024-25 only, in London only`. */
function accessWords({ roles, offers, regions }: Pick<UserSummary, 'roles' | 'offers' | 'regions'>): string {
  const forOffers = offers === null ? '' : `, for ${listText(offers)} only`;
  return `${roleNames(roles)}${forOffers}${regions === null ? '' : `, in ${listText(regions)} only`}`;
}

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly roles: string;
  readonly leaderRef: string;
  readonly state: 'Active' | 'Disabled';
}

export function presentPerson(user: UserSummary): PersonRow {
  return {
    id: user.id,
    name: user.displayName,
    username: user.username,
    roles: accessWords(user),
    leaderRef: user.leaderRef ?? '',
    state: user.disabled ? 'Disabled' : 'Active',
  };
}

export const INVITATION_STATE_WORDS: Readonly<Record<InvitationSummary['state'], string>> = {
  open: 'Open',
  accepted: 'Accepted',
  withdrawn: 'Withdrawn',
  expired: 'Run out',
};

export interface InvitationRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: string;
  readonly leaderRef: string;
  readonly state: string;
  readonly open: boolean;
  readonly made: string;
  readonly until: string;
}

export function presentInvitation(invitation: InvitationSummary): InvitationRow {
  return {
    id: invitation.id,
    name: invitation.displayName,
    email: invitation.email ?? '',
    roles: accessWords(invitation),
    leaderRef: invitation.leaderRef ?? '',
    state: INVITATION_STATE_WORDS[invitation.state],
    open: invitation.state === 'open',
    made: dateText(dayInEngland(invitation.createdAt)),
    until: dateText(dayInEngland(invitation.expiresAt)),
  };
}
