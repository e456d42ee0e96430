import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvHeader, csvRows, sampleFile, temporaryFolder } from '../../../../test/support/cli-harness.js';
import {
  DEMO_PASSWORD,
  type RunningService,
  startService,
} from '../../../../test/support/service-processes.js';
import { type CliEnd, type CliSurroundings, serviceCli } from './service-cli.fixture.js';

const PASSWORD = 'a long one for this test';
const OFFER = '2024-25';
const FILES: readonly (readonly [kind: string, file: string, ...options: string[]])[] = [
  ['places', 'outcodes.csv'],
  ['schools', 'gias.csv'],
  ['groups', 'groups.csv'],
  ['group-links', 'group-links.csv'],
  ['school-links', 'links.csv'],
  ['inspections', 'ofsted-2023.csv'],
  ['inspections', 'ofsted-2025.csv'],
  ['survey', 'survey-2024-25.csv', '--offer', OFFER],
];

describe('the commands over a running service', () => {
  const folder = temporaryFolder();
  const uploads = temporaryFolder();
  let service: RunningService;
  let token: string;
  let runId: string;

  beforeAll(async () => {
    service = await startService();
  });
  afterAll(async () => {
    folder.remove();
    uploads.remove();
    await service.stop();
  });

  const onDatabase = (args: readonly string[], more: CliSurroundings = {}): Promise<CliEnd> =>
    serviceCli(args, { ...more, environment: { DATABASE_URL: service.databaseUrl } });
  const overRest = (...args: readonly string[]): Promise<CliEnd> =>
    serviceCli([...args, '--url', service.url], { environment: { LEADER_MATCH_TOKEN: token } });

  it('creates a user with the password of stdin, lists them, and signs in', async () => {
    const create = ['users', 'create', '--username', 'Ada', '--name', 'Ada L', '--role', 'coordinator'];
    const created = await onDatabase(create, { stdin: `${PASSWORD}\n` });
    expect(created).toEqual({ exit: 0, out: 'Created the user ada (coordinator).\n', err: '' });
    const listed = await onDatabase(['users', 'list', '--json']);
    const { items } = JSON.parse(listed.out) as { items: object[] };
    expect(items).toContainEqual(
      expect.objectContaining({ username: 'ada', displayName: 'Ada L', roles: ['coordinator'] }),
    );
    expect((await onDatabase(['users', 'list'])).out).toMatch(/^ada +Ada L +coordinator$/m);
    const signedIn = await serviceCli(['token', '--url', service.url], { stdin: `ada\r\n${PASSWORD}\r\n` });
    expect(signedIn).toMatchObject({ exit: 0, err: '' });
    token = signedIn.out.trim();
    expect(token).toMatch(/^\S{20,}$/);
  });

  it.each([
    ['a name that is taken', ['--username', 'ada', '--role', 'admin'], PASSWORD, /another user/i],
    ['a short password', ['--username', 'bob', '--role', 'admin'], 'short', /password is too short/],
    ['no password', ['--username', 'bob', '--role', 'admin'], '', /no password on standard input/],
    [
      'a leader without reference',
      ['--username', 'bob', '--role', 'leader'],
      PASSWORD,
      /reference of a leader/,
    ],
  ])('refuses %s', async (_what, options, password, words) => {
    const end = await onDatabase(['users', 'create', '--name', 'Bob', ...options], { stdin: password });
    expect(end).toMatchObject({ exit: 2, out: '' });
    expect(end.err).toMatch(words);
  });

  it('refuses a wrong password, and says so', async () => {
    const end = await serviceCli(['token', '--url', service.url, '--username', 'ada'], { stdin: 'wrong\n' });
    expect(end).toMatchObject({ exit: 2, out: '' });
    expect(end.err).toMatch(/password do not match/);
  });

  it('imports the files of a round and waits for each', async () => {
    for (const [kind, file, ...options] of FILES) {
      const end = await overRest('import', kind, sampleFile(file), '--wait', ...options);
      expect(end.exit).toBe(0);
      expect(end.out).toMatch(/rows stored\.\n$/);
    }
    const again = await overRest('import', 'places', sampleFile('outcodes.csv'));
    expect(again.exit).toBe(0);
    expect(again.err).toMatch(/imported before/);
  });

  it('exits 2 for a file that cannot be used, and says why', async () => {
    const wrong = await overRest('import', 'schools', sampleFile('survey-2024-25.csv'), '--wait');
    expect(wrong.exit).toBe(2);
    expect(wrong.err).toMatch(
      /^survey-2024-25\.csv was not imported: it looks like a file of kind survey, not/,
    );
    const path = join(uploads.path, 'page.csv');
    writeFileSync(path, '<html><p>Sign in</p></html>');
    const page = await overRest('import', path, '--wait');
    expect(page).toMatchObject({ exit: 2, out: '' });
    expect(page.err).toMatch(/^page\.csv — This is a web page.*\npage\.csv was not imported\./s);
    const noOffer = await overRest('import', 'survey', sampleFile('survey-2024-25.csv'));
    expect(noOffer).toMatchObject({ exit: 2, err: 'Say which offer this file is for.\n' });
    const gone = await overRest('import', 'schools', join(folder.path, 'none.csv'));
    expect(gone.exit).toBe(2);
    expect(gone.err).toMatch(/cannot be read: ENOENT/);
  });

  it('shows what a file would change, stores it when confirmed, and takes it back', async () => {
    const path = join(uploads.path, 'districts.csv');
    writeFileSync(path, 'postcode,latitude,longitude\nZZ1,52.5,-1.5\n=bad,52,-1\n');
    const ready = await overRest('import', path, '--review');
    expect(ready).toMatchObject({ exit: 0 });
    const [, id = ''] =
      /^Import (\S+): districts\.csv is ready: 1 of 2 rows can be stored; 1 added/.exec(ready.out) ?? [];
    const out = join(uploads.path, 'rejected.csv');
    expect(await overRest('rejected', id, '--out', out)).toMatchObject({ exit: 0, err: '' });
    expect(readFileSync(out, 'utf8')).toMatch(
      /^postcode,latitude,longitude,row,what is wrong\n'=bad,52,'-1,3,"?postcode: .*\n$/,
    );
    // The file would take the place of all districts that are there.
    expect(ready.err).toContain('Warning: It would remove 14 entries of the 14 that are stored');
    const unasked = await overRest('confirm', id);
    expect(unasked).toMatchObject({ exit: 2, out: '' });
    expect(unasked.err).toContain('It would remove 14 entries');
    expect(await overRest('confirm', id, '--accept-removal')).toMatchObject({
      exit: 0,
      out: `Import ${id}: districts.csv, 1 of 2 rows stored.\n`,
    });
    expect((await overRest('imports', '--kind', 'places')).out).toMatch(
      new RegExp(`^${id}  places +imported`, 'm'),
    );
    const asJson = await overRest('undo', id, '--reason', 'a try', '--json');
    expect(JSON.parse(asJson.out)).toMatchObject({ id, state: 'undone' });
    expect(await overRest('confirm', id)).toMatchObject({ exit: 2, out: '' });
  });

  it('asks for columns that are called otherwise, and takes a map', async () => {
    const path = join(uploads.path, 'mapped.csv');
    writeFileSync(path, 'Area,latitude,longitude\nZZ2,52.5,-1.5\n');
    const asked = await overRest('import', path, '--kind', 'places', '--review');
    expect(asked).toMatchObject({ exit: 2, out: '' });
    expect(asked.err).toMatch(/The column "postcode" is missing/);
    const [, id = ''] = /discard (\S+)"/.exec(asked.err) ?? [];
    expect(await overRest('discard', id)).toMatchObject({ exit: 0, err: '' });
    const map = join(uploads.path, 'map.json');
    writeFileSync(map, '{"Area": "postcode"}');
    const ready = await overRest('import', path, '--kind', 'places', '--map', map, '--review');
    expect(ready).toMatchObject({ exit: 0 });
    const again = /^Import (\S+):/.exec(ready.out)?.[1] ?? '';
    expect(await overRest('discard', again)).toMatchObject({ exit: 0 });
  });

  it('hears the refusal of a large file that the service does not read to its end', async () => {
    const path = join(uploads.path, 'large.csv');
    writeFileSync(path, Buffer.alloc(30_000_000, 'a line of text\n'));
    const args = ['import', 'places', path, '--url', service.url, '--token', 'lm_nobody'];
    expect(await serviceCli(args)).toMatchObject({ exit: 2, out: '', err: 'Sign in first.\n' });
  });

  it('decides who is eligible, and makes a plan', async () => {
    const assessed = await overRest('assess-offer', OFFER, '--wait');
    expect(assessed).toMatchObject({ exit: 0, err: '' });
    expect(assessed.out).toMatch(/^Assessed 2024-25 as of /);
    const run = await overRest('run', OFFER, '--label', 'From the command line', '--wait', '--json');
    expect(run).toMatchObject({ exit: 0, err: '' });
    const body = JSON.parse(run.out) as { id: string; state: string; label: string };
    expect(body).toMatchObject({ state: 'solved', label: 'From the command line' });
    runId = body.id;
    const runs = await overRest('runs', '--offer', OFFER);
    expect(runs.out).toMatch(
      new RegExp(`^${runId}  2024-25  solved +\\d+ of \\d+ .*From the command line$`, 'm'),
    );
  });

  it('writes the matches with the columns of matches.csv', async () => {
    const path = join(folder.path, 'matches.csv');
    const end = await overRest('matches', runId, '--csv', path, '--purpose', 'check-matches');
    expect(end).toMatchObject({ exit: 0, err: '' });
    expect(csvHeader(path).slice(0, 4)).toEqual(['case_id', 'subject_kind', 'subject_id', 'name']);
    const rows = csvRows(path);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row['case_id']).toBe(`${String(row['subject_kind'])}-${String(row['subject_id'])}`);
      expect(row['state']).toBe('proposed');
    }
    expect(readdirSync(folder.path)).toEqual(['matches.csv']);
    const listed = await overRest('matches', runId);
    expect(listed.out.trimEnd().split('\n')).toHaveLength(rows.length + 1);
  });

  it('publishes once, refuses a second time with 2, and takes it back', async () => {
    expect((await overRest('publish', runId)).out).toMatch(/^\d+ matches published; their days are reserved/);
    const refused = await overRest('publish', runId);
    expect(refused).toMatchObject({ exit: 2, out: '' });
    expect(refused.err).toMatch(/cannot be done now: the run is published/);
    const asJson = await overRest('publish', runId, '--json');
    expect(asJson.exit).toBe(2);
    expect(JSON.parse(asJson.out)).toMatchObject({ status: 409, code: 'not-possible-in-this-state' });
    expect(await overRest('unpublish', runId, '--reason', 'Try again')).toMatchObject({ exit: 0, err: '' });
    expect(await overRest('cancel', runId)).toMatchObject({ exit: 2, out: '' });
  });

  it('prints every fault of refused settings', async () => {
    const path = join(process.cwd(), 'tsconfig.json');
    const end = await overRest('run', OFFER, '--params', path);
    expect(end).toMatchObject({ exit: 2, out: '' });
    expect(end.err).toMatch(/^ {2}\/compilerOptions: .*\(unknown-key\)$/m);
    expect(end.err).toMatch(/^ {2}\/include: .*\(unknown-key\)$/m);
  });

  it('tells an unknown run from one without matches', async () => {
    const end = await overRest('matches', '00000000-0000-4000-8000-000000000000');
    expect(end).toMatchObject({ exit: 2, out: '', err: 'There is no such run.\n' });
  });

  it('works as a process of its own, with the password in a pipe', () => {
    const main = join(process.cwd(), 'dist', 'apps', 'cli', 'src', 'main.js');
    const args = [main, 'token', '--url', service.url, '--username', 'admin', '--json'];
    const end = spawnSync(process.execPath, args, { input: `${DEMO_PASSWORD}\n`, encoding: 'utf8' });
    expect(end).toMatchObject({ status: 0 });
    expect(JSON.parse(end.stdout)).toHaveProperty('token');
  });
});
