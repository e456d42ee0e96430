import Holidays from 'date-holidays';
import { addWorkingDays, type IsoDate } from '../../domain/kernel/index.js';

const ENGLAND = new Holidays('GB', 'ENG');

/** Working one year out takes milliseconds, and every publication asks. */
const known = new Map<number, readonly IsoDate[]>();

function holidaysOf(year: number): readonly IsoDate[] {
  const before = known.get(year);
  if (before !== undefined) return before;
  const found = ENGLAND.getHolidays(year)
    .filter(({ type }) => type === 'public')
    .map(({ date }) => date.slice(0, 10));
  known.set(year, found);
  return found;
}

/**
 * Bank holidays of England from the year of `from` to the year after, substitute days too, in order. Source: the
 * library date-holidays (ADR 12).
 */
export function bankHolidays(from: IsoDate): readonly IsoDate[] {
  const year = Number(from.slice(0, 4));
  return [...holidaysOf(year), ...holidaysOf(year + 1)];
}

/** So many working days of England after a day. */
export function afterWorkingDays(from: IsoDate, count: number): IsoDate {
  return addWorkingDays(from, count, bankHolidays(from));
}
