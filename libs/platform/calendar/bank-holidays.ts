import Holidays from 'date-holidays';
import type { IsoDate } from '../../domain/kernel/index.js';

const ENGLAND = new Holidays('GB', 'ENG');

/**
 * Bank holidays of England from the year of `from` to the year after, substitute days too, in order. Source: the
 * library date-holidays (ADR 12).
 */
export function bankHolidays(from: IsoDate): readonly IsoDate[] {
  const year = Number(from.slice(0, 4));
  return [year, year + 1].flatMap((each) =>
    ENGLAND.getHolidays(each)
      .filter(({ type }) => type === 'public')
      .map(({ date }) => date.slice(0, 10)),
  );
}
