import { type Form, textField } from '../form.js';
import { addressOf, type SortOrder, sortOrder } from '../sorted-list.js';

export const UNCOVERED_SORTS = ['name', 'priority', 'days', 'region'] as const;
export type UncoveredSort = (typeof UNCOVERED_SORTS)[number];

/** What the address asks for; empty: every reason, every region. */
export interface UncoveredForm extends SortOrder<UncoveredSort> {
  readonly reason: string;
  readonly region: string;
}

export function uncoveredForm(query: Form): UncoveredForm {
  return {
    reason: textField(query, 'reason'),
    region: textField(query, 'region'),
    ...sortOrder(query, UNCOVERED_SORTS, { sort: 'priority', direction: 'ascending' }),
  };
}

/** The same list with something changed. */
export function uncoveredAddress(
  runId: string,
  form: UncoveredForm,
  change: Partial<Record<keyof UncoveredForm, string>> = {},
  file: '' | '.csv' | '.xlsx' = '',
): string {
  return addressOf(`/runs/${runId}/uncovered${file}`, { ...form, ...change });
}
