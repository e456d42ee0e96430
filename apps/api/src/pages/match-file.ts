import { daysFromHalfDays, milesFromMetres } from '../../../../libs/domain/kernel/index.js';
import { MATCH_STATES, type MatchState } from '../../../../libs/domain/lifecycle/index.js';
import type { MatchView } from '../../../../libs/features/matches/index.js';
import type { CsvColumn } from '../../../../libs/platform/files/index.js';
import { MATCH_STATE_NAMES, dayInEngland } from '../../../../libs/wording/index.js';
import type { ListFilter } from './short-list.js';

/** Matches that were published, as a file. */
export const PUBLISHED_MATCH_COLUMNS: readonly CsvColumn<MatchView>[] = [
  { name: 'offer', of: ({ offer }) => offer },
  { name: 'case_id', of: ({ caseId }) => caseId },
  { name: 'name', of: ({ caseName }) => caseName },
  { name: 'leader_ref', of: ({ leaderRef }) => leaderRef },
  { name: 'leader_name', of: ({ leaderName }) => leaderName },
  { name: 'days', of: ({ halfDays }) => daysFromHalfDays(halfDays) },
  { name: 'distance_miles', of: ({ distanceMetres }) => milesFromMetres(distanceMetres).toFixed(1) },
  { name: 'state', of: ({ state }) => state },
  { name: 'answer_by', of: ({ answerBy }) => answerBy },
  { name: 'reason', of: ({ stateReason }) => stateReason },
  { name: 'changed_on', of: ({ changedAt }) => dayInEngland(changedAt) },
];

/** What became of a match. */
export function stateFilter(
  states: readonly MatchState[] = MATCH_STATES.filter((state) => state !== 'proposed'),
  nameOf: (state: MatchState) => string = (state) => MATCH_STATE_NAMES[state],
): ListFilter<MatchView> {
  return {
    any: 'Any state',
    values: states.map((value) => ({ value, text: nameOf(value) })),
    fits: ({ state }, value) => state === value,
  };
}
