import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { addLeaders } from '../../../../test/support/budget-factories.js';
import { temporaryFolder } from '../../../../test/support/cli-harness.js';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database-harness.js';
import { serviceCli } from './service-cli.fixture.js';

let test: TestDatabase;
let folder: ReturnType<typeof temporaryFolder>;
beforeAll(async () => {
  test = await openTestDatabase([]);
  folder = temporaryFolder();
  await addLeaders(test.app, { L1: 20 });
});
afterAll(async () => {
  folder.remove();
  await test.close();
});

const cli = (...args: readonly string[]) =>
  serviceCli(args, { environment: { DATABASE_URL: test.urls.app } });

it('writes what is held on a person into a folder', async () => {
  const out = join(folder.path, 'l1');
  const end = await cli('person', 'export', 'l1', '--out', out, '--purpose', 'Request of 3 March');
  expect(end).toMatchObject({ exit: 0, err: '' });
  expect(readdirSync(out)).toEqual(
    expect.arrayContaining(['leader.csv', 'leader_budget.csv', 'ledger_entry.csv', 'person.json']),
  );
  expect(readFileSync(join(out, 'leader.csv'), 'utf8')).toMatch(/ref.*\n.*L1/);
  const { person, purpose } = JSON.parse(readFileSync(join(out, 'person.json'), 'utf8')) as {
    person: { leaderRefs: string[] };
    purpose: string;
  };
  expect([person.leaderRefs, purpose]).toEqual([['L1'], 'Request of 3 March']);
  const modes = [out, join(out, 'person.json'), join(out, 'leader.csv')].map(
    (path) => statSync(path).mode & 0o777,
  );
  expect(modes).toEqual([0o700, 0o600, 0o600]);
});

it('writes nothing on somebody unknown, or without a purpose', async () => {
  const out = join(folder.path, 'nobody');
  const unknown = await cli('person', 'export', 'nobody', '--out', out, '--purpose', 'x');
  expect([unknown.exit, unknown.err]).toEqual([2, expect.stringMatching(/^Nobody is known/)]);
  expect((await cli('person', 'export', 'L1', '--out', out)).exit).toBe(2);
  expect(readdirSync(folder.path)).not.toContain('nobody');
});

it('lists what would be blanked, and asks which of the two is meant', async () => {
  const dry = await cli('retention', '--dry-run', '--years', '1');
  expect(dry).toMatchObject({ exit: 0, err: '' });
  expect(dry.out).toMatch(/Offers: 2018-19, .*\nWould be blanked:\n.*table +rows\n(?:.*\n)*leader +1\n/);
  const years = { DATABASE_URL: test.urls.app, RETENTION_YEARS: '50' };
  const none = await serviceCli(['retention', '--dry-run'], { environment: years });
  expect(none.out).toMatch(/^Offers: none\. .*\(50 years\)\./);
  const over = await serviceCli(['retention', '--dry-run', '--years', '1'], { environment: years });
  expect(over.out).toBe(dry.out);
  const wrong = { ...years, RETENTION_YEARS: 'six' };
  const refused = await serviceCli(['retention', '--dry-run'], { environment: wrong });
  expect([refused.exit, refused.err.includes('RETENTION_YEARS')]).toEqual([2, true]);
  expect((await cli('retention')).exit).toBe(2);
  expect((await cli('retention', '--dry-run', '--apply')).exit).toBe(2);
  expect((await cli('retention', '--dry-run', '--years', 'six')).err).toMatch(/whole number from 1 to 50/);
});

it('blanks it when told to', async () => {
  expect((await cli('retention', '--apply', '--years', '1')).out).toMatch(/Blanked:/);
  const [leader] = await test.app.query<{ name: string }[]>(`SELECT name FROM leader`);
  expect(leader?.name).toBe('(removed)');
  expect((await cli('audit')).exit).toBe(0);
});
