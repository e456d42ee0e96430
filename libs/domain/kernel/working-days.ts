import { isoDate, type IsoDate } from './calendar-date.js';

/** The day after. */
function nextDay(date: IsoDate): IsoDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const next =
    isoDate(year, month, day + 1) ?? (month === 12 ? isoDate(year + 1, 1, 1) : isoDate(year, month + 1, 1));
  if (next === undefined) throw new Error(`Invariant broken: there is no day after ${date}`);
  return next;
}

/** 0 Sunday to 6 Saturday (Zeller's congruence for the Gregorian calendar). */
function weekday(date: IsoDate): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const [y, m] = month < 3 ? [year - 1, month + 12] : [year, month];
  const sum = day + Math.floor((13 * (m + 1)) / 5) + y + Math.floor(y / 4);
  return (sum - Math.floor(y / 100) + Math.floor(y / 400) + 6) % 7;
}

/** Monday to Friday and no holiday. */
export function isWorkingDay(date: IsoDate, holidays: readonly IsoDate[]): boolean {
  const day = weekday(date);
  return day !== 0 && day !== 6 && !holidays.includes(date);
}

/**
 * The day that is `count` working days after `date`, which itself never counts. `holidays`: every one from `date` to
 * the day looked for.
 */
export function addWorkingDays(date: IsoDate, count: number, holidays: readonly IsoDate[]): IsoDate {
  let day = date;
  for (let left = count; left > 0;) {
    day = nextDay(day);
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  return day;
}
