import {
  daysFromHalfDays,
  EXPERTISE_CODES,
  OFFER_YEARS,
  PHASES,
} from '../../../../../libs/domain/kernel/index.js';
import type { LeaderSort, ListedLeader } from '../../../../../libs/features/budgets/index.js';
import { LIST_SEPARATOR } from '../../../../../libs/features/reports/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import {
  EXPERTISE_NAMES,
  needList,
  OFFER_NAMES,
  PHASE_NAMES,
  phaseList,
  ROLE_NAMES,
} from '../../../../../libs/wording/index.js';
import { type ColumnName, type SortColumn, sortColumns } from '../sorted-list.js';
import { type DaysLeft, leadersAddress, type LeadersForm, REGION_NOT_KNOWN } from './leaders.form.js';

const LEFT_NAMES: Readonly<Record<DaysLeft, string>> = {
  some: 'Any days left',
  3: '3 days or more left',
  5: '5 days or more left',
  10: '10 days or more left',
  none: 'No days left',
};
const LEFT_ORDER: readonly DaysLeft[] = ['some', '3', '5', '10', 'none'];

interface Item {
  readonly value: string;
  readonly text: string;
}

export interface LeaderChoices {
  readonly offers: readonly Item[];
  readonly regions: readonly Item[];
  readonly expertise: readonly Item[];
  readonly phases: readonly Item[];
  readonly left: readonly Item[];
}

export function leaderChoices(regions: readonly string[]): LeaderChoices {
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  return {
    offers: [...OFFER_YEARS].reverse().map((value) => ({ value, text: OFFER_NAMES[value] })),
    regions: [
      { value: '', text: 'Any region' },
      ...regions.map((value) => ({ value, text: value })),
      { value: REGION_NOT_KNOWN, text: 'Not known' },
    ],
    expertise: [
      { value: '', text: 'Any expertise' },
      ...EXPERTISE_CODES.map((value) => ({ value, text: capital(EXPERTISE_NAMES[value]) })),
    ],
    phases: [
      { value: '', text: 'Any phase' },
      ...PHASES.map((value) => ({ value, text: capital(PHASE_NAMES[value]) })),
    ],
    left: [
      { value: '', text: 'Any number of days' },
      ...LEFT_ORDER.map((value) => ({ value, text: LEFT_NAMES[value] })),
    ],
  };
}

/** Each filter in force, with the address that lifts it. */
export function leaderTags(form: LeadersForm): readonly { readonly text: string; readonly href: string }[] {
  const tag = (name: keyof LeadersForm, text: string): { text: string; href: string } => ({
    text,
    href: leadersAddress(form, { [name]: '' }),
  });
  return [
    ...(form.region === ''
      ? []
      : [tag('region', form.region === REGION_NOT_KNOWN ? 'Region not known' : form.region)]),
    ...(form.expertise === '' ? [] : [tag('expertise', EXPERTISE_NAMES[form.expertise])]),
    ...(form.phase === '' ? [] : [tag('phase', PHASE_NAMES[form.phase])]),
    ...(form.left === '' ? [] : [tag('left', LEFT_NAMES[form.left])]),
    ...(form.text === '' ? [] : [tag('text', `“${form.text}”`)]),
  ];
}

const COLUMN_NAMES: readonly ColumnName<LeaderSort>[] = [
  ['name', 'Leader'],
  ['region', 'Region'],
  ['offered', 'Days offered', 'number'],
  ['reserved', 'Reserved', 'number'],
  ['delivered', 'Delivered', 'number'],
  ['left', 'Left', 'number'],
  [null, 'Expertise and phases'],
];

/** Each column with the address that sorts by it. */
export function leaderColumns(form: LeadersForm): readonly SortColumn[] {
  return sortColumns(COLUMN_NAMES, form, (change) => leadersAddress(form, change));
}

export interface LeaderRow {
  readonly href: string;
  readonly name: string;
  readonly ref: string;
  readonly withdrawn: boolean;
  readonly region: string;
  readonly expertise: string;
  readonly phases: string;
  readonly offered: number;
  readonly reserved: number;
  readonly delivered: number;
  readonly left: number;
}

export function presentLeaders(
  leaders: readonly ListedLeader[],
  offer: LeadersForm['offer'],
): readonly LeaderRow[] {
  return leaders.map((leader) => ({
    href: `/leaders/${encodeURIComponent(leader.leaderRef)}?offer=${offer}`,
    name: leader.name,
    ref: leader.leaderRef,
    withdrawn: leader.state === 'withdrawn',
    region: leader.region ?? 'Not known',
    expertise: leader.expertise.length === 0 ? 'None given' : needList(leader.expertise),
    phases: phaseList(leader.phases),
    offered: daysFromHalfDays(leader.offeredHalfDays),
    reserved: daysFromHalfDays(leader.reservedHalfDays),
    delivered: daysFromHalfDays(leader.deliveredHalfDays),
    left: daysFromHalfDays(leader.leftHalfDays),
  }));
}

/** The list as a file. */
export const LEADER_LIST_COLUMNS: readonly CsvColumn<ListedLeader>[] = [
  { name: 'leader_ref', of: (leader) => leader.leaderRef },
  { name: 'leader_name', of: (leader) => leader.name },
  { name: 'answer', of: (leader) => leader.state },
  { name: 'leader_role', of: (leader) => (leader.role === null ? null : ROLE_NAMES[leader.role]) },
  { name: 'region', of: (leader) => leader.region },
  { name: 'phases', of: (leader) => leader.phases.join(LIST_SEPARATOR) },
  { name: 'expertise', of: (leader) => leader.expertise.join(LIST_SEPARATOR) },
  { name: 'days_offered', of: (leader) => daysFromHalfDays(leader.offeredHalfDays) },
  { name: 'days_reserved', of: (leader) => daysFromHalfDays(leader.reservedHalfDays) },
  { name: 'days_delivered', of: (leader) => daysFromHalfDays(leader.deliveredHalfDays) },
  { name: 'days_left', of: (leader) => daysFromHalfDays(leader.leftHalfDays) },
];
