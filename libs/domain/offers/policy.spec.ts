import { OFFER_YEARS } from '../kernel/index.js';
import { CRITERION_CODES, EXTRA_CODES } from './codes.js';
import { offerPolicy } from './offer-policy.js';

describe('the policy of each offer', () => {
  it.each([
    ['2019-20', 6, { from: '2019-09-01', to: '2020-08-31' }, '2020-08-31', true],
    ['2022-23', 20, { from: '2022-09-01', to: '2023-08-31' }, '2023-08-31', false],
    ['2024-25', 20, { from: '2024-09-01', to: '2025-02-28' }, '2025-07-31', false],
  ] as const)('%s', (offer, halfDays, window, supportTo, briefingRequired) => {
    expect(offerPolicy(offer)).toMatchObject({
      offer,
      halfDays,
      briefingRequired,
      eligibilityWindow: window,
      supportWindow: { from: window.from, to: supportTo },
      source: { certainty: 'published' },
    });
  });

  it('asks for a MAT CEO at trust level in 2022-23 only', () => {
    expect(OFFER_YEARS.map((offer) => offerPolicy(offer).leaderRolesByUnit)).toEqual([
      { school: ['nle', 'mat-ceo'], trust: [] },
      { school: ['nle', 'mat-ceo'], trust: ['mat-ceo'] },
      { school: ['nle', 'mat-ceo'], trust: ['nle', 'mat-ceo'] },
    ]);
  });

  it('uses every criterion and extra that wording must know', () => {
    const policies = OFFER_YEARS.map(offerPolicy);
    const criteria = policies.flatMap(({ schoolCriteria, trustCriteria }) =>
      [...schoolCriteria, ...trustCriteria].map(({ code }) => code),
    );
    expect([...new Set(criteria)].toSorted()).toEqual([...CRITERION_CODES].toSorted());
    expect(policies.flatMap(({ trustExtras }) => trustExtras.map(({ extra }) => extra))).toEqual([
      ...EXTRA_CODES,
    ]);
  });
});
