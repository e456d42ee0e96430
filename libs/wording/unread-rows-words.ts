import type { IsoDate } from '../domain/kernel/index.js';
import type { FactKind, UnreadSummary } from '../domain/offers/index.js';
import { LIST_NAMES } from './code-names.js';
import { dateText, listText, plural, sentence } from './format.js';

const KIND_NAMES: Readonly<Record<FactKind, string>> = {
  schools: 'schools',
  inspections: 'inspections',
  groups: 'groups',
  'group-links': 'schools in groups',
  'school-links': 'links between schools',
  ...LIST_NAMES,
};

/** What could not be read of one file, and what that means for a "no". */
export function unreadRowsSentence({ kind, file, count, rows }: UnreadSummary): string {
  const more = count - rows.length;
  const where = listText([...rows.map(String), ...(more > 0 ? [plural(more, 'other', 'others')] : [])]);
  const name = KIND_NAMES[kind];
  const what = name.startsWith('list of') ? `the ${name}` : `the file of ${name}`;
  return sentence(
    `${plural(count, 'row', 'rows')} of ${what} (${file}, ${count === 1 ? 'row' : 'rows'} ${where}) could not be read ` +
      'and cannot be put to anybody about whom something was decided: a “no” may be wrong for whoever ' +
      `${count === 1 ? 'it is' : 'they are'} about, until the file is put right and given again`,
  );
}

/** The inspection files end long before the day they were asked about. */
export function inspectionsEndSentence(end: IsoDate, asOf: IsoDate): string {
  return (
    `The newest day in the inspection files is ${dateText(end)}, and what was published up to ${dateText(asOf)} was asked ` +
    'about: a “no” may be wrong for whoever was inspected in between. Give newer files, or say up to which day these are ' +
    'complete.'
  );
}
