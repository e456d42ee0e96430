import { ROLES } from '../../../../../libs/domain/kernel/index.js';
import type { UserSummary } from '../../../../../libs/features/identity/index.js';
import { LIST_SEPARATOR } from '../../../../../libs/features/reports/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import type { ShortList } from '../short-list.js';
import { presentPerson, roleNames } from './people.presenter.js';

type PeopleSort = 'name' | 'username' | 'roles' | 'leader' | 'state';

export const PEOPLE_LIST: ShortList<UserSummary, PeopleSort> = {
  noun: 'People',
  columns: [
    ['name', 'Name'],
    ['username', 'Username'],
    ['roles', 'Roles'],
    ['leader', 'Leader'],
    ['state', 'State'],
  ],
  keys: {
    name: ({ displayName }) => displayName,
    username: ({ username }) => username,
    roles: (user) => presentPerson(user).roles,
    leader: ({ leaderRef }) => leaderRef ?? '',
    state: (user) => presentPerson(user).state,
  },
  usual: { sort: 'name', direction: 'ascending' },
  filters: {
    role: {
      any: 'Any role',
      values: ROLES.map((value) => ({ value, text: roleNames([value]) })),
      fits: ({ roles }, value) => roles.some((role) => role === value),
    },
    state: {
      any: 'Any state',
      values: ['Active', 'Disabled'].map((value) => ({ value, text: value })),
      fits: ({ disabled }, value) => disabled === (value === 'Disabled'),
    },
  },
  words: ({ displayName, username, leaderRef }) => [displayName, username, leaderRef ?? ''],
  path: '/admin/users',
  file: '/admin/users',
};

/** The list as a file. */
export const PEOPLE_FILE_COLUMNS: readonly CsvColumn<UserSummary>[] = [
  { name: 'name', of: ({ displayName }) => displayName },
  { name: 'username', of: ({ username }) => username },
  { name: 'roles', of: ({ roles }) => roles.join(LIST_SEPARATOR) },
  { name: 'offers', of: ({ offers }) => offers?.join(LIST_SEPARATOR) ?? null },
  { name: 'regions', of: ({ regions }) => regions?.join(LIST_SEPARATOR) ?? null },
  { name: 'leader_ref', of: ({ leaderRef }) => leaderRef },
  { name: 'state', of: ({ disabled }) => (disabled ? 'disabled' : 'active') },
];
