import { addYears, type IsoDate } from '../kernel/index.js';
import type { DateRange, OfferPolicy } from './policy.js';

const YEARS_BEFORE = 1;
const YEARS_AFTER = 10;

/**
 * The as-of dates that make sense for an offer: from a year before its window begins (nothing of it is known yet) to
 * ten years after its support ends (everything is). Any other date is a slip of the pen.
 */
export function asOfRange({ eligibilityWindow, supportWindow }: OfferPolicy): DateRange {
  return {
    from: addYears(eligibilityWindow.from, -YEARS_BEFORE),
    to: addYears(supportWindow.to, YEARS_AFTER),
  };
}

export function isAsOfSensible(policy: OfferPolicy, asOf: IsoDate): boolean {
  const { from, to } = asOfRange(policy);
  return asOf >= from && asOf <= to;
}
