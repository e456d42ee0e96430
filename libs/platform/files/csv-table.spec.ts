import { fileFrom, fileOf, type FileSource } from './file-source.js';
import { readTable, type TableSummary } from './csv-table.js';
import type { TableOptions } from './table-options.js';

type Key = 'urn' | 'name' | 'note';
const OPTIONS: TableOptions<Key> = {
  anchor: 'urn',
  columns: [
    { key: 'urn', names: ['URN', 'Unique reference'], required: true },
    { key: 'name', names: ['School name'] },
    { key: 'note', names: ['Note'] },
  ],
};

interface Read {
  readonly rows: readonly (readonly [number, string | null, string | null, string | null])[];
  readonly summary: TableSummary;
  readonly codes: readonly string[];
}

async function read(source: FileSource | string, more: Partial<TableOptions<Key>> = {}): Promise<Read> {
  const rows: [number, string | null, string | null, string | null][] = [];
  const file = typeof source === 'string' ? fileOf('t.csv', source) : source;
  const summary = await readTable(file, { ...OPTIONS, ...more }, (row) => {
    rows.push([row.row, row.text('urn'), row.text('name'), row.text('note')]);
  });
  const codes = summary.faults.map((fault) => `${String(fault.row ?? '-')} ${fault.code}`);
  return { rows, summary, codes };
}

describe('rows and their numbers', () => {
  it('counts title rows, blank rows and lines inside quotation marks as a spreadsheet does', async () => {
    const text = 'Title of the file\r\n\r\nURN,School name,Note\r\n1,"A\r\nB",x\r\n\r\n,,\r\n2,C,y\r\n';
    const { rows, summary } = await read(text);
    expect(rows).toEqual([
      [4, '1', 'A\nB', 'x'],
      [8, '2', 'C', 'y'],
    ]);
    expect(summary).toMatchObject({
      headerRow: 3,
      rowsRead: 2,
      rowsRefused: 0,
      faultCount: 0,
      stopped: null,
    });
  });

  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('reads %s line breaks, also when chunks are one byte long', async (_name, lineBreak) => {
    const text = ['URN,School name,Note', '1,"a, b",', '2,"say ""so""",é', ''].join(lineBreak);
    const bytes = [...Buffer.from(text)].map((byte) => Uint8Array.of(byte));
    const { rows } = await read(fileFrom('t.csv', bytes));
    expect(rows).toEqual([
      [2, '1', 'a, b', ''],
      [3, '2', 'say "so"', 'é'],
    ]);
  });

  it('reads mixed line breaks and a last line without one', async () => {
    const { rows } = await read('URN,School name\r\n1,a\n2,b\r3,c');
    expect(rows.map((row) => row[0])).toEqual([2, 3, 4]);
  });

  it('says which wanted columns the file lacks, and gives null for their cells', async () => {
    const { rows, summary } = await read('urn\n1\n');
    expect(rows).toEqual([[2, '1', null, null]]);
    expect(summary.absentColumns).toEqual(['name', 'note']);
  });
});

describe('header names', () => {
  it('ignore case, no-break blanks and repeated blanks', async () => {
    const { rows } = await read('\ufeffuRn,SCHOOL\u00a0 name \n1, a\u00a0\n');
    expect(rows).toEqual([[2, '1', 'a', null]]);
  });

  it('may be mapped; a mapped column wins over one that bears our name', async () => {
    const map = { 'Their  ref': 'urn', label: 'School name' };
    const { rows, codes } = await read('their ref,URN,Label\n1,9,a\n', { map });
    expect(rows).toEqual([[2, '1', 'a', null]]);
    expect(codes).toEqual([]);
  });

  it('are refused when the map names no column of ours, and noted when it names none of theirs', async () => {
    const { summary, codes } = await read('URN\n1\n', { map: { a: 'Scool name', b: 'Note' } });
    expect(codes).toEqual(['- map-target-unknown', '- map-source-absent']);
    expect(summary.stopped?.facts).toEqual({ suggestion: 'School name' });
  });

  it('are refused when a wanted one stands twice; unwanted and blank ones may', async () => {
    expect((await read('URN,urn,x\n1,2,3\n')).codes).toEqual(['1 column-duplicate']);
    expect((await read('URN,x,x,,\n1,2,3,,\n')).codes).toEqual([]);
  });

  it('are looked for in ten rows, no further', async () => {
    expect((await read(`${'t\n'.repeat(9)}URN\n1\n`)).summary.headerRow).toBe(10);
    const { summary } = await read(`${'t\n'.repeat(10)}URN\n1\n`);
    expect(summary.stopped).toMatchObject({ code: 'header-not-found', allowed: ['URN', 'Unique reference'] });
  });

  it('without the anchor still name what is missing, if two others are there', async () => {
    const { summary } = await read('School name,Note\na,b\n');
    expect(summary.stopped).toMatchObject({ code: 'column-missing', row: 1 });
  });

  it.each([
    ['URN;School name;Note\n1;a;b\n', 'semicolons'],
    ['URN\tSchool name\n1\ta\n', 'tabs'],
  ])('separated by something else are named: %j', async (text, separator) => {
    const { summary } = await read(text);
    expect(summary.stopped).toMatchObject({ code: 'not-comma-separated', facts: { separator } });
  });

  it('that nobody reads are noted on request, with what may have been meant', async () => {
    const { summary } = await read('URN,Shool name\n1,a\n', { noteUnknownColumns: true });
    expect(summary.faults).toMatchObject([{ code: 'unknown-column', facts: { suggestion: 'School name' } }]);
    expect(summary.rowsRefused).toBe(0);
  });
});

describe('bad rows do not stop good ones', () => {
  it('short and long rows are refused by number, even where the cells too many are blank', async () => {
    const { rows, codes } = await read('URN,School name,Note\n1,a\n2,a,b\n3,a,b,c\n4,a,b,,\n');
    expect(rows.map((row) => row[0])).toEqual([3]);
    expect(codes).toEqual(['2 row-too-short', '4 row-too-long', '5 row-too-long']);
    const padded = await read('URN,School name,Note,,\n1,a,b,,\n2,a,b\n');
    expect([padded.rows.length, padded.codes]).toEqual([2, []]);
  });

  it('a column that an export leaves out of every row may be declared', async () => {
    const { rows, codes } = await read('URN,School name,Left out\n1,a\n', { absentTail: ['Left Out'] });
    expect([rows.length, codes]).toEqual([1, []]);
  });

  it('misplaced quotation marks are kept as they stand, and noted', async () => {
    const { rows, codes } = await read(
      'URN,School name,Note\n1,a"b,c\n2,"a"b,c\n3,"say ""so""\nnow",b\n5,,\n',
    );
    expect(rows.map((row) => [row[0], row[2]])).toEqual([
      [2, 'a"b'],
      [3, '"a"b'],
      [4, 'say "so"\nnow'],
      [6, ''],
    ]);
    expect(codes).toEqual(['2 quote-misplaced', '3 quote-misplaced']);
  });

  it.each([
    ['swallowing the rest of the file', 'URN,School name\n1,a\n2,"b\n3,c\n4,d\n'],
    ['swallowing it without a last line break', 'URN,School name\n1,a\n2,"b\n3,c\n4,d'],
    ['swallowing the rows up to the next quoted cell', 'URN,School name\n1,a\n2,"b\n3,"c"\n4,"d"\n'],
  ])('an unclosed quotation mark costs its own row only: %s', async (_name, text) => {
    const { rows, codes } = await read(text);
    expect(rows.map((row) => [row[0], row[1], row[2]])).toEqual([
      [2, '1', 'a'],
      [4, '3', 'c'],
      [5, '4', 'd'],
    ]);
    expect(codes).toEqual(['3 quote-not-closed']);
  });

  it('also where chunks are one byte long, twice in one file, and in its last row', async () => {
    const text = 'URN,School name\n1,"a\n2,"b"\n3,"c\n4,d\n5,"e';
    const bytes = [...Buffer.from(text)].map((byte) => Uint8Array.of(byte));
    const { rows, codes, summary } = await read(fileFrom('t.csv', bytes));
    expect(rows.map((row) => row[1])).toEqual(['2', '4']);
    expect(codes).toEqual(['2 quote-not-closed', '4 quote-not-closed', '6 quote-not-closed']);
    expect(summary).toMatchObject({ rowsRead: 5, rowsRefused: 3, stopped: null });
  });

  it('unreadable characters are noted with their row', async () => {
    const bytes = Buffer.concat([
      Buffer.from('URN,School name\n1,é\n2,'),
      Buffer.from([0x81]),
      Buffer.from('\n'),
    ]);
    const { codes } = await read(fileFrom('t.csv', [bytes]));
    expect(codes).toEqual(['2 garbled-text', '3 unreadable-character']);
  });

  it('takes off the apostrophe that our writer puts before formulas', async () => {
    expect((await read("URN,School name\n1,'=A1\n2,'tis\n")).rows.map((row) => row[2])).toEqual([
      '=A1',
      "'tis",
    ]);
  });
});

describe('limits', () => {
  const limited = async (text: string, limits: NonNullable<TableOptions<Key>['limits']>): Promise<Read> =>
    read(text, { limits });

  it('refuse too many bytes, columns and rows', async () => {
    expect((await limited('URN\n1\n', { maxBytes: 5 })).codes).toEqual(['- file-too-large']);
    expect((await limited('URN,a,b\n1,2,3\n', { maxColumns: 2 })).codes).toEqual(['1 too-many-columns']);
    expect((await limited('t\nx,a,b\n1,2,3\n', { maxColumns: 2 })).codes).toEqual(['2 too-many-columns']);
    const rows = await limited('URN\n1\n2\n3\n', { maxRows: 2 });
    expect([rows.rows.length, rows.codes]).toEqual([2, ['4 too-many-rows']]);
  });

  it('stop a line that does not end, be it letters or commas', async () => {
    for (const filler of ['x', ',']) {
      const endless = function* (): Generator<Uint8Array> {
        yield Buffer.from('URN,School name\n1,a\n');
        for (let i = 0; i < 64; i += 1) yield Buffer.from(filler.repeat(65_536));
      };
      const { summary } = await read(fileFrom('t.csv', endless()));
      expect(summary.stopped).toMatchObject({ code: 'record-too-long', row: 3 });
      expect(summary.bytes).toBeLessThan(1_200_000);
    }
  });

  it('recover from an unclosed quotation mark that swallows more than one row may hold', async () => {
    const { rows, codes } = await limited(`URN,School name\n1,a\n2,"b\n${'3,c\n'.repeat(1000)}`, {
      maxRecordCharacters: 1000,
    });
    expect([rows.length, rows.at(-1)?.[0], codes]).toEqual([1001, 1003, ['3 quote-not-closed']]);
  });

  it('give up on a file of nothing but unclosed quotation marks, and keep no more faults than asked', async () => {
    const text = `URN,School name\n${'1,"b\n2,c\n'.repeat(25)}`;
    const { summary } = await limited(text, { maxBrokenRows: 20 });
    expect(summary.stopped?.code).toBe('too-many-broken-rows');
    const kept = (await limited(`URN,School name\n${'1\n'.repeat(50)}`, { maxFaults: 5 })).summary;
    expect([kept.faults.length, kept.faultCount, kept.rowsRefused]).toEqual([5, 50, 50]);
  });
});
