import type { ClaimView } from '../../../../../libs/features/delivery/index.js';
import { csvText } from '../../../../../libs/platform/files/index.js';
import { shownList } from '../short-list.js';
import { CLAIM_LIST, CLAIM_LIST_COLUMNS } from './claims-list.js';

const claim = (id: string, more: Partial<ClaimView> = {}): ClaimView => ({
  ...{ id, offer: '2024-25', leaderRef: null, leaderName: null, from: '2025-01-01', to: '2025-03-31' },
  ...{ dayRatePence: 60_000, halfDays: 3, amountPence: 90_000, visits: 2, state: 'made', version: 1 },
  ...{ withdrawnReason: null, madeBy: 'u1', madeAt: new Date('2025-04-01T09:00:00Z') },
  ...more,
});
const CLAIMS = [
  claim('a', { madeAt: new Date('2025-04-03T09:00:00Z'), amountPence: 1 }),
  claim('b', { offer: '2022-23', state: 'withdrawn' }),
  claim('c', { leaderRef: 'L1', leaderName: 'Ada', amountPence: 200_000 }),
];
const ids = (query: Record<string, string>): readonly string[] =>
  shownList(CLAIM_LIST, CLAIMS, query).rows.map(({ id }) => id);

describe('the list of claims', () => {
  it('comes newest first, or by any column, filtered by offer and state', () => {
    expect(ids({})).toEqual(['a', 'b', 'c']);
    expect(ids({ sort: 'amount', direction: 'descending' })).toEqual(['c', 'b', 'a']);
    expect(ids({ state: 'withdrawn' })).toEqual(['b']);
    expect(ids({ offer: '2024-25', sort: 'whose', direction: 'descending' })).toEqual(['c', 'a']);
  });

  it('goes to a file in days and pounds', () => {
    expect(csvText(CLAIM_LIST_COLUMNS, [claim('a')]).split('\n')[1]).toBe(
      'a,2025-04-01,2024-25,,,2025-01-01,2025-03-31,2,1.5,600,900,Made',
    );
  });
});
