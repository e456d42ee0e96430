import { OFFER_YEARS } from '../kernel/index.js';
import { CRITERION_CODES, EXTRA_CODES } from './codes.js';
import { offerPolicy } from './offer-policy.js';

describe('the policy of each offer', () => {
  it.each([
    ['2018-19', [6, 6], { from: '2018-09-01', to: '2019-08-31' }, '2019-08-31', false, 'republished'],
    ['2019-20', [6, 6], { from: '2019-09-01', to: '2020-08-31' }, '2020-08-31', true, 'published'],
    ['2020-21', [10, 10], { from: '2020-09-01', to: '2021-08-31' }, '2021-08-31', false, 'reported'],
    ['2021-22', [6, 10], { from: '2021-09-01', to: '2022-08-31' }, '2022-08-31', false, 'republished'],
    ['2022-23', [20, 20], { from: '2022-09-01', to: '2023-08-31' }, '2023-08-31', false, 'published'],
    ['2024-25', [20, 20], { from: '2024-09-01', to: '2025-02-28' }, '2025-07-31', false, 'published'],
  ] as const)('%s', (offer, days, window, supportTo, briefingRequired, certainty) => {
    const [school, trust] = days;
    expect(offerPolicy(offer)).toMatchObject({
      offer,
      halfDaysByUnit: { school, trust },
      briefingRequired,
      eligibilityWindow: window,
      supportWindow: { from: window.from, to: supportTo },
      source: { certainty },
    });
  });

  it('gives days at most, but on average in 2020-21', () => {
    const onAverage = OFFER_YEARS.filter((offer) => offerPolicy(offer).daysAre === 'on-average');
    expect(onAverage).toEqual(['2020-21']);
  });

  it('asks for a MAT CEO at trust level in 2022-23 only', () => {
    const either = ['nle', 'mat-ceo'];
    expect(OFFER_YEARS.map((offer) => offerPolicy(offer).leaderRolesByUnit)).toEqual([
      { school: either, trust: [] },
      { school: either, trust: [] },
      { school: either, trust: either },
      { school: either, trust: either },
      { school: either, trust: ['mat-ceo'] },
      { school: either, trust: either },
    ]);
  });

  it('uses every criterion and extra that wording must know', () => {
    const policies = OFFER_YEARS.map(offerPolicy);
    const criteria = policies.flatMap(({ schoolCriteria, trustCriteria }) =>
      [...schoolCriteria, ...trustCriteria].map(({ code }) => code),
    );
    expect([...new Set(criteria)].toSorted()).toEqual([...CRITERION_CODES].toSorted());
    const extras = policies.flatMap((policy) => [...policy.schoolExtras, ...policy.trustExtras]);
    expect([...new Set(extras.map(({ extra }) => extra))].toSorted()).toEqual([...EXTRA_CODES].toSorted());
  });

  it('names the amount of money in the code of the extra', () => {
    const extras = OFFER_YEARS.flatMap((offer) => offerPolicy(offer).schoolExtras);
    expect(extras.map(({ extra, amountPounds }) => [extra, amountPounds])).toEqual([
      ['further-funding-16000-pounds', 16_000],
      ['further-funding-24000-pounds', 24_000],
      ['further-funding-16000-pounds', 16_000],
      ['trust-partnership-credit-10000-pounds', 10_000],
    ]);
  });
});
