import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import {
  codeCell,
  dateCell,
  kebabCell,
  listCell,
  numberCell,
  StringPool,
  trustUidCell,
  urnCell,
  wholeNumberCell,
} from './cells.js';
import { parseColumnMap } from './column-map.js';
import { readTable } from './csv-table.js';
import { type CsvCell, type CsvColumn, csvText, neutraliseCell, writeCsvFile } from './csv-writer.js';
import { faultsCsv } from './fault-file.js';
import { faultLine, faultSentence } from './fault-sentence.js';
import { fileOf } from './file-source.js';
import { nearestOf } from './nearest.js';
import { clipValue, FAULT_CODES, FaultLog } from './row-fault.js';

const COLUMNS: readonly CsvColumn<CsvCell>[] = [
  { name: 'URN', of: () => 1 },
  { name: 'Name', of: (cell) => cell },
];

describe('writing CSV', () => {
  it('quotes what RFC 4180 wants quoted and leaves our numbers alone', () => {
    expect(csvText(COLUMNS, ['a,b', 'a"b', 'a\nb', 'a\rb', -2.5, true, null])).toBe(
      'URN,Name\n1,"a,b"\n1,"a""b"\n1,"a\nb"\n1,"a\rb"\n1,-2.5\n1,true\n1,\n',
    );
  });

  it.each(['=1+1', '+44', '-2', '@sum', '\tx', '\rx', '\0x', '＝1'])('neutralises %j', (text) => {
    expect(neutraliseCell(text)).toBe(`'${text}`);
    expect(neutraliseCell(`a${text}`)).toBe(`a${text}`);
  });

  it('writes what our reader reads back, and never a formula', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '"', "'", ',', ';', '=', '+', '-', '@', '\n', ' ', 'é'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 5 }), async (cells) => {
        const read: (string | null)[] = [];
        const written = csvText(COLUMNS, cells);
        const columns = [
          { key: 'urn', names: ['URN'] },
          { key: 'name', names: ['Name'] },
        ] as const;
        await readTable(fileOf('t.csv', written), { anchor: 'urn', columns }, (row) => {
          read.push(row.text('name'));
        });
        expect(read).toEqual(cells.map((cell) => cell.trim().replace(/^'(?=[=+\-@])/, '')));
        const raw = parse(written, { relax_column_count: true }).slice(1);
        expect(raw.filter((row) => /^[=+\-@\t\r]/.test(row[1] ?? ''))).toEqual([]);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('streams into a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'csv-'));
    try {
      await writeCsvFile(join(folder, 'a.csv'), COLUMNS, ['x', '=y']);
      expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe("URN,Name\n1,x\n1,'=y\n");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('faults', () => {
  it('keep refusals when notes overflow, clip values, and come out by row', () => {
    const log = new FaultLog('a.csv', 2);
    for (let row = 9; row > 3; row -= 1) log.add({ row, code: 'unreadable-character', effect: 'noted' });
    log.add({ row: 2, code: 'bad-urn', effect: 'row-refused', value: 'x'.repeat(500) });
    expect(log.total).toBe(7);
    expect(log.faults.map((fault) => fault.row)).toEqual([2, 8, 9]);
    expect(log.faults[0]?.value).toHaveLength(100);
    expect(clipValue('short')).toBe('short');
  });

  it('show what is not seen, on one line, and never half a character', () => {
    expect(clipValue('a\nb\u202ec\u001b[31m')).toBe('a b<U+202E>c<U+001B>[31m');
    const clipped = clipValue('\u{1f600}'.repeat(200));
    expect(clipped).toBe(`${'\u{1f600}'.repeat(99)}…`);
    expect(Buffer.from(clipped).toString()).toBe(clipped);
  });

  it('each have a sentence without a gap in it', () => {
    for (const code of FAULT_CODES) {
      const fault = new FaultLog('a.csv').add({
        row: 2,
        column: 'c',
        value: 'v',
        code,
        effect: 'row-refused',
      });
      expect(faultSentence(fault)).toMatch(/^[A-Z0-9" ].*[.?]$/);
      expect(faultSentence(fault)).not.toMatch(/undefined|\[object|null/);
    }
  });

  it('become errors.csv and a line for a terminal', () => {
    const fault = new FaultLog('a.csv').add({
      row: 5,
      column: 'phases',
      value: '=primry',
      code: 'unknown-code',
      effect: 'row-refused',
      allowed: ['primary', 'secondary'],
      facts: { suggestion: 'primary' },
    });
    const message = '""=primry"" is not a known code. Did you mean ""primary""? Allowed: primary, secondary.';
    expect(faultsCsv([fault])).toBe(
      'file,row,column,value,code,allowed,message\n' +
        `a.csv,5,phases,'=primry,unknown-code,primary; secondary,"${message}"\n`,
    );
    expect(faultLine(fault)).toBe(`a.csv, row 5, phases: ${message.replaceAll('""', '"')}`);
  });
});

describe('cells', () => {
  it('read dates in three forms and no others', () => {
    expect(
      ['2024-09-01', '01/09/2024', '1-9-2024', '01/09/2024 00:00:00', '2024-09-01T00:00:00'].map(dateCell),
    ).toEqual(Array(5).fill('2024-09-01'));
    expect(
      ['31/02/2024', '2024-13-01', '09/2024', '01/09/24', '01/09-2024', '45536', ''].map(dateCell),
    ).toEqual(Array(7).fill(undefined));
  });

  it('read numbers and codes', () => {
    expect([numberCell('2.5'), numberCell('1e3'), numberCell('1,5'), wholeNumberCell('3.0')]).toEqual([
      2.5,
      undefined,
      undefined,
      3,
    ]);
    expect(['100000', '100000.0', '012345', '1000000', '1.0E+05', 'x'].map(urnCell)).toEqual([
      '100000',
      '100000',
      ...Array<undefined>(4).fill(undefined),
    ]);
    expect(['0042', '0', '12345678', '7x'].map(trustUidCell)).toEqual([
      '42',
      undefined,
      undefined,
      undefined,
    ]);
    expect(['01', '00', '10', 'CE23', ''].map(codeCell)).toEqual(['1', '0', '10', 'CE23', '']);
    expect([kebabCell('All  through'), kebabCell('16_plus')]).toEqual(['all-through', '16-plus']);
    expect(listCell(' a; b ;;a ')).toEqual(['a', 'b']);
  });

  it('are pooled up to a bound', () => {
    const pool = new StringPool(1);
    expect([pool.intern('a'), pool.intern('b'), pool.intern('a')]).toEqual(['a', 'b', 'a']);
  });

  it('suggest what was probably meant, or nothing', () => {
    expect(nearestOf('Secundary', ['primary', 'secondary'])).toBe('secondary');
    expect(nearestOf('xyz', ['primary', 'secondary'])).toBeNull();
  });
});

describe('column maps', () => {
  it('are JSON objects of names', () => {
    expect(parseColumnMap('\ufeff{"Ref": "leader_ref"}')).toEqual({ ok: true, value: { Ref: 'leader_ref' } });
    for (const text of ['', '[]', 'null', '{"a": 1}', '"a"']) {
      expect(parseColumnMap(text)).toEqual({ ok: false, refusal: { code: 'map-not-json', facts: {} } });
    }
  });
});
