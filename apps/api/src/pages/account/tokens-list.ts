import type { ApiTokenSummary } from '../../../../../libs/features/identity/index.js';
import type { ShortList } from '../short-list.js';
import { presentToken } from './account.presenter.js';

type TokenSort = 'made' | 'name' | 'scope' | 'state' | 'used';

/** Somebody's own tokens, the newest first. */
export const TOKEN_LIST: ShortList<ApiTokenSummary, TokenSort> = {
  noun: 'Tokens',
  columns: [
    ['name', 'Name'],
    ['scope', 'What it may do'],
    ['made', 'Made'],
    ['state', 'State'],
    ['used', 'Last used'],
  ],
  keys: {
    name: ({ name }) => name,
    scope: (token) => presentToken(token).scope,
    made: ({ createdAt }) => createdAt.getTime(),
    state: ({ inForce }) => (inForce ? 'works' : 'over'),
    used: ({ lastUsedAt }) => lastUsedAt?.getTime() ?? 0,
  },
  usual: { sort: 'made', direction: 'descending' },
  filters: {
    state: {
      any: 'Any state',
      values: [
        { value: 'works', text: 'Works' },
        { value: 'over', text: 'Ended or ran out' },
      ],
      fits: ({ inForce }, value) => inForce === (value === 'works'),
    },
  },
  path: '/account/tokens',
};
