import { type Form, textField } from '../form.js';
import { addressOf, sortOrder, type SortOrder } from '../sorted-list.js';

const MAP_SHOWS = ['', 'covered', 'uncovered'] as const;
const MAP_SORTS = ['covered', 'case', 'region', 'days', 'leader', 'miles', 'place'] as const;
export type MapSort = (typeof MAP_SORTS)[number];

/** Cases whose region is not known, as the filter names them. */
export const NO_REGION = '-';

/** The filter of the map, and the order of its table, as the address holds them. */
export interface MapForm extends SortOrder<MapSort> {
  readonly region: string;
  readonly show: (typeof MAP_SHOWS)[number];
}

const UNCOVERED_FIRST: SortOrder<MapSort> = { sort: 'covered', direction: 'ascending' };

/** What the address asks for. What is not known counts as not asked. */
export function mapForm(query: Form): MapForm {
  return {
    region: textField(query, 'region').slice(0, 100),
    show: MAP_SHOWS.find((one) => one === textField(query, 'show')) ?? '',
    ...sortOrder(query, MAP_SORTS, UNCOVERED_FIRST),
  };
}

/** The same map as an address, with something changed. */
export function mapAddress(
  runId: string,
  form: MapForm,
  change: Partial<Record<keyof MapForm | 'page', string>> = {},
  path = '',
): string {
  const { sort, direction, ...filter } = { ...form, ...change };
  return addressOf(`/runs/${runId}/map${path}`, {
    ...filter,
    ...(sort === UNCOVERED_FIRST.sort ? {} : { sort, direction }),
  });
}
