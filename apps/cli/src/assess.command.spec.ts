import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, csvRows, folderOfTests, sampleFile, sampleOptions } from '../../../test/support/cli-harness.js';
import { writeOutputFolder } from './output-folder.js';
import { runCli } from './program.js';
import { progressLine } from './progress-bar.js';

const folder = folderOfTests();
const OUT = join(folder.path, 'out');
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

  it.each([
    ['2ri-plus', '2024-25', 'URN'],
    ['referrals', '2022-23', 'subject_kind,subject_id,decision,decided_on,decided_by'],
    ['below-floor', '2018-19', 'URN'],
    ['applications', '2020-21', 'subject_kind,subject_id,decision,decided_on,decided_by'],
  ])(
    'takes the list %s without rows to say that nobody is on it, and tells so',
    async (list, offer, header) => {
      const path = join(folder.path, 'nobody.csv');
      writeFileSync(path, `${header}\n`);
      const given = INSPECTED.with(INSPECTED.indexOf('--offer') + 1, offer);
      const run = await cli(['assess', ...given, '--list', `${list}=${path}`, '--out', OUT]);
      expect(run.exit).toBe(0);
      expect(run.err).toContain('nobody.csv — The list has a header and no rows: it is taken to say');
      const missing = csvRows(join(OUT, 'decisions.csv')).map((row) => row['missing']);
      expect(missing.join(';')).not.toContain(`${list}-list`);
    },
  );

  it.each([
    ['--inspections', 'ofsted-2025.csv'],
    ['--groups', 'groups.csv'],
    ['--group-links', 'group-links.csv'],
    ['--links', 'links.csv'],
    ['--places', 'outcodes.csv'],
    ['--schools', 'gias.csv'],
  ])('refuses any other file without rows, as the service does: %s', async (option, sample) => {
    const path = join(folder.path, `empty-${sample}`);
    writeFileSync(path, `${readFileSync(sampleFile(sample), 'latin1').split('\n')[0] ?? ''}\n`, 'latin1');
    const others = INSPECTED.filter((_word, at) => option !== '--schools' || (at !== 2 && at !== 3));
    const run = await cli(['assess', ...others, option, path, '--out', OUT]);
    expect(run.exit).toBe(2);
    expect(run.err).toContain(`empty-${sample} — The file has a header and no rows.`);
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
