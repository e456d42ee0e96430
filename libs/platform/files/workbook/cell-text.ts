import type { CellFormat } from './cell-formats.js';

const DAY_SECONDS = 86_400;
const LAST_SERIAL = 2_958_465;
/** 1900 was no leap year, but the first spreadsheets took it for one and all others follow. */
const IMAGINARY_LEAP_DAY = 60;

/**
 * A number as a person reads it in the cell, in the forms that our readers take: dates as `YYYY-MM-DD`, times as
 * `HH:MM:SS`, percentages with their sign (so that 50 % never passes for half a day), digits with their leading zeros.
 */
export function numberText(value: number, format: CellFormat, startsIn1904: boolean): string {
  if (format.kind === 'digits') return plain(value).padStart(format.digits, '0');
  if (format.kind === 'percent') return `${plain(value * 100)}%`;
  if (format.kind === 'number') return plain(value);
  const serial = value + (startsIn1904 ? 1462 : 0);
  if (serial < 0 || serial >= LAST_SERIAL + 1) return plain(value);
  const seconds = Math.round(serial * DAY_SECONDS);
  const day = Math.floor(seconds / DAY_SECONDS);
  const time = timeText(seconds - day * DAY_SECONDS);
  if (format.kind === 'time' && day === 0) return time;
  const date = dateText(day);
  return time === '00:00:00' ? date : `${date} ${time}`;
}

/** Spreadsheets keep and show 15 significant digits: 0.1 + 0.2 is 0.3 there. */
function plain(value: number): string {
  return String(Number(value.toPrecision(15)));
}

function dateText(day: number): string {
  if (day === IMAGINARY_LEAP_DAY) return '1900-02-29';
  const daysSince1970 = day - (day < IMAGINARY_LEAP_DAY ? 25_568 : 25_569);
  return new Date(daysSince1970 * DAY_SECONDS * 1000).toISOString().slice(0, 10);
}

function timeText(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
