import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import readSheets, { readSheet } from 'read-excel-file/node';
import {
  cli,
  csvHeader,
  csvRows,
  folderOfTests,
  sampleFile,
  sampleOptions,
  sampleSurvey,
} from '../../../test/support/cli-harness.js';

const folder = folderOfTests();
const OUT = join(folder.path, 'out');

const rowsOf = (name: string) => readSheet(readFileSync(join(OUT, name)));

describe('--xlsx', () => {
  it('writes each table of match as a workbook of one sheet with the same rows, beside the CSV files', async () => {
    const args = ['match', ...sampleOptions('2024-25'), ...sampleSurvey('2024-25'), '--out', OUT];
    expect((await cli([...args, '--xlsx'])).exit).toBe(0);
    const tables = ['decisions', 'leaders', 'matches', 'uncovered'];
    expect(readdirSync(OUT).filter((name) => name.endsWith('.xlsx'))).toEqual(
      tables.map((name) => `${name}.xlsx`),
    );
    for (const table of tables) {
      const [header, ...rows] = await rowsOf(`${table}.xlsx`);
      expect(header).toEqual(csvHeader(join(OUT, `${table}.csv`)));
      expect(rows).toHaveLength(csvRows(join(OUT, `${table}.csv`)).length);
      expect(await readSheets(readFileSync(join(OUT, `${table}.xlsx`)))).toHaveLength(1);
    }
    expect((await cli(args)).exit).toBe(0);
    expect(readdirSync(OUT).filter((name) => name.endsWith('.xlsx'))).toEqual([]);
  });

  it('types days and dates of assess, and neutralises what a spreadsheet would run', async () => {
    const gias = join(folder.path, 'gias.csv');
    const text = readFileSync(sampleFile('gias.csv'), 'latin1');
    writeFileSync(gias, text.replace('Alderfield Primary Academy', '=HYPERLINK(1)'), 'latin1');
    const options = sampleOptions('2024-25').with(3, gias);
    expect((await cli(['assess', ...options, '--xlsx', '--out', OUT])).exit).toBe(0);
    const [header = [], ...rows] = await rowsOf('decisions.xlsx');
    const at = (name: string): number => header.indexOf(name);
    expect(rows.map((row) => row[at('name')])).toContain("'=HYPERLINK(1)");
    const eligible = rows.filter((row) => row[at('eligible')] === 'yes');
    expect(eligible.length).toBeGreaterThan(0);
    expect(eligible.every((row) => row[at('days')] === 10 && row[at('contact_by')] instanceof Date)).toBe(
      true,
    );
  });
});
