import { daysFromHalfDays } from '../../../../../libs/domain/kernel/index.js';
import type { RunPlaces, RunResultView, UncoveredCaseView } from '../../../../../libs/features/runs/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import { uncoveredGroupName } from '../../../../../libs/wording/index.js';
import type { ShortList } from '../short-list.js';

export const NO_REGION = 'Not known';
export type UncoveredSort = 'name' | 'priority' | 'days' | 'region';
export type UncoveredList = ShortList<UncoveredCaseView, UncoveredSort>;

/** The cases that a run leaves without a leader. */
export function uncoveredList(
  runId: string,
  { uncovered }: Pick<RunResultView, 'uncovered'>,
  places: RunPlaces,
): UncoveredList {
  const regionOf = ({ caseId }: UncoveredCaseView): string => places.cases.get(caseId)?.region ?? NO_REGION;
  const reasons = [...new Set(uncovered.map(({ reason }) => reason))];
  const regions = [...new Set(uncovered.map(regionOf))].sort();
  return {
    noun: 'Cases',
    columns: [
      ['name', 'School or trust'],
      ['priority', 'Priority', 'number'],
      ['days', 'Days', 'number'],
      ['region', 'Region'],
      [null, 'The smallest change that would cover it'],
      [null, 'Why no leader'],
    ],
    keys: {
      name: ({ name }) => name,
      priority: ({ priority }) => priority,
      days: ({ halfDays }) => halfDays,
      region: regionOf,
    },
    usual: { sort: 'priority', direction: 'ascending' },
    filters: {
      reason: {
        any: 'Every reason',
        values: reasons.map((value) => ({ value, text: uncoveredGroupName(value) })),
        fits: ({ reason }, value) => reason === value,
      },
      region: {
        any: 'Every region',
        values: regions.map((value) => ({ value, text: value })),
        fits: (row, value) => regionOf(row) === value,
      },
    },
    words: ({ name, caseId }) => [name, caseId],
    path: `/runs/${runId}/uncovered`,
    file: `/runs/${runId}/uncovered`,
  };
}

type Group = readonly [reason: UncoveredCaseView['reason'], rows: readonly UncoveredCaseView[]];

/** In the groups of the page, the largest first, each in the order that the list has. */
export function byReason(rows: readonly UncoveredCaseView[]): readonly Group[] {
  const reasons = [...new Set(rows.map(({ reason }) => reason))];
  const groups = reasons.map((code): Group => [code, rows.filter(({ reason }) => reason === code)]);
  return groups.sort(([a, own], [b, other]) => other.length - own.length || (a < b ? -1 : 1));
}

/** As uncovered.csv (contracts), and the region that the page shows. */
export const uncoveredColumns = ({ cases }: RunPlaces): readonly CsvColumn<UncoveredCaseView>[] => [
  { name: 'case_id', of: (row) => row.caseId },
  { name: 'subject_kind', of: (row) => row.unit },
  { name: 'subject_id', of: (row) => row.supportedId },
  { name: 'name', of: (row) => row.name },
  { name: 'days', of: (row) => daysFromHalfDays(row.halfDays) },
  { name: 'priority', of: (row) => row.priority },
  { name: 'region', of: ({ caseId }) => cases.get(caseId)?.region ?? null },
  { name: 'reason', of: (row) => row.reason },
  { name: 'nearest_remedy', of: (row) => row.nearestRemedy },
  { name: 'why', of: (row) => row.why },
];
