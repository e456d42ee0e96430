import { dayInEngland } from '../../../../../libs/wording/index.js';
import type { OfferYear } from '../../../../../libs/domain/kernel/index.js';
import {
  CONFLICT_SIDES,
  CONFLICT_SUBJECTS,
  type ConflictView,
} from '../../../../../libs/features/matches/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import type { ShortList } from '../short-list.js';
import { SIDE_NAMES, SUBJECT_NAMES } from './conflicts.presenter.js';

type ConflictSort = 'leader' | 'subject' | 'by' | 'reason' | 'on' | 'state';

const COLUMNS: ShortList<ConflictView, ConflictSort>['columns'] = [
  ['leader', 'Leader'],
  ['subject', 'With'],
  ['by', 'Declared by'],
  ['reason', 'What it is'],
  ['on', 'On'],
  ['state', 'State'],
];

/** The declarations of one offer. A leader sees their own alone: who, and who declared it, goes without saying. */
export function conflictList(offer: OfferYear, seesAll: boolean): ShortList<ConflictView, ConflictSort> {
  const subject = {
    any: 'Any tie',
    values: CONFLICT_SUBJECTS.map((value) => ({ value, text: SUBJECT_NAMES[value] })),
    fits: ({ subjectKind }: ConflictView, value: string) => subjectKind === value,
  };
  const by = {
    any: 'Anybody',
    values: CONFLICT_SIDES.map((value) => ({ value, text: SIDE_NAMES[value] })),
    fits: ({ declaredBy }: ConflictView, value: string) => declaredBy === value,
  };
  const state = {
    any: 'Any state',
    values: [
      { value: 'stands', text: 'Stands' },
      { value: 'withdrawn', text: 'Withdrawn' },
    ],
    fits: ({ withdrawnAt }: ConflictView, value: string) => (withdrawnAt === null) === (value === 'stands'),
  };
  return {
    noun: 'Declarations',
    columns: COLUMNS.filter(([sort]) => seesAll || (sort !== 'leader' && sort !== 'by')),
    keys: {
      leader: ({ leaderName }) => leaderName,
      subject: ({ subjectName, subjectId }) => subjectName ?? subjectId,
      by: ({ declaredBy }) => SIDE_NAMES[declaredBy],
      reason: ({ reason }) => reason,
      on: ({ recordedAt }) => recordedAt.getTime(),
      state: ({ withdrawnAt }) => withdrawnAt?.getTime() ?? 0,
    },
    usual: { sort: 'on', direction: 'descending' },
    filters: seesAll ? { subject, by, state } : { subject, state },
    words: ({ leaderName, leaderRef, subjectName, subjectId }) => [
      ...[subjectName ?? '', subjectId],
      ...(seesAll ? [leaderName, leaderRef] : []),
    ],
    path: '/conflicts',
    file: '/conflicts/conflicts',
    kept: { offer },
  };
}

/** The list as a file. */
export const CONFLICT_FILE_COLUMNS: readonly CsvColumn<ConflictView>[] = [
  { name: 'declaration_id', of: ({ id }) => id },
  { name: 'offer', of: ({ offer }) => offer },
  { name: 'leader_ref', of: ({ leaderRef }) => leaderRef },
  { name: 'leader_name', of: ({ leaderName }) => leaderName },
  { name: 'subject_kind', of: ({ subjectKind }) => subjectKind },
  { name: 'subject_id', of: ({ subjectId }) => subjectId },
  { name: 'subject_name', of: ({ subjectName }) => subjectName },
  { name: 'declared_by', of: ({ declaredBy }) => declaredBy },
  { name: 'reason', of: ({ reason }) => reason },
  { name: 'declared_on', of: ({ recordedAt }) => dayInEngland(recordedAt) },
  {
    name: 'withdrawn_on',
    of: ({ withdrawnAt }) => (withdrawnAt === null ? null : dayInEngland(withdrawnAt)),
  },
];
