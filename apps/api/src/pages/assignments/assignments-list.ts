import type { MatchView } from '../../../../../libs/features/matches/index.js';
import { OFFER_NAMES } from '../../../../../libs/wording/index.js';
import { stateFilter } from '../match-file.js';
import type { ShortList } from '../short-list.js';
import { stateTag } from './match.presenter.js';

type AssignmentSort = 'urgency' | 'name' | 'state' | 'answer' | 'days' | 'distance' | 'offer';

/** A leader's own matches: what waits for an answer first, soonest date first, then the newest. */
export const ASSIGNMENT_LIST: ShortList<MatchView, AssignmentSort> = {
  noun: 'Matches',
  columns: [
    ['name', 'School or trust'],
    ['state', 'State'],
    ['answer', 'Answer by'],
    ['days', 'Days', 'number'],
    ['distance', 'Distance', 'number'],
    ['offer', 'Offer'],
  ],
  keys: {
    urgency: ({ state, answerBy, changedAt }) =>
      state === 'published'
        ? `0 ${answerBy ?? ''}`
        : `1 ${String(Number.MAX_SAFE_INTEGER - changedAt.getTime())}`,
    name: ({ caseName }) => caseName,
    state: ({ state }) => stateTag(state).text,
    answer: ({ state, answerBy }) => (state === 'published' ? (answerBy ?? '') : ''),
    days: ({ halfDays }) => halfDays,
    distance: ({ distanceMetres }) => distanceMetres,
    offer: ({ offer }) => OFFER_NAMES[offer],
  },
  usual: { sort: 'urgency', direction: 'ascending' },
  filters: { state: stateFilter(undefined, (state) => stateTag(state).text) },
  path: '/assignments',
  file: '/assignments/matches',
};
