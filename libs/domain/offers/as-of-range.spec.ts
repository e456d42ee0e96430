import { OFFER_YEARS } from '../kernel/index.js';
import { asOfRange, isAsOfSensible } from './as-of-range.js';
import { offerPolicy } from './offer-policy.js';

describe('the as-of date of an offer', () => {
  it('lies between a year before its window and ten years after its support', () => {
    expect(asOfRange(offerPolicy('2024-25'))).toEqual({ from: '2023-09-01', to: '2035-07-31' });
  });

  it.each([
    ['1999-01-01', false],
    ['2023-08-31', false],
    ['2023-09-01', true],
    ['2026-11-22', true],
    ['2035-07-31', true],
    ['2035-08-01', false],
    ['2099-12-31', false],
  ])('of 2024-25 may be %s: %s', (day, may) => {
    expect(isAsOfSensible(offerPolicy('2024-25'), day)).toBe(may);
  });

  it('may be the end of the window, which is the default, of every offer', () => {
    for (const offer of OFFER_YEARS) {
      const policy = offerPolicy(offer);
      expect(isAsOfSensible(policy, policy.eligibilityWindow.to)).toBe(true);
    }
  });
});
