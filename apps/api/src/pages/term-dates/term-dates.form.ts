import { isoDate, type IsoDate } from '../../../../../libs/domain/kernel/index.js';
import { dateText } from '../../../../../libs/wording/index.js';
import { type Form, textField, versionField } from '../form.js';

/** The last days of terms as somebody typed them. */
export interface TermDatesForm {
  readonly version: number;
  /** One date a line. */
  readonly ends: string;
}

const LONGEST_LINE = 40;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

export function termDatesForm(given: Form): TermDatesForm {
  return { version: versionField(given), ends: textField(given, 'ends') };
}

export function formOfTermDates(ends: readonly IsoDate[], version: number): TermDatesForm {
  return { version, ends: ends.map(dateText).join('\n') };
}

/** One text a line: an ISO date where the line is a day in any usual form, else the line as it is, to be refused. */
export function endsOfForm({ ends }: TermDatesForm): readonly string[] {
  const lines = ends.split(/[\n\r,;]+/).map((line) => line.trim());
  return lines.filter((line) => line !== '').map((line) => typedDate(line) ?? line.slice(0, LONGEST_LINE));
}

/** `20 December 2024`, `Fri 20th Dec 2024`, `20/12/2024`, `2024-12-20`. */
function typedDate(line: string): IsoDate | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(line);
  if (iso !== null) return isoDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const found =
    /^(?:[a-z]{3,9}\.?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s./-]+(\d{1,2}|[a-z]{3,9})\.?[\s./-]+(\d{4})$/i.exec(
      line,
    );
  if (found === null) return undefined;
  const [, day = '', month = '', year = ''] = found;
  const number = /^\d/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  return isoDate(Number(year), number, Number(day));
}
