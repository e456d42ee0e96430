import type { IsoDate } from './calendar-date.js';

/** An academic year as offers are named: `2024-25` runs from 1 September 2024 to 31 August 2025. */
export type AcademicYear = string;

export function academicYearStart(year: AcademicYear): IsoDate {
  return `${year.slice(0, 4)}-09-01`;
}

export function academicYearEnd(year: AcademicYear): IsoDate {
  return `${String(Number(year.slice(0, 4)) + 1)}-08-31`;
}
