import { daysFromHalfDays } from '../../../../../libs/domain/kernel/index.js';
import type { VisitView } from '../../../../../libs/features/delivery/index.js';
import { VISIT_STATE_NAMES, dayInEngland } from '../../../../../libs/wording/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import type { ShortList } from '../short-list.js';

type VisitSort = 'date' | 'days' | 'done' | 'by' | 'state';

/** The visits of one match, in the order of their days. */
export function visitList(path: string): ShortList<VisitView, VisitSort> {
  return {
    noun: 'Visits',
    columns: [
      ['date', 'Date'],
      ['days', 'Length'],
      ['done', 'What was done'],
      ['by', 'Who was there'],
      ['state', 'State'],
    ],
    keys: {
      date: ({ visitedOn }) => visitedOn,
      days: ({ halfDays }) => halfDays,
      done: ({ done }) => done,
      by: ({ doneBy }) => doneBy,
      state: ({ state }) => VISIT_STATE_NAMES[state],
    },
    usual: { sort: 'date', direction: 'ascending' },
    filters: {},
    path,
    file: `${path}/visits`,
  };
}

/** The list as a file. */
export const VISIT_FILE_COLUMNS: readonly CsvColumn<VisitView>[] = [
  { name: 'visited_on', of: ({ visitedOn }) => visitedOn },
  { name: 'days', of: ({ halfDays }) => daysFromHalfDays(halfDays) },
  { name: 'done', of: ({ done }) => done },
  { name: 'done_by', of: ({ doneBy }) => doneBy },
  { name: 'state', of: ({ state }) => state },
  { name: 'signed_on', of: ({ signedAt }) => (signedAt === null ? null : dayInEngland(signedAt)) },
  { name: 'signed_by', of: ({ signedBy }) => signedBy },
  { name: 'school_comment', of: ({ schoolComment }) => schoolComment },
];
