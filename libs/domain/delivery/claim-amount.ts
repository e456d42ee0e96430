import type { HalfDays } from '../kernel/index.js';

/** What these half-days cost, in pence; the day rate is even, so that half a day costs whole pence. */
export function claimPence(halfDays: HalfDays, dayRatePence: number): number {
  return halfDays * (dayRatePence / 2);
}
