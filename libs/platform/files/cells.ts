import { isoDate, type IsoDate, parseIsoDate } from '../../domain/kernel/index.js';

/** The forms of a date that every reader accepts, as people are told. */
export const DATE_FORMS = ['YYYY-MM-DD', 'DD/MM/YYYY'] as const;

const BRITISH_DATE = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?:[ T]00:00(?::00)?)?$/;

/** A date as `YYYY-MM-DD`, `DD/MM/YYYY` or `DD-MM-YYYY` (a midnight time after it is let through), or undefined. */
export function dateCell(text: string): IsoDate | undefined {
  const british = BRITISH_DATE.exec(text);
  if (british) return isoDate(Number(british[4]), Number(british[3]), Number(british[1]));
  return parseIsoDate(text.replace(/[ T]00:00:00(?:\.0+)?Z?$/, ''));
}

/** A plain decimal number (no exponent, no thousands separator), or undefined. */
export function numberCell(text: string): number | undefined {
  return /^[+-]?\d{1,15}(?:\.\d{1,10})?$/.test(text) ? Number(text) : undefined;
}

/** A whole number; `12.0`, as spreadsheets write it, counts. */
export function wholeNumberCell(text: string): number | undefined {
  return /^[+-]?\d{1,15}(?:\.0+)?$/.test(text) ? Number(text) : undefined;
}

/** A URN: six digits, the first not 0. `123456.0`, as spreadsheets write it, counts. */
export function urnCell(text: string): string | undefined {
  return /^([1-9]\d{5})(?:\.0+)?$/.exec(text)?.[1];
}

/** A group identifier (UID): one to seven digits, without leading zeros. */
export function trustUidCell(text: string): string | undefined {
  const digits = /^(\d{1,7})(?:\.0+)?$/.exec(text)?.[1]?.replace(/^0+/, '');
  return digits === '' ? undefined : digits;
}

/** A code as GIAS lists it, without leading zeros: `01`, `1` and `1.0` are the same; `00` is `0`. */
export function codeCell(text: string): string {
  return text.replace(/^(\d+)\.0+$/, '$1').replace(/^0+(?=[0-9A-Za-z])/, '');
}

/** A code as people write it: lower case, blanks and underscores as hyphens. */
export function kebabCell(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
    .replace(/-{2,}/g, '-');
}

/** The items of a list cell (contracts: separated by `;`), without blanks and repetitions. */
export function listCell(text: string): readonly string[] {
  const items = text.split(';').map((item) => item.trim());
  return [...new Set(items.filter((item) => item !== ''))];
}

/** Keeps one copy of each repeated string: 27,000 schools name 153 authorities. Bounded, never wrong. */
export class StringPool {
  private readonly pool = new Map<string, string>();

  constructor(private readonly most = 50_000) {}

  intern(text: string): string {
    const known = this.pool.get(text);
    if (known !== undefined) return known;
    if (this.pool.size < this.most) this.pool.set(text, text);
    return text;
  }
}
