import { createHash } from 'node:crypto';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database-harness.js';
import { serviceCli } from './service-cli.fixture.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase([]);
});
afterAll(async () => {
  await test.close();
});

const invite = (...args: readonly string[]) =>
  serviceCli(['users', 'invite', '--name', 'Ada L', ...args], {
    environment: { DATABASE_URL: test.urls.app },
  });
const invitations = () =>
  test.app.query<Record<string, unknown>[]>(`SELECT * FROM invitation ORDER BY created_at`);

it('makes a link that is shown once: the database holds no more than its hash', async () => {
  const end = await invite('--role', 'admin', '--json');
  expect(end).toMatchObject({ exit: 0, err: '' });
  const { invitationId, path } = JSON.parse(end.out) as { invitationId: string; path: string };
  const token = /^\/invitations\/([\w-]{20,})$/.exec(path)?.[1] ?? '';
  const [row] = await invitations();
  expect(row).toMatchObject({ id: invitationId, roles: ['admin'], display_name: 'Ada L', offers: null });
  const stored = Object.values(row ?? {});
  expect(stored).not.toContain(token);
  expect(stored).toContain(createHash('sha256').update(token).digest('hex'));
});

it('says in words where the link is to be opened', async () => {
  const end = await invite('--role', 'coordinator', 'reviewer');
  expect(end.out).toMatch(/^Open this address of the service once, within \d+ days: \/invitations\/\S+\n$/);
});

it('limits who is invited to the offers that are named', async () => {
  expect((await invite('--role', 'coordinator', '--offer', '2024-25', '2022-23')).exit).toBe(0);
  expect((await invitations()).at(-1)).toMatchObject({ offers: ['2022-23', '2024-25'] });
});

it('limits who is invited to the regions that are named', async () => {
  expect((await invite('--role', 'auditor', '--region', 'South West', 'London')).exit).toBe(0);
  expect((await invitations()).at(-1)).toMatchObject({ offers: null, regions: ['London', 'South West'] });
});

it.each([
  [['--role', 'admin', '--region', 'London'], /region/],
  [['--role', 'auditor', '--region', 'Wales'], /Allowed choices/],
  [['--role', 'admin', '--offer', '2024-25'], /offer/],
  [['--role', 'coordinator', '--offer', '1999-00'], /Allowed choices/],
  [['--role', 'leader'], /leader/i],
  [['--role', 'coordinator', '--leader-ref', 'L1'], /leader/i],
  [['--role', 'king'], /Allowed choices/],
  [[], /--role/],
])('refuses %j, and stores nothing', async (args, words) => {
  const before = (await invitations()).length;
  const end = await invite(...args);
  expect(end.exit).toBe(2);
  expect(end.err).toMatch(words);
  expect(await invitations()).toHaveLength(before);
});
