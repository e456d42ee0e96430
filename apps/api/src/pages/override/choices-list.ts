import type { LeaderChoice } from '../../../../../libs/features/overrides/index.js';
import type { ShortList } from '../short-list.js';

type ChoiceSort = 'possible' | 'name' | 'miles' | 'days' | 'score';
export type ChoiceList = ShortList<LeaderChoice, ChoiceSort>;

/** Every leader for one case, as they are given: who may take it first, then by distance. */
export function choiceList(path: string, nameOf: (leaderRef: string) => string): ChoiceList {
  return {
    noun: 'Leaders',
    columns: [
      ['name', 'Leader'],
      ['miles', 'Miles', 'number'],
      ['days', 'Days left', 'number'],
      ['score', 'Score', 'number'],
      ['possible', 'Why, or why not'],
    ],
    keys: {
      possible: ({ refusals }) => Number(refusals.length > 0),
      name: ({ leaderRef }) => nameOf(leaderRef),
      miles: ({ distanceMetres }) => distanceMetres ?? Infinity,
      days: ({ daysLeft }) => daysLeft,
      score: ({ pair }) => pair?.score.total ?? Infinity,
    },
    usual: { sort: 'possible', direction: 'ascending' },
    filters: {},
    words: ({ leaderRef }) => [leaderRef, nameOf(leaderRef)],
    path,
  };
}
