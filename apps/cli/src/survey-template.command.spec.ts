import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SURVEY_EXAMPLES, surveyTemplateCsv, surveyWorkbook } from '../../../libs/features/survey/readers.js';
import { cli, csvRows, folderOfTests, sampleOptions } from '../../../test/support/cli-harness.js';

const folder = folderOfTests();
const at = (name: string): string => join(folder.path, name);

describe('survey-template', () => {
  it('writes a workbook or a CSV file, by the name, and replaces nothing unasked', async () => {
    const csv = await cli(['survey-template', '--out', at('t.csv')]);
    expect(csv).toEqual({ exit: 0, out: `Wrote ${at('t.csv')}.\n`, err: '' });
    expect(readFileSync(at('t.csv'), 'utf8')).toBe(surveyTemplateCsv());
    expect(await cli(['survey-template', '--out', at('t.csv')])).toEqual({
      ...{ exit: 2, out: '', err: `${at('t.csv')} is there already (--force replaces it).\n` },
    });
    expect((await cli(['survey-template', '--out', at('t.csv'), '--force'])).exit).toBe(0);
    const workbook = await cli(['survey-template', '--offer', '2019-20', '--out', at('t.XLSX')]);
    expect([workbook.exit, readFileSync(at('t.XLSX')).subarray(0, 2).toString()]).toEqual([0, 'PK']);
  });

  it('says why it cannot', async () => {
    const odd = await cli(['survey-template', '--out', at('t.ods')]);
    expect(odd).toMatchObject({ exit: 2, err: `${at('t.ods')}: the name must end in .xlsx or .csv.\n` });
    const nowhere = await cli(['survey-template', '--out', at('no/such/t.csv')]);
    expect([nowhere.exit, nowhere.err]).toEqual([2, expect.stringContaining('ENOENT')]);
  });
});

describe('match', () => {
  it('reads a survey that was filled in as a workbook, and names faults by sheet row', async () => {
    const [leader = {}] = SURVEY_EXAMPLES;
    const rows = [
      { ...leader, leader_ref: 'W-1', easting: 460000, northing: 452000, base_urn: '' },
      { ...leader, leader_ref: 'W-2', days_offered: 'many' },
    ];
    writeFileSync(at('survey.xlsx'), await surveyWorkbook('2024-25', rows));
    const options = sampleOptions('2024-25');
    const run = await cli(['match', ...options, '--survey', at('survey.xlsx'), '--out', at('out')]);
    expect(run.err).toContain('survey.xlsx:3 days_offered "many"');
    expect(run.exit).toBe(0);
    expect(csvRows(join(at('out'), 'leaders.csv')).map((row) => row['leader_ref'])).toEqual(['W-1']);
  });
});
