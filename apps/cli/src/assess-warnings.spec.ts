import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, csvRows, folderOfTests, sampleFile, sampleOptions } from '../../../test/support/cli-harness.js';

const folder = folderOfTests();
const OUT = join(folder.path, 'out');
const LEAST = ['--offer', '2024-25', '--schools', sampleFile('gias.csv')];
const INSPECTED = [...LEAST, '--inspections', sampleFile('ofsted-2025.csv')];

describe('assess, where something may be wrong,', () => {
  it('never says no of a school whose row it could not read, and tells which row that is', async () => {
    const text = readFileSync(sampleFile('ofsted-2025.csv'), 'utf8');
    const broken = join(folder.path, 'broken.csv');
    writeFileSync(broken, text.replace('29/10/2024', 'late October'));
    const decide = async (file: string) => {
      const options = sampleOptions('2024-25').map((option) =>
        option.endsWith('ofsted-2025.csv') ? file : option,
      );
      const run = await cli(['assess', ...options, '--out', OUT]);
      const row = csvRows(join(OUT, 'decisions.csv')).find((each) => each['subject_id'] === '990003');
      return { run, row };
    };
    expect((await decide(sampleFile('ofsted-2025.csv'))).row).toMatchObject({ eligible: 'no', missing: '' });
    const { run, row } = await decide(broken);
    expect(run.exit).toBe(0);
    expect(row).toMatchObject({ eligible: 'undetermined', missing: 'unread-row' });
    expect(row?.['evidence']).toContain('broken.csv:2');
    expect(row?.['why']).toContain('what broken.csv row 2 says, which could not be read');
  });

  it('says that rows which name nobody may make a no wrong', async () => {
    const list = join(folder.path, 'list.csv');
    writeFileSync(list, 'URN\n990034\n99OO84\n');
    const args = ['assess', ...INSPECTED, '--list', `2ri-plus=${list}`, '--out', OUT];
    const run = await cli(args);
    expect(run.exit).toBe(0);
    expect(run.err).toContain(
      '1 row of the list of the former 2RI+ policy (list.csv, row 3) could not be read',
    );
    const json = JSON.parse((await cli([...args, '--json'])).out) as unknown;
    expect(json).toMatchObject({
      unreadRows: [{ kind: '2ri-plus', file: 'list.csv', count: 1, rows: [3] }],
    });
  });

  it('tells a list that the offer does not ask for, and reads it for nothing', async () => {
    const args = ['assess', ...INSPECTED, '--list', `referrals=${sampleFile('referrals.csv')}`, '--out', OUT];
    const run = await cli(args);
    expect(run.exit).toBe(0);
    expect(run.err).toContain(
      'The offer 2024-25 does not ask for the list "referrals" (it asks for 2ri-plus): what it says changes nothing.',
    );
    expect((await cli(['assess', ...sampleOptions('2022-23'), '--out', OUT])).err).toBe('');
  });

  it('refuses a day far from the offer, and says from when to when', async () => {
    for (const asOf of ['1999-01-01', '2099-01-01']) {
      const run = await cli(['assess', ...INSPECTED, '--as-of', asOf, '--out', OUT]);
      expect(run.exit).toBe(2);
      expect(run.err).toContain(
        'far from the offer 2024-25: give a day from 1 September 2023 to 31 July 2035',
      );
    }
  });

  it('says of a file with a header alone that it has no rows', async () => {
    const header = join(folder.path, 'header.csv');
    writeFileSync(header, `${readFileSync(sampleFile('gias.csv'), 'latin1').split('\n')[0] ?? ''}\n`);
    const run = await cli(['assess', ...INSPECTED.with(3, header), '--out', OUT]);
    expect(run.exit).toBe(2);
    expect(run.err).toContain('header.csv — The file has a header and no rows.');
  });

  it('names each case without a place, with what to do', async () => {
    const nowhere = join(folder.path, 'nowhere.csv');
    const [header = '', ...rows] = readFileSync(sampleFile('gias.csv'), 'latin1').split('\n');
    const columns = header.split(',').map((name, at) => (/Easting|Northing|Postcode/.test(name) ? at : -1));
    const emptied = rows.map((row) =>
      row.includes('"')
        ? row
        : row
            .split(',')
            .map((cell, at) => (columns.includes(at) ? '' : cell))
            .join(','),
    );
    writeFileSync(nowhere, [header, ...emptied].join('\n'), 'latin1');
    const run = await cli(['assess', ...sampleOptions('2022-23').with(3, nowhere), '--out', OUT]);
    expect(run.out).toContain('without a known place');
    expect(readFileSync(join(OUT, 'errors.csv'), 'utf8')).toMatch(
      /nowhere\.csv,\d+,.*place-unknown.*easting/,
    );
  });
});
