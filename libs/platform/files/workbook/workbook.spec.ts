import {
  type MadeSheet,
  type MadeWorkbook,
  textRow,
  workbookOf,
} from '../../../../test/support/workbook-maker.js';
import { readTable, type TableSummary } from '../csv-table.js';
import type { TableOptions } from '../table-options.js';
import { faultLine } from '../fault-sentence.js';
import { fileFrom, fileOf } from '../file-source.js';

type Key = 'urn' | 'name' | 'days' | 'from';
const COLUMNS: TableOptions<Key>['columns'] = [
  { key: 'urn', names: ['URN'] },
  { key: 'name', names: ['School name'] },
  { key: 'days', names: ['Days'] },
  { key: 'from', names: ['From'] },
];

interface Read {
  readonly rows: (string | number | null)[][];
  readonly messages: readonly string[];
  readonly summary: TableSummary;
}

async function readBytes(bytes: Uint8Array, options: Partial<TableOptions<Key>> = {}): Promise<Read> {
  const rows: (string | number | null)[][] = [];
  const summary = await readTable(
    fileOf('t.xlsx', bytes),
    { columns: COLUMNS, anchor: 'urn', ...options },
    (row) => {
      rows.push([row.row, row.text('urn'), row.text('name'), row.text('days'), row.text('from')]);
    },
  );
  return { rows, messages: summary.faults.map(faultLine), summary };
}

const read = (made: MadeWorkbook, options?: Partial<TableOptions<Key>>): Promise<Read> =>
  readBytes(workbookOf(made), options);
const readSheet = (
  rows: string,
  made: Omit<MadeWorkbook, 'sheets'> & Pick<MadeSheet, 'before' | 'after'> = {},
): Promise<Read> => {
  const { before = '', after = '', ...rest } = made;
  return read({ ...rest, sheets: [{ name: 'Survey', rows, before, after }] });
};

const HEADER = textRow(1, 'URN', 'School name', 'Days', 'From');
const cell = (name: string, value: string, more = ''): string => `<c r="${name}"${more}><v>${value}</v></c>`;
/** Values of row 2, columns C and D, under styles 1 and 2. */
const dayCells = async (made: Omit<MadeWorkbook, 'sheets'>, c: string, d: string): Promise<unknown> => {
  const row = `<row r="2">${cell('A2', '100000')}${cell('C2', c, ' s="1"')}${cell('D2', d, ' s="2"')}</row>`;
  return (await readSheet(HEADER + row, made)).rows[0]?.slice(3);
};

describe('a workbook', () => {
  it('is read like a CSV file, whatever it is called, with the numbers of the sheet', async () => {
    const bytes = workbookOf({
      sheets: [
        { rows: textRow(3, 'A title') + textRow(5, 'URN', 'School name') + textRow(9, '100001', 'Fernhill') },
      ],
    });
    const halves = [bytes.subarray(0, 7), bytes.subarray(7)];
    const rows: unknown[] = [];
    const summary = await readTable(fileFrom('x.csv', halves), { columns: COLUMNS, anchor: 'urn' }, (row) => {
      rows.push([row.row, row.text('urn'), row.has('days')]);
    });
    expect(rows).toEqual([[9, '100001', false]]);
    expect(summary).toMatchObject({
      headerRow: 5,
      rowsRead: 1,
      faultCount: 0,
      sheet: 'Sheet1',
      stopped: null,
    });
    expect(summary).toMatchObject({ bytes: bytes.length, absentColumns: ['days', 'from'] });
    expect(summary.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('gives shared, rich, inline and formula texts without phonetic readings', async () => {
    const sharedTexts =
      '<si><t>URN</t></si><si><r><rPr><b/></rPr><t>School </t></r><r><t>name</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si>' +
      '<si><t xml:space="preserve"> A &amp; B_x000D_&#10;C_x005F_x0041_ </t></si>';
    const { rows } = await readSheet(
      `<row>${['0', '1'].map((at) => `<c t="s"><v>${at}</v></c>`).join('')}<c t="str"><f>"Da"&amp;"ys"</f><v>Days</v></c></row>` +
        `<row><c><v>1</v></c><c t="s"><v>2</v></c><c t="inlineStr"><is><r><t>1</t></r><r><t>.5</t></r></is></c></row>`,
      { sharedTexts },
    );
    expect(rows).toEqual([[2, '1', 'A & B\nC_x0041_', '1.5', null]]);
  });

  it('gives numbers as people see them', async () => {
    const numbers = ['123456.0', '0.30000000000000004', '1E3', '-2.50', '1e21', '12345678901234567'];
    const rows = numbers.map((value, at) => `<row r="${at + 2}">${cell(`A${at + 2}`, value)}</row>`);
    const { rows: found } = await readSheet(HEADER + rows.join(''));
    expect(found.map((row) => row[1])).toEqual([
      ...['123456', '0.3', '1000', '-2.5', '1e+21', '12345678901234600'],
    ]);
    expect(await dayCells({ formats: ['00000', '0%'] }, '42', '0.5')).toEqual(['00042', '50%']);
    expect(await dayCells({ formats: [10, '[Red]#,##0.00 "days"'] }, '0.125', '3.5')).toEqual([
      '12.5%',
      '3.5',
    ]);
  });

  it('gives dates and times by the format of their cell', async () => {
    expect(await dayCells({ formats: [14, 'dd/mm/yyyy;@'] }, '45536', '45869')).toEqual([
      '2024-09-01',
      '2025-07-31',
    ]);
    expect(await dayCells({ formats: [22, 20] }, '45536.75', '0.5')).toEqual([
      '2024-09-01 18:00:00',
      '12:00:00',
    ]);
    expect(await dayCells({ formats: ['[$-809]d mmmm yyyy', 'mmm'] }, '1', '59')).toEqual([
      '1900-01-01',
      '1900-02-28',
    ]);
    expect(await dayCells({ formats: [14, 14] }, '60', '61')).toEqual(['1900-02-29', '1900-03-01']);
    expect(await dayCells({ formats: [14, 14] }, '-1', '2958466')).toEqual(['-1', '2958466']);
    expect(await dayCells({ formats: [14, 15], date1904: true }, '0', '44074')).toEqual([
      '1904-01-01',
      '2024-09-01',
    ]);
  });

  it('gives booleans, ISO dates and blank cells', async () => {
    const { rows } = await readSheet(
      `${HEADER}<row r="2">${cell('A2', '1', ' t="b"')}${cell('B2', '0', ' t="b"')}<c r="C2" s="0"/>` +
        `${cell('D2', '2024-09-01T00:00:00.000Z', ' t="d"')}</row><row r="4"><c r="B4"/></row>`,
    );
    expect(rows).toEqual([[2, 'TRUE', 'FALSE', '', '2024-09-01']]);
  });

  it('may begin with blank columns and use prefixes for its names', async () => {
    const { rows, summary } = await readSheet(
      '<x:row xmlns:x="x" r="1"><x:c r="C1" t="inlineStr"><x:is><x:t>URN</x:t></x:is></x:c></x:row><row r="2"><c r="C2"><v>7</v></c></row>',
    );
    expect([rows, summary.faultCount]).toEqual([[[2, '7', null, null, null]], 0]);
  });

  it('streams: rows are there before the last one is unpacked', async () => {
    const many = Array.from({ length: 20_000 }, (_, at) => `<row>${cell(`A${at + 2}`, String(at))}</row>`);
    const { rows, messages } = await read(
      { sheets: [{ rows: HEADER + many.join('') }] },
      { limits: { maxRows: 15_000 } },
    );
    expect(rows).toHaveLength(15_000);
    expect(messages).toEqual([
      't.xlsx, row 15002: The file has more than 15000 rows; the rows after that were not read.',
    ]);
  });
});

describe('cells that are not just values', () => {
  it('formulas: the last value is read and told of once for each column', async () => {
    const row = (at: number): string =>
      `<row r="${at}">${cell(`A${at}`, '1')}<c r="C${at}"><f>1+1</f><v>2</v></c><c r="Z${at}"><f>1</f><v>1</v></c></row>`;
    const { rows, messages } = await readSheet(HEADER + row(2) + row(3));
    expect(rows.map((found) => found[3])).toEqual(['2', '2']);
    expect(messages).toEqual([
      't.xlsx, row 2, Days: The column has formulas in 2 cells, from this row on; the values that were last calculated were read.',
      't.xlsx, row 2: 2 rows have values to the right of the last named column, from this row on; they were not read.',
    ]);
  });

  it('errors and formulas without a value refuse their row where the column is read', async () => {
    const { rows, messages, summary } = await readSheet(
      `${HEADER}<row r="2">${cell('A2', '#N/A', ' t="e"')}<c r="B2"><f>X()</f></c></row>` +
        `<row r="3"><c r="A3"><f>1</f></c></row><row r="4">${cell('A4', '4')}${cell('Z4', '#REF!', ' t="e"')}</row>`,
    );
    expect(rows.map((row) => row[0])).toEqual([4]);
    expect(summary).toMatchObject({ rowsRead: 3, rowsRefused: 2 });
    expect(messages.slice(0, 3)).toEqual([
      't.xlsx, row 2, URN: The cell shows the error #N/A: correct its formula or type the value.',
      't.xlsx, row 2, School name: The cell has a formula that was never calculated. Open the file in a spreadsheet program, save it again, or type the value.',
      't.xlsx, row 3, URN: The cell has a formula that was never calculated. Open the file in a spreadsheet program, save it again, or type the value.',
    ]);
  });

  it('merged and hidden cells are told of', async () => {
    const { messages } = await readSheet(`${HEADER}<row r="2" hidden="1">${cell('A2', '1')}</row>`, {
      before: '<cols><col min="2" max="3" hidden="1"/></cols>',
      after: '<mergeCells><mergeCell ref="A2:A5"/></mergeCells>',
    });
    expect(messages).toEqual([
      't.xlsx: The sheet has 1 hidden row and 2 hidden columns; they were read like the others.',
      't.xlsx: The sheet has 1 merged area (A2:A5); the value counts for the top left cell only.',
    ]);
  });
});

describe('sheets', () => {
  it('the first visible one counts; hidden and further ones are named, our own are not', async () => {
    const sheets: MadeSheet[] = [
      { name: 'Codes', state: 'hidden', rows: textRow(1, 'URN') },
      { name: 'Data &amp; more', rows: HEADER + textRow(2, '1') },
      { name: 'Old', state: 'veryHidden', rows: '' },
      { name: 'Notes', rows: '' },
    ];
    const { rows, messages, summary } = await read({ sheets });
    expect([rows.length, summary.sheet]).toEqual([1, 'Data & more']);
    expect(messages).toEqual([
      't.xlsx: The workbook has 2 hidden sheets ("Codes", "Old"), not read. Check that nothing personal is left there.',
      't.xlsx: Only the first visible sheet ("Data & more") was read, not "Notes".',
    ]);
    expect((await read({ sheets: sheets.slice(1) }, { ownSheets: ['notes'] })).messages).toHaveLength(1);
  });

  it('without a header, empty, all hidden, or with all columns in one are refused', async () => {
    const first = async (rows: string, state?: 'hidden'): Promise<string | undefined> =>
      (await read({ sheets: [state === undefined ? { rows } : { rows, state }] })).messages[0];
    expect(await first(textRow(1, 'Reference'))).toBe(
      't.xlsx: No header row found: the only row of the first visible sheet ("Sheet1") does not have a column called "URN".',
    );
    expect(await first('')).toBe('t.xlsx: The sheet "Sheet1" is empty.');
    expect(await first(HEADER, 'hidden')).toMatch(
      /^t\.xlsx: The workbook has no visible sheet with a table\. Unhide the sheet/,
    );
    expect(await first(textRow(2, 'URN,School name'))).toBe(
      't.xlsx, row 2: All columns of the sheet stand in one, separated by commas: split them first (Data, Text to Columns).',
    );
  });

  it('with 16,384 columns are refused by the header; a cell in the last column is no trouble', async () => {
    const { messages } = await readSheet(
      `<row r="1"><c r="A1" t="inlineStr"><is><t>URN</t></is></c>${cell('XFD1', '1')}</row>`,
    );
    expect(messages).toEqual(['t.xlsx, row 1: The header has 16384 columns; at most 1000 are read.']);
    const far = await readSheet(
      `${HEADER}<row r="1048576">${cell('A1048576', '1')}${cell('XFD1048576', '1')}</row>`,
    );
    expect([far.rows[0]?.[0], far.summary.faultCount]).toEqual([1_048_576, 1]);
  });
});
