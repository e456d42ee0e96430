import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_TABLE_LIMITS, DEFAULT_WORKBOOK_LIMITS } from '../../platform/files/index.js';
import { SURVEY_LIMITS } from './survey-reader.js';

const TABLE = DEFAULT_TABLE_LIMITS;
const WORKBOOK = DEFAULT_WORKBOOK_LIMITS;
const EXPECTED: Readonly<Record<string, number | undefined>> = {
  'bytes of a CSV file': TABLE.maxBytes,
  'bytes of a capacity survey': SURVEY_LIMITS.maxBytes,
  rows: TABLE.maxRows,
  'rows of a capacity survey': SURVEY_LIMITS.maxRows,
  columns: TABLE.maxColumns,
  'columns of a capacity survey': SURVEY_LIMITS.maxColumns,
  'characters of one row': TABLE.maxRecordCharacters,
  'rows with unclosed quotation marks': TABLE.maxBrokenRows,
  'faults kept (refusals and notes each)': TABLE.maxFaults,
  'bytes as stored': WORKBOOK.maxPackedBytes,
  'parts in the archive': WORKBOOK.maxParts,
  'bytes of one part, unpacked': WORKBOOK.maxPartBytes,
  'bytes of all parts, unpacked': WORKBOOK.maxUnpackedBytes,
  [`unpacked for each packed byte, beyond ${WORKBOOK.ratioFromBytes.toLocaleString('en')}`]:
    WORKBOOK.maxRatio,
  'characters of shared texts': WORKBOOK.maxSharedCharacters,
  'shared texts': WORKBOOK.maxSharedTexts,
  sheets: WORKBOOK.maxSheets,
  'rows of a sheet': WORKBOOK.maxSheetRows,
  'columns of a sheet': WORKBOOK.maxSheetColumns,
  'megabytes of memory of the reading process': WORKBOOK.readerMegabytes,
  'seconds that it is waited for': WORKBOOK.readerSeconds,
};

describe('docs/files.md', () => {
  it('names every limit, with the number that counts', () => {
    const text = readFileSync(join(process.cwd(), 'docs/files.md'), 'utf8');
    const rows = [...text.matchAll(/^\| (\S.*?) +\| +([\d,]+) \|$/gm)];
    const documented = Object.fromEntries(
      rows.map(([, name = '', value = '']) => [name, Number(value.replaceAll(',', ''))]),
    );
    expect(documented).toEqual(EXPECTED);
    const limits = [...Object.keys(TABLE), ...Object.keys(WORKBOOK)].filter((name) => name !== 'workbook');
    // `ratioFromBytes` stands in the name of its row; the survey's three stand in rows of their own.
    expect(Object.keys(EXPECTED)).toHaveLength(limits.length - 1 + 3);
  });
});
