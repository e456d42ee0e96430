import type { IsoDate, OfferYear } from '../kernel/index.js';
import { assess } from './assess.js';
import type { AssessOptions } from './assess-options.js';
import { anInspection, aSchool } from './offers.fixture.js';

/** What an assessment says of a file whose newest inspection was published on that day. */
const end = (offer: OfferYear, newest: IsoDate | null, options: AssessOptions = {}): IsoDate | null =>
  assess(
    offer,
    {
      schools: [aSchool('100001')],
      inspections: newest === null ? [] : [anInspection('100001', newest, 2)],
      ...{ trusts: null, memberships: null, links: null, twoRiPlus: [], referrals: null },
    },
    options,
  ).inspectionsEnd;

describe('inspection files that end early', () => {
  it('are told with their newest day, four months before the day that was asked about', () => {
    expect(end('2024-25', '2024-10-31')).toBe('2024-10-31');
    expect(end('2024-25', '2024-11-01')).toBeNull();
    expect(end('2022-23', '2023-04-30')).toBe('2023-04-30');
    expect(end('2022-23', '2023-05-01')).toBeNull();
  });

  it('are asked about up to the as-of date, and no further than the window', () => {
    expect(end('2024-25', '2024-10-31', { asOf: '2024-12-31' })).toBeNull();
    expect(end('2024-25', '2024-11-30', { asOf: '2025-12-31' })).toBeNull();
  });

  it('are complete where somebody says so, and say no where they do not reach the window at all', () => {
    expect(end('2024-25', '2024-10-31', { inspectionsReach: '2025-02-28' })).toBeNull();
    const { decisions } = assess('2024-25', {
      schools: [aSchool('100001')],
      inspections: [anInspection('100001', '2024-06-30', 3)],
      ...{ trusts: null, memberships: null, links: null, twoRiPlus: [], referrals: null },
    });
    expect(decisions).toMatchObject([{ eligible: 'undetermined', missing: ['inspections-in-window'] }]);
    expect(end('2024-25', '2024-06-30')).toBeNull();
    expect(end('2024-25', null)).toBeNull();
  });

  it('do not matter to an offer that asks about no inspection, or before it began', () => {
    expect(end('2020-21', '2020-10-31')).toBeNull();
    expect(end('2024-25', '2024-03-31', { asOf: '2024-08-31' })).toBeNull();
  });
});
