import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  cli,
  csvRows,
  sampleFile,
  sampleOptions,
  temporaryFolder,
} from '../../../test/support/cli-harness.js';
import { writeOutputFolder } from './output-folder.js';
import { runCli } from './program.js';
import { progressLine } from './progress-bar.js';

const folder = temporaryFolder();
const OUT = join(folder.path, 'out');
afterAll(() => {
  folder.remove();
});
const LEAST = ['--offer', '2024-25', '--schools', sampleFile('gias.csv')];
const INSPECTED = [...LEAST, '--inspections', sampleFile('ofsted-2025.csv')];

describe('assess', () => {
  it('writes decisions.csv and says what it did', async () => {
    const run = await cli(['assess', ...sampleOptions('2024-25'), '--out', OUT]);
    expect(run).toMatchObject({ exit: 0, err: '' });
    expect(run.out).toContain('24 eligible');
    expect(run.out).toContain('3 undetermined');
    expect(run.out).toContain(join(OUT, 'decisions.csv'));
    expect(readdirSync(OUT)).toEqual(['decisions.csv']);
  });

  it('says what is missing where less is given, and never turns it into a silent no', async () => {
    const run = await cli(['assess', ...INSPECTED, '--out', OUT]);
    expect(run.exit).toBe(0);
    const undetermined = csvRows(join(OUT, 'decisions.csv')).filter(
      (row) => row['eligible'] === 'undetermined',
    );
    expect(undetermined.length).toBeGreaterThan(50);
    expect(undetermined.filter((row) => row['missing'] === '')).toEqual([]);
    expect(undetermined.map((row) => row['missing']).join(';')).toContain('2ri-plus-list');
  });

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

  it('knows only what was published by the as-of date', async () => {
    const eligible = async (asOf: string): Promise<readonly (string | undefined)[]> => {
      await cli(['assess', ...sampleOptions('2024-25'), '--as-of', asOf, '--out', OUT]);
      return csvRows(join(OUT, 'decisions.csv'))
        .filter((row) => row['eligible'] === 'yes')
        .map((row) => row['subject_id']);
    };
    const publishedLate = '990040';
    expect(await eligible('2025-02-28')).not.toContain(publishedLate);
    expect(await eligible('2025-05-31')).toContain(publishedLate);
  });

  it('prints one JSON document with --json and nothing else', async () => {
    const run = await cli(['assess', ...sampleOptions('2022-23'), '--out', OUT, '--json'], true);
    expect(run.err).toBe('');
    expect(JSON.parse(run.out)).toMatchObject({
      exit: 0,
      offer: '2022-23',
      asOf: '2023-08-31',
      decisions: 171,
      eligible: { yes: 29, no: 137, undetermined: 5 },
      files: ['decisions.csv'],
      faults: [],
    });
  });

  it('lists the faults of a file in the JSON, too', async () => {
    const path = join(folder.path, 'links.csv');
    writeFileSync(path, 'URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\nabc,990001,A,Successor,\n');
    const run = await cli(['assess', ...INSPECTED, '--links', path, '--out', OUT, '--json']);
    expect(JSON.parse(run.out)).toMatchObject({
      exit: 0,
      rowsRefused: 1,
      faults: [{ file: 'links.csv', row: 2, column: 'URN', value: 'abc', code: 'bad-urn' }],
    });
  });

  it('lists what a list names and no file holds, and refuses no row for it', async () => {
    const list = join(folder.path, 'named.csv');
    writeFileSync(list, 'URN\n990034\n123456\n990801\n');
    const args = [
      ...INSPECTED,
      '--links',
      sampleFile('links.csv'),
      '--list',
      `2ri-plus=${list}`,
      '--out',
      OUT,
    ];
    const run = await cli(['assess', ...args]);
    expect(run.exit).toBe(0);
    expect(run.err).toContain(
      'named.csv:3 "123456" — "123456" is named on the list "2ri-plus" and in no file',
    );
    expect(run.err).not.toContain('refused');
    expect(csvRows(join(OUT, 'errors.csv'))).toMatchObject([
      { file: 'named.csv', row: '3', value: '123456', code: 'subject-unknown' },
      { file: 'named.csv', row: '4', value: '990801' },
    ]);
    const json = await cli(['assess', ...args, '--json', '--strict']);
    expect(JSON.parse(json.out)).toMatchObject({
      exit: 0,
      rowsRefused: 0,
      faults: [{ effect: 'noted', facts: { list: '2ri-plus', subjectKind: 'school' } }, {}],
    });
  });

  it.each([
    ['2018-19', 'below-floor', 'URN\n990002\n', 'below-floor-list'],
    [
      '2020-21',
      'applications',
      'subject_kind,subject_id,decision,decided_on,decided_by\nschool,990002,accepted,2021-01-18,A\n',
      'application-accepted',
    ],
  ])('reads the list that the offer of %s goes by', async (offer, list, text, criterion) => {
    const path = join(folder.path, `${list}.csv`);
    writeFileSync(path, text);
    const files = ['--offer', offer, '--schools', sampleFile('gias.csv')];
    const inspected = ['--inspections', sampleFile('ofsted-2019.csv')];
    const decided = async (...lists: string[]): Promise<Readonly<Record<string, string>> | undefined> => {
      expect(await cli(['assess', ...files, ...inspected, ...lists, '--out', OUT])).toMatchObject({
        exit: 0,
      });
      return csvRows(join(OUT, 'decisions.csv')).find((row) => row['subject_id'] === '990002');
    };
    expect(await decided('--list', `${list}=${path}`)).toMatchObject({ eligible: 'yes', criterion });
    expect((await decided())?.['missing']).toContain(`${list}-list`);
  });

  it('draws a progress bar only where a person may be watching', async () => {
    const watched = await cli(['assess', ...INSPECTED, '--out', OUT], true);
    expect(watched.err).toContain('reading');
    expect(watched.err).toContain('assessing');
    expect((await cli(['assess', ...INSPECTED, '--out', OUT])).err).not.toContain('reading');
    expect(progressLine({ phase: 'solving', fraction: 0.5, gap: 0.0123 })).toBe(
      'solving      [############............]  50%  gap 1.23%',
    );
  });
});

describe('bad usage', () => {
  it.each([
    [
      'an offer that there is not',
      [...INSPECTED.with(1, '2023-24'), '--out', OUT],
      /2018-19, 2019-20, 2020-21, 2021-22, 2022-23, 2024-25/,
    ],
    ['no folder', INSPECTED, /required option '--out <folder>'/],
    ['no inspections', [...LEAST, '--out', OUT], /required option '--inspections <file>'/],
    ['a wrong date', [...INSPECTED, '--out', OUT, '--as-of', '28/02/2025'], /YYYY-MM-DD/],
    ['an impossible date', [...INSPECTED, '--out', OUT, '--as-of', '2025-02-29'], /YYYY-MM-DD/],
    [
      'a list without a name',
      [...INSPECTED, '--out', OUT, '--list', 'a.csv'],
      /below-floor, applications, referrals, 2ri-plus/,
    ],
    [
      'an unknown list',
      [...INSPECTED, '--out', OUT, '--list', 'stuck=a.csv'],
      /below-floor, applications, referrals, 2ri-plus/,
    ],
    [
      'a list twice',
      [...INSPECTED, '--out', OUT, '--list', '2ri-plus=a', '--list', '2ri-plus=b'],
      /given twice/,
    ],
    ['an unknown option', [...INSPECTED, '--out', OUT, '--fast'], /unknown option '--fast'/],
  ])('ends with exit code 2 and says what is allowed: %s', async (_name, args, message) => {
    const run = await cli(['assess', ...args]);
    expect(run.exit).toBe(2);
    expect(run.err).toMatch(message);
  });

  it('tells unknown commands, and shows help on demand', async () => {
    expect((await cli(['asess'])).exit).toBe(2);
    const help = await cli(['assess', '--help']);
    expect(help).toMatchObject({ exit: 0, err: '' });
    expect(help.out).toContain('Exit codes: 0 done');
  });

  it('leaves earlier results alone when the input cannot be used at all', async () => {
    await cli(['assess', ...INSPECTED, '--out', OUT]);
    const params = join(folder.path, 'broken.json');
    writeFileSync(params, '{');
    const run = await cli(['assess', ...INSPECTED, '--params', params, '--out', OUT]);
    expect(run.exit).toBe(2);
    expect(run.err).toContain('This is not JSON');
    expect(existsSync(join(OUT, 'decisions.csv'))).toBe(true);
  });

  it('is a folder that cannot be written, and says so', async () => {
    const blocked = join(folder.path, 'a-file');
    writeFileSync(blocked, '');
    const run = await cli(['assess', ...INSPECTED, '--out', join(blocked, 'out')]);
    expect(run.exit).toBe(2);
    expect(run.err).toMatch(/The results cannot be written to .*a-file/);
  });

  it('is told from a fault of ours, which ends with exit code 1', async () => {
    let err = '';
    const terminal = {
      out: () => undefined,
      err: (text: string) => void (err += text),
      errIsTerminal: false,
    };
    const exit = await runCli(['broken'], terminal, [
      (program) =>
        program.command('broken').action(() => {
          throw new Error('Invariant broken: for the test');
        }),
    ]);
    expect(exit).toBe(1);
    expect(err).toContain('A fault of ours: Error: Invariant broken: for the test');
  });
});

describe('the output folder', () => {
  it('gets all files or none, and keeps what is not ours', async () => {
    const target = join(folder.path, 'kept');
    await writeOutputFolder(target, new Map([['plan.json', '{}']]), true);
    writeFileSync(join(target, 'notes.txt'), 'mine');
    await writeOutputFolder(target, new Map([['errors.csv', 'file\n']]), false);
    expect(readdirSync(target).sort()).toEqual(['errors.csv', 'notes.txt', 'plan.json']);
    await writeOutputFolder(target, new Map([['decisions.csv', 'a\n']]), true);
    expect(readdirSync(target).sort()).toEqual(['decisions.csv', 'notes.txt']);
    expect(readdirSync(folder.path).filter((name) => name.includes('partial'))).toEqual([]);
  });
});
