import { dayInEngland } from '../../../../../libs/wording/index.js';
import { ROLES } from '../../../../../libs/domain/kernel/index.js';
import type { InvitationState, InvitationSummary } from '../../../../../libs/features/identity/index.js';
import { LIST_SEPARATOR } from '../../../../../libs/features/reports/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import type { ShortList } from '../short-list.js';
import { INVITATION_STATE_WORDS, presentInvitation, roleNames } from './people.presenter.js';

type InvitationSort = 'made' | 'name' | 'email' | 'roles' | 'leader' | 'state' | 'until';
const STATES: readonly InvitationState[] = ['open', 'accepted', 'withdrawn', 'expired'];

export const INVITATION_LIST: ShortList<InvitationSummary, InvitationSort> = {
  noun: 'Invitations',
  columns: [
    ['name', 'Name'],
    ['email', 'Email'],
    ['roles', 'Roles'],
    ['leader', 'Leader'],
    ['state', 'State'],
    ['made', 'Made on'],
    ['until', 'Open until'],
  ],
  keys: {
    name: ({ displayName }) => displayName,
    email: ({ email }) => email ?? '',
    roles: (invitation) => presentInvitation(invitation).roles,
    leader: ({ leaderRef }) => leaderRef ?? '',
    state: ({ state }) => INVITATION_STATE_WORDS[state],
    made: ({ createdAt }) => createdAt.getTime(),
    until: ({ expiresAt }) => expiresAt.getTime(),
  },
  usual: { sort: 'made', direction: 'descending' },
  filters: {
    state: {
      any: 'Any state',
      values: STATES.map((value) => ({ value, text: INVITATION_STATE_WORDS[value] })),
      fits: ({ state }, value) => state === value,
    },
    role: {
      any: 'Any role',
      values: ROLES.map((value) => ({ value, text: roleNames([value]) })),
      fits: ({ roles }, value) => roles.some((role) => role === value),
    },
  },
  words: ({ displayName, email, leaderRef }) => [displayName, email ?? '', leaderRef ?? ''],
  path: '/admin/invitations',
  file: '/admin/invitations/invitations',
};

/** The list as a file. */
export const INVITATION_FILE_COLUMNS: readonly CsvColumn<InvitationSummary>[] = [
  { name: 'name', of: ({ displayName }) => displayName },
  { name: 'email', of: ({ email }) => email },
  { name: 'roles', of: ({ roles }) => roles.join(LIST_SEPARATOR) },
  { name: 'offers', of: ({ offers }) => offers?.join(LIST_SEPARATOR) ?? null },
  { name: 'regions', of: ({ regions }) => regions?.join(LIST_SEPARATOR) ?? null },
  { name: 'leader_ref', of: ({ leaderRef }) => leaderRef },
  { name: 'state', of: ({ state }) => INVITATION_STATE_WORDS[state] },
  { name: 'made_on', of: ({ createdAt }) => dayInEngland(createdAt) },
  { name: 'open_until', of: ({ expiresAt }) => dayInEngland(expiresAt) },
];
