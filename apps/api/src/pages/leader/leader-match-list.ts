import type { OfferYear } from '../../../../../libs/domain/kernel/index.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import { codeWords } from '../../../../../libs/wording/index.js';
import type { ShortList } from '../short-list.js';

type LeaderMatchSort = 'name' | 'days' | 'miles' | 'state' | 'since';

/** The published matches of a leader, beneath the statement. */
export function leaderMatchList(
  path: string,
  offer: OfferYear,
  kept: Readonly<Record<string, string>>,
): ShortList<MatchView, LeaderMatchSort> {
  return {
    noun: 'Matches',
    columns: [
      ['name', 'School or trust'],
      ['days', 'Days', 'number'],
      ['miles', 'Miles', 'number'],
      ['state', 'State'],
      ['since', 'Since'],
    ],
    keys: {
      name: ({ caseName }) => caseName,
      days: ({ halfDays }) => halfDays,
      miles: ({ distanceMetres }) => distanceMetres,
      state: ({ state }) => codeWords(state),
      since: ({ changedAt }) => changedAt.getTime(),
    },
    usual: { sort: 'name', direction: 'ascending' },
    filters: {},
    own: 'match',
    path,
    file: `${path}/matches`,
    kept: { offer, ...kept },
  };
}
