import type { FactValue } from '../../domain/kernel/index.js';
import type { FaultCode, RowFault } from './row-fault.js';
import { WORKBOOK_SENTENCES } from './workbook/workbook-sentences.js';

type Sentence = (fault: RowFault) => string;

const fact = (fault: RowFault, name: string): string => {
  const value: FactValue | undefined = fault.facts[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};
const value = (fault: RowFault): string => `"${fault.value ?? ''}"`;
const allowed = (fault: RowFault): string =>
  fault.allowed.length === 0 ? '' : ` Allowed: ${fault.allowed.join(', ')}.`;
const suggestion = (fault: RowFault): string =>
  fact(fault, 'suggestion') === '' ? '' : ` Did you mean "${fact(fault, 'suggestion')}"?`;
const inSheet = (fault: RowFault): string =>
  fact(fault, 'sheet') === '' ? '' : ` of the first visible sheet ("${fact(fault, 'sheet')}")`;
const plural = (count: string, one: string, many: string): string =>
  count === '1' ? `1 ${one}` : `${count} ${many}`;

const rowsLookedAt = (fault: RowFault): string =>
  fact(fault, 'rowsLookedAt') === '1'
    ? `the only row${inSheet(fault)} does not have`
    : `none of the first ${fact(fault, 'rowsLookedAt')} rows${inSheet(fault)} has`;
const oneOnly = ({ value: text }: RowFault): string =>
  /\d{6}\D+\d{6}/.test(text ?? '') ? ' Give one in each row.' : '';
const megabytes = (fault: RowFault): string =>
  String(Math.max(1, Math.round(Number(fact(fault, 'limitBytes')) / 1_000_000)));

/** What to change in a cell that a person would read as a number. */
function numberHint({ value: text }: RowFault): string {
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text ?? '')) return ' Leave out the commas.';
  if (/^\d+,\d{1,2}$/.test(text ?? '')) return ' Write a full stop for the decimal point.';
  return /^\d+(\.\d+)?\s?[a-z]/i.test(text ?? '') ? ' Write the number alone, in digits.' : '';
}

const outsideOf = (fault: RowFault): string => {
  const dated = fact(fault, 'dated');
  if (dated === '1') return 'The dates of the only answer that gives any';
  return dated === fact(fault, 'outside')
    ? `The dates of all ${dated} answers that give any`
    : `The dates of ${fact(fault, 'outside')} of the ${dated} answers that give any`;
};

const SENTENCES: Readonly<Record<FaultCode, Sentence>> = {
  ...WORKBOOK_SENTENCES,
  'file-not-found': () => 'There is no such file.',
  'file-not-readable': (f) =>
    fact(f, 'reason') === 'EISDIR'
      ? 'This is a folder: name the file in it.'
      : `The file cannot be read${fact(f, 'reason') === '' ? '' : ` (${fact(f, 'reason')})`}.`,
  'file-empty': (f) =>
    fact(f, 'sheet') === '' ? 'The file is empty.' : `The sheet "${fact(f, 'sheet')}" is empty.`,
  'no-usable-rows': () => 'No row of the file can be used.',
  'no-rows': () =>
    'The file has a header and no rows. At least one row below the header is needed, since storing none would take away what is there; only a list of schools or trusts may be without rows.',
  'file-too-large': (f) => `The file is larger than ${megabytes(f)} MB, the most that is read.`,
  'html-page': () =>
    'This is a web page, not a CSV file: the download probably saved an error or sign-in page. Download it again.',
  'spreadsheet-not-csv': () =>
    'This is a spreadsheet workbook, not a CSV file: save it as "CSV UTF-8" first.',
  'json-not-csv': () =>
    'This is JSON, not a CSV file: the download probably saved an error message. Download it again.',
  'not-a-text-file': (f) => `This is not a text file: it looks like ${fact(f, 'looksLike')}.`,
  'nul-bytes': () =>
    'The file holds NUL bytes, so it is not plain text (or it is UTF-16 without a byte-order mark): save it as "CSV UTF-8".',
  'header-not-found': (f) =>
    `No header row found: ${rowsLookedAt(f)} a column called ${f.allowed.map((name) => `"${name}"`).join(' or ')}.`,
  'not-comma-separated': (f) =>
    `The columns are separated by ${fact(f, 'separator')}, not by commas: save the file as comma-separated CSV.`,
  'column-missing': (f) =>
    `The column ${f.allowed.map((name) => `"${name}"`).join(' or ')} is missing. If it has another name in this file, map that name.`,
  'column-duplicate': (f) =>
    `${fact(f, 'count')} columns are called "${f.column ?? ''}" (numbers ${fact(f, 'positions')}), so it is unclear which one counts.`,
  'too-many-columns': (f) =>
    `The header has ${fact(f, 'columns')} columns; at most ${fact(f, 'limit')} are read.`,
  'too-many-rows': (f) =>
    `The file has more than ${fact(f, 'limit')} rows; the rows after that were not read.`,
  'too-many-broken-rows': (f) =>
    `More than ${fact(f, 'limit')} rows have quotation marks that are not closed; the rest of the file was not read.`,
  'record-too-long': (f) =>
    `The row that begins here is longer than ${fact(f, 'limit')} characters. The rows from here on were not read.`,
  'quote-not-closed': () =>
    'A quotation mark is opened in this row and not closed: put quotation marks around the whole cell and double those inside.',
  'map-not-json': () =>
    'The column map is not a JSON object that gives one of our column names for each of theirs, like {"Ref no": "leader_ref"}.',
  'map-target-unknown': (f) =>
    `The column map names ${value(f)}, which is not one of our columns.${suggestion(f)}${allowed(f)}`,
  'map-source-absent': (f) => `The column map names ${value(f)}, which is no column of this file.`,
  'row-too-short': (f) =>
    `The row has ${plural(fact(f, 'cells'), 'cell', 'cells')}, the header ${fact(f, 'columns')}: a comma may be missing.`,
  'row-too-long': (f) =>
    `The row has ${plural(fact(f, 'cells'), 'cell', 'cells')}, the header ${fact(f, 'columns')}: a cell with a comma may lack its quotation marks.`,
  'quote-misplaced': () =>
    'A quotation mark stands inside a cell that is not quoted; the cell was read as it stands.',
  'duplicate-key': (f) =>
    `${value(f)} was already used in row ${fact(f, 'firstRow')}; this row was left out.`,
  'value-missing': (f) => `The cell is blank, but a value is needed.${allowed(f)}`,
  'value-too-long': (f) => `The value is longer than ${fact(f, 'limit')} characters.`,
  'unknown-code': (f) => `${value(f)} is not a known code.${suggestion(f)}${allowed(f)}`,
  'wrong-separator': (f) => `Separate the items of a list by ";": ${value(f)} is not one item.`,
  'not-a-number': (f) => `${value(f)} is not a number.${numberHint(f)}${allowed(f)}`,
  'not-a-whole-number': (f) => `${value(f)} is not a whole number.${allowed(f)}`,
  'out-of-range': (f) => `${value(f)} is out of range.${allowed(f)}`,
  'bad-step': (f) => `${value(f)} is not a whole number of half days.${allowed(f)}`,
  'bad-date': (f) => `${value(f)} is not a date.${allowed(f)}`,
  'dates-reversed': (f) => `The period ends on ${value(f)}, before it begins on ${fact(f, 'from')}.`,
  'bad-urn': (f) => `${value(f)} is not a URN: a URN has six digits and does not begin with 0.${oneOnly(f)}`,
  'bad-trust-uid': (f) => `${value(f)} is not a group identifier (UID): it has one to seven digits.`,
  'bad-postcode': (f) => `${value(f)} is not a postcode or postcode district.${allowed(f)}`,
  'bad-email': (f) => `${value(f)} is not one email address like name@school.example.`,
  'half-a-pair': (f) => `Easting and northing belong together; ${fact(f, 'missing')} is blank.`,
  'not-in-great-britain': (f) => `${value(f)} is no point on land in Great Britain.${allowed(f)}`,
  'coordinates-zero': () => 'Easting and northing are both 0, which is no place.',
  'coordinates-swapped': (f) => `${value(f)} looks like easting and northing the wrong way round.`,
  'coordinates-disagree': (f) =>
    `${value(f)}: the grid coordinates lie ${fact(f, 'miles')} miles from the latitude and longitude of the same row.`,
  'same-as-row': (f) => `The row says the same as row ${fact(f, 'firstRow')}.`,
  'list-not-asked': (f) =>
    `The offer ${fact(f, 'offer')} does not ask for the list "${fact(f, 'list')}"` +
    `${f.allowed.length === 0 ? '' : ` (it asks for ${f.allowed.join(', ')})`}: what it says changes nothing.`,
  'list-names-nobody': () => 'The list has a header and no rows: it is taken to say that nobody is on it.',
  'subject-unknown': (f) =>
    `${value(f)} is named on the list "${fact(f, 'list')}" and in no file of ${fact(f, 'subjectKind')}s, so nothing was decided about it.`,
  'subject-not-open': (f) =>
    `${value(f)} is named on the list "${fact(f, 'list')}", but the ${fact(f, 'subjectKind')} is not open, so nothing was decided about it.` +
    (fact(f, 'successors') === '' ? '' : ` It is followed by ${fact(f, 'successors')}.`),
  'group-no-academy-trust': (f) =>
    `${value(f)} is named on the list "${fact(f, 'list')}", but the group is no academy trust, so nothing was decided about it.`,
  'place-unknown': (f) => fact(f, 'message') || `The place of ${value(f)} is not known.`,
  'unreadable-character': (f) =>
    `${value(f)} holds a character that could not be read; the file may mix two encodings.`,
  'garbled-text': (f) =>
    `${value(f)} looks garbled: the file may have been saved on a Mac or converted twice. Save it as "CSV UTF-8" and load it again.`,
  'header-repeated': () => 'The row repeats the header and was passed over.',
  'control-character': (f) => `${value(f)} holds control characters, which were left out.`,
  'far-from-postcode': (f) =>
    `The coordinates ${value(f)} lie ${fact(f, 'miles')} miles from the postcode ${fact(f, 'postcode')}. They were used; check both.`,
  'outside-offer': (f) =>
    `${value(f)} lies outside the time in which the offer ${fact(f, 'offer')} gives support.` +
    (fact(f, 'neverFree') === 'true' ? ' Nobody can be matched with the leader.' : '') +
    allowed(f),
  'another-year': (f) =>
    `This may be the survey of another year. ${outsideOf(f)} lie outside the time in which the offer ` +
    `${fact(f, 'offer')} gives support (${f.value ?? ''}, ${fact(f, 'outside') === '1' ? 'row' : 'rows'} ${fact(f, 'rows')}).${allowed(f)} Check the file and the offer that was chosen.`,
  'example-row': (f) => `${value(f)} is an example from the template; the row was left out.`,
  'unknown-column': (f) => `The column ${value(f)} is not known and was not read.${suggestion(f)}`,
};

const EFFECTS = {
  'file-refused': '',
  'row-refused': '',
  'value-ignored': ' The cell was treated as blank.',
  noted: '',
} as const;

/** The fault in plain words, without file, row and column (they have columns of their own). */
export function faultSentence(fault: RowFault): string {
  const lost = fact(fault, 'lost');
  const effect = fault.code === 'value-missing' ? '' : EFFECTS[fault.effect];
  return SENTENCES[fault.code](fault) + (lost === '' ? effect : ` This ${lost} was left out.`);
}

/** `survey.csv, row 5, phases: "primry" is not a known code. ...`: one line for a terminal or a log. */
export function faultLine(fault: RowFault): string {
  const place = [
    fault.file,
    fault.row === null ? null : `row ${fault.row}`,
    fault.code === 'unknown-column' ? null : fault.column,
  ];
  return `${place.filter((part) => part !== null).join(', ')}: ${faultSentence(fault)}`;
}
