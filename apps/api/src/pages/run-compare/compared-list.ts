import type { ComparedCaseView, RunPlaces } from '../../../../../libs/features/runs/index.js';
import type { ShortList } from '../short-list.js';

export type ComparedSort = 'name' | 'priority' | 'before' | 'after';
export type ComparedList = ShortList<ComparedCaseView, ComparedSort>;

/** What became of a case, the worst first. */
export const KINDS: readonly (readonly [ComparedCaseView['kind'], string])[] = [
  ['newly-uncovered', 'Lost their leader'],
  ['newly-covered', 'Gained a leader'],
  ['moved', 'Went to another leader'],
];
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
