import { type Form, textField } from '../form.js';
import { addressOf, type ColumnName, sortOrder, type SortOrder } from '../sorted-list.js';

export type ProposalSort = 'look' | 'name' | 'leader' | 'days' | 'miles';

/** Those worth a look first. */
const USUAL: SortOrder<ProposalSort> = { sort: 'look', direction: 'descending' };

export const PROPOSAL_COLUMNS: readonly ColumnName<ProposalSort>[] = [
  [null, 'Publish'],
  ['name', 'School or trust'],
  ['leader', 'Leader'],
  ['days', 'Days', 'number'],
  ['miles', 'Miles', 'number'],
  ['look', 'Worth a look'],
];

/**
 * The order of the address or of a form that was sent. Headings are buttons of the form, so that what is ticked is kept:
 * the pressed one says `name ascending` in one field.
 */
export function orderField(form: Form): SortOrder<ProposalSort> {
  const [sort = '', direction = ''] = textField(form, 'order').split(' ');
  const sorts = PROPOSAL_COLUMNS.flatMap(([known]) => known ?? []);
  return sortOrder(sort === '' ? form : { sort, direction }, sorts, USUAL);
}

/** Where a page of the proposals stands. */
export function publishAddress(runId: string, page: number, order: SortOrder<ProposalSort>): string {
  const isUsual = order.sort === USUAL.sort && order.direction === USUAL.direction;
  return addressOf(`/runs/${runId}/publish`, {
    page: page === 1 ? '' : String(page),
    ...(isUsual ? {} : { sort: order.sort, direction: order.direction }),
  });
}

/** Every id given under a name: the browser sends one as text, several as a list. */
export function idsField(form: Form, name: string): readonly string[] {
  const given = form[name];
  return (Array.isArray(given) ? (given as readonly unknown[]) : [given]).filter(
    (id): id is string => typeof id === 'string',
  );
}

/** From 1; what is no number is the first page. */
export function pageField(form: Form): number {
  const page = Number(textField(form, 'page'));
  return Number.isInteger(page) && page > 0 ? page : 1;
}
