import type { ComparedCaseView, RunPlaces } from '../../../../../libs/features/runs/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import { compareSentence, leaderCalled } from '../../../../../libs/wording/index.js';
import type { ShortList } from '../short-list.js';

export type ComparedSort = 'name' | 'priority' | 'before' | 'after';
export type ComparedList = ShortList<ComparedCaseView, ComparedSort>;

/** What became of a case, the worst first. */
export const KINDS: readonly (readonly [ComparedCaseView['kind'], string])[] = [
  ['newly-uncovered', 'Lost their leader'],
  ['newly-covered', 'Gained a leader'],
  ['moved', 'Went to another leader'],
  ['gone', 'Not in the second run'],
];
/** The list as a file: what the page says, and what programs know it by. */
export function comparedColumns({
  places,
  leaderNames,
}: Pick<ComparedListFacts, 'places' | 'leaderNames'>): readonly CsvColumn<ComparedCaseView>[] {
  const called = leaderCalled(leaderNames, new Map([...places[0].cases, ...places[1].cases]));
  const nameOf = (ref: string | null): string | null => (ref === null ? null : (leaderNames.get(ref) ?? ref));
  return [
    { name: 'what', of: ({ kind }) => KINDS.find(([known]) => known === kind)?.[1] ?? kind },
    { name: 'case_id', of: ({ case: id }) => id },
    { name: 'name', of: ({ name }) => name },
    { name: 'priority', of: ({ priority }) => priority },
    { name: 'leader_before', of: ({ before }) => before },
    { name: 'leader_before_name', of: ({ before }) => nameOf(before) },
    { name: 'leader_after', of: ({ after }) => after },
    { name: 'leader_after_name', of: ({ after }) => nameOf(after) },
    { name: 'score_before', of: ({ scoreBefore }) => scoreBefore },
    { name: 'score_after', of: ({ scoreAfter }) => scoreAfter },
    { name: 'why', of: (row) => compareSentence(row, called) },
  ];
}

/** In the groups of the page, each in the order that the list has. */
export function byKind(cases: readonly ComparedCaseView[]): readonly ComparedCaseView[] {
  return KINDS.flatMap(([kind]) => cases.filter((one) => one.kind === kind));
}
const NO_REGION = 'Not known';

export interface ComparedListFacts {
  readonly a: { readonly runId: string; readonly label: string };
  readonly b: { readonly runId: string; readonly label: string };
  readonly cases: readonly ComparedCaseView[];
  readonly places: readonly [RunPlaces, RunPlaces];
  readonly leaderNames: ReadonlyMap<string, string>;
}

/** The cases that the second run treats otherwise than the first. */
export function comparedList({ a, b, cases, places, leaderNames }: ComparedListFacts): ComparedList {
  const regionOf = ({ case: id }: ComparedCaseView): string =>
    places[1].cases.get(id)?.region ?? places[0].cases.get(id)?.region ?? NO_REGION;
  const called = (ref: string | null): string => (ref === null ? '' : (leaderNames.get(ref) ?? ref));
  return {
    noun: 'Cases',
    columns: [
      ['name', 'School or trust'],
      ['priority', 'Priority', 'number'],
      ['before', `In ${a.label}`],
      ['after', `In ${b.label}`],
      [null, 'Why'],
    ],
    keys: {
      name: ({ name }) => name,
      priority: ({ priority }) => priority,
      before: ({ before }) => called(before),
      after: ({ after }) => called(after),
    },
    usual: { sort: 'priority', direction: 'ascending' },
    filters: {
      show: {
        any: 'Every change',
        values: KINDS.map(([value, text]) => ({ value, text })),
        fits: ({ kind }, value) => kind === value,
      },
      region: {
        any: 'Every region',
        values: [...new Set(cases.map(regionOf))].sort().map((value) => ({ value, text: value })),
        fits: (row, value) => regionOf(row) === value,
      },
    },
    words: ({ name, case: id, before, after }) => [
      ...[name, id, before ?? '', after ?? ''],
      ...[called(before), called(after)],
    ],
    path: '/runs/compare',
    file: '/runs/compare',
    kept: { a: a.runId, b: b.runId },
  };
}
