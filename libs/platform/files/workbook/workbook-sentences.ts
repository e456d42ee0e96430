import type { FactValue } from '../../../domain/kernel/index.js';
import type { RowFault } from '../row-fault.js';
import type { WorkbookFaultCode } from './workbook-fault-codes.js';

const fact = (fault: RowFault, name: string): string => {
  const value: FactValue | undefined = fault.facts[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
const megabytes = (fault: RowFault): string => String(Math.round(Number(fault.facts['limit']) / 1_000_000));
const times = (fault: RowFault, one: string, many: string, name = 'count'): string =>
  fact(fault, name) === '1' ? `1 ${one}` : `${fact(fault, name)} ${many}`;

const SAVE_AS = 'Open it in a spreadsheet program and save it as "Excel Workbook (.xlsx)" or "CSV UTF-8".';
const SAVE_AGAIN = 'Open it in a spreadsheet program and save it again.';
const NOT_FROM_A_PROGRAM = 'No spreadsheet program writes such a file, so it was not opened.';

export const WORKBOOK_SENTENCES: Readonly<Record<WorkbookFaultCode, (fault: RowFault) => string>> = {
  'workbook-old': () => `This is a workbook of the old kind (.xls). ${SAVE_AS}`,
  'workbook-binary': () => `This is a binary workbook (.xlsb). ${SAVE_AS}`,
  'workbook-with-macros': () =>
    'This workbook has macros, and files with macros are not taken in. Save it as "Excel Workbook (.xlsx)", which leaves them out.',
  'workbook-encrypted': () =>
    'This workbook is protected by a password. Take the password off in your spreadsheet program and save it again.',
  'workbook-as-html': () => `This is a table saved as a web page, whatever its name says. ${SAVE_AS}`,
  'workbook-as-xml': () => `This is a workbook saved as an XML spreadsheet. ${SAVE_AS}`,
  'open-document': () => `This is an OpenDocument file (.ods). ${SAVE_AS}`,
  'zip-archive': (f) =>
    fact(f, 'inside') === ''
      ? 'This is a ZIP archive, not a workbook: unpack it and choose the file inside.'
      : `This is a ZIP archive, not a workbook: unpack it and choose the file inside ("${fact(f, 'inside')}").`,
  'workbook-too-many-parts': (f) =>
    `The workbook is made of ${fact(f, 'parts')} parts; at most ${fact(f, 'limit')} are read. ${NOT_FROM_A_PROGRAM}`,
  'workbook-too-many-sheets': (f) => `The workbook has more than ${fact(f, 'limit')} sheets.`,
  'workbook-too-large': (f) =>
    `The workbook is larger than ${megabytes(f)} MB when unpacked. Keep only the sheet that is needed, or save it as "CSV UTF-8".`,
  'workbook-too-much-text': (f) =>
    `The workbook holds more text than is read (the limit is ${fact(f, 'limit')}). Save the sheet that is needed as "CSV UTF-8".`,
  'workbook-inflates': (f) =>
    `The part "${fact(f, 'part')}" unpacks to more than ${fact(f, 'limit')} times its size. ${NOT_FROM_A_PROGRAM}`,
  'workbook-too-slow': (f) =>
    `The workbook was not read within ${fact(f, 'seconds')} seconds. Save the sheet that is needed as "CSV UTF-8".`,
  'workbook-too-demanding': (f) =>
    `The workbook needs more than ${fact(f, 'megabytes')} MB of memory. Save the sheet that is needed as "CSV UTF-8".`,
  'workbook-truncated': () => 'The workbook is incomplete: its end is missing. Download or copy it again.',
  'workbook-damaged': (f) => `The workbook is damaged (${fact(f, 'what')}). ${SAVE_AGAIN}`,
  'workbook-size-untrue': (f) =>
    `The workbook is untrue about the size of "${fact(f, 'part')}". ${NOT_FROM_A_PROGRAM}`,
  'workbook-part-twice': (f) => `The workbook holds "${fact(f, 'part')}" twice. ${NOT_FROM_A_PROGRAM}`,
  'workbook-unsafe-name': (f) =>
    `The workbook holds a part whose name leaves its folder ("${fact(f, 'part')}"). ${NOT_FROM_A_PROGRAM}`,
  'workbook-link': (f) =>
    `The workbook holds a link to another file ("${fact(f, 'part')}"). ${NOT_FROM_A_PROGRAM}`,
  'workbook-declares-entities': (f) =>
    `The part "${fact(f, 'part')}" declares a document type, which could reach outside the file. ${NOT_FROM_A_PROGRAM}`,
  'workbook-without-sheet': () =>
    'The workbook has no visible sheet with a table. Unhide the sheet that has it, or save it as "CSV UTF-8".',
  'text-in-one-column': (f) =>
    `All columns of the sheet stand in one, separated by ${fact(f, 'separator')}: split them first (Data, Text to Columns).`,
  'error-in-cell': (f) => `The cell shows the error ${f.value ?? ''}: correct its formula or type the value.`,
  'formula-without-value': () =>
    'The cell has a formula that was never calculated. Open the file in a spreadsheet program, save it again, or type the value.',
  'formulas-read': (f) =>
    `The column has formulas in ${times(f, 'cell', 'cells')}, from this row on; the values that were last calculated were read.`,
  'cells-outside-header': (f) =>
    `${times(f, 'row has a value', 'rows have values')} to the right of the last named column, from this row on; they were not read.`,
  'hidden-sheets': (f) =>
    `The workbook has ${times(f, 'hidden sheet', 'hidden sheets')} (${fact(f, 'sheets')}), not read. Check that nothing personal is left there.`,
  'further-sheets': (f) =>
    `Only the first visible sheet ("${fact(f, 'sheet')}") was read, not ${fact(f, 'sheets')}.`,
  'hidden-cells': (f) =>
    `The sheet has ${times(f, 'hidden row', 'hidden rows', 'rows')} and ${times(f, 'hidden column', 'hidden columns', 'columns')}; they were read like the others.`,
  'merged-cells': (f) =>
    `The sheet has ${times(f, 'merged area', 'merged areas')} (${fact(f, 'areas')}); the value counts for the top left cell only.`,
};
