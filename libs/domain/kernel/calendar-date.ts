/** A calendar date `YYYY-MM-DD`; compares correctly as text. */
export type IsoDate = string;

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** The date, or undefined when year, month (1-12) and day name no real day between 1800 and 2200. */
export function isoDate(year: number, month: number, day: number): IsoDate | undefined {
  const longest = DAYS_IN_MONTH[month - 1];
  if (longest === undefined || year < 1800 || year > 2200) return undefined;
  const last = month === 2 && isLeapYear(year) ? 29 : longest;
  if (!Number.isInteger(day) || day < 1 || day > last) return undefined;
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function parseIsoDate(text: string): IsoDate | undefined {
  const found = ISO.exec(text);
  return found ? isoDate(Number(found[1]), Number(found[2]), Number(found[3])) : undefined;
}

/** The same day `years` later (29 February falls to 28 February). */
export function addYears(date: IsoDate, years: number): IsoDate {
  const year = Number(date.slice(0, 4)) + years;
  const rest = date.slice(4);
  return rest === '-02-29' && !isLeapYear(year) ? `${String(year)}-02-28` : `${String(year)}${rest}`;
}
