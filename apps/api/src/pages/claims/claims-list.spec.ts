import type { ClaimView } from '../../../../../libs/features/delivery/index.js';
import { csvText } from '../../../../../libs/platform/files/index.js';
import { chosenClaims, CLAIM_LIST_COLUMNS, claimsForm, claimsListParts } from './claims-list.js';

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
  chosenClaims(CLAIMS, claimsForm(query)).map(({ id }) => id);

describe('the list of claims', () => {
  it('comes newest first, or by any column, filtered by offer and state', () => {
    expect(ids({})).toEqual(['a', 'b', 'c']);
    expect(ids({ sort: 'amount', direction: 'descending' })).toEqual(['c', 'b', 'a']);
    expect(ids({ state: 'withdrawn' })).toEqual(['b']);
    expect(ids({ offer: '2024-25', sort: 'whose', direction: 'descending' })).toEqual(['c', 'a']);
  });

  it('names each filter in force with the address that lifts it alone, and keeps them in its files', () => {
    const parts = claimsListParts(claimsForm({ offer: '2022-23', state: 'withdrawn' }));
    expect(parts.tags.map(({ text, href }) => `${text} ${href}`)).toEqual([
      'Trust and school improvement offer 2022 to 2023 /claims?state=withdrawn&sort=made&direction=descending',
      'Withdrawn /claims?offer=2022-23&sort=made&direction=descending',
    ]);
    expect(parts.links.csv).toBe(
      '/claims/claims.csv?offer=2022-23&state=withdrawn&sort=made&direction=descending',
    );
    expect(parts.columns[0]?.ariaSort).toBe('descending');
  });

  it('goes to a file in days and pounds', () => {
    expect(csvText(CLAIM_LIST_COLUMNS, [claim('a')]).split('\n')[1]).toBe(
      'a,2025-04-01,2024-25,,,2025-01-01,2025-03-31,2,1.5,600,900,Made',
    );
  });
});
