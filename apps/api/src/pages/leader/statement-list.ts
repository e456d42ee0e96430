import type { OfferYear } from '../../../../../libs/domain/kernel/index.js';
import type { StatementRow } from '../../../../../libs/features/budgets/index.js';
import type { ShortList } from '../short-list.js';

export type StatementList = ShortList<StatementRow, 'on'>;

/**
 * Every movement of a leader's days. Sorted by time alone, either way: the days left after each movement are only read as a
 * sum in that order.
 */
export function statementList(
  path: string,
  offer: OfferYear,
  kept: Readonly<Record<string, string>> = {},
): StatementList {
  return {
    noun: 'Movements',
    columns: [
      ['on', 'On'],
      [null, 'What'],
      [null, 'In words'],
      [null, 'Days', 'number'],
      [null, 'Left after it', 'number'],
    ],
    keys: { on: ({ n }) => n },
    usual: { sort: 'on', direction: 'ascending' },
    filters: {},
    path,
    file: `${path}/statement`,
    kept: { offer, ...kept },
  };
}
