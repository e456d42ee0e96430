import { IMPORT_KINDS } from '../../../../libs/features/imports/index.js';
import { MESSAGE_STATES } from '../../../../libs/features/messages/index.js';
import { fixedServer } from './fixed-server.fixture.js';
import { KINDS } from './import-kinds.js';
import { MESSAGE_STATES as STATES_OF_THE_COMMAND } from './messages.command.js';
import type { Answer } from './rest-client.js';
import { serviceCli } from './service-cli.fixture.js';
import { waitUntil } from './wait-until.js';

const TOKEN = { environment: { LEADER_MATCH_TOKEN: 'lm_something' } };
/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:1';

const { answering } = fixedServer();

it('knows every kind of file that the service takes', () => {
  expect([...KINDS]).toEqual([...IMPORT_KINDS]);
});

it('knows every state of a message', () => {
  expect(STATES_OF_THE_COMMAND).toEqual(MESSAGE_STATES);
});

it.each([
  [['preview', 'x', '--place', 'school-1'], /^Write CASE=LEADER instead of school-1\.$/m],
  [['preview', 'x', '--replan', '--forbid', '=L1'], /^Write CASE=LEADER instead of =L1\.$/m],
  [['preview', 'x'], /^Name at least one change\.$/m],
  [['make', 'x', '--place', 'a=b'], /required option '--tag/],
  [
    ['make', 'x', '--tag', 't', '--reason', 'r', '--reason-code', 'because'],
    /Allowed choices are local-knowledge/,
  ],
])('exits 2 for an override that names too little: %j', async (args, words) => {
  const end = await serviceCli(['override', ...args, '--url', NOWHERE], TOKEN);
  expect(end).toMatchObject({ exit: 2, out: '' });
  expect(end.err).toMatch(words);
});

it('exports to files that it knows only', async () => {
  const end = await serviceCli(['export', 'matches', 'x', '--purpose', 'other', '--out', 'a.doc'], TOKEN);
  expect(end).toMatchObject({ exit: 2, out: '' });
  expect(end.err).toMatch(/ends in \.csv or \.xlsx/);
});

it('exports for a purpose only', async () => {
  const args = ['export', 'matches', 'x', '--out', 'matches.csv', '--url', NOWHERE];
  const end = await serviceCli([...args, '--purpose', 'because'], TOKEN);
  expect([end.exit, (await serviceCli(args, TOKEN)).exit]).toEqual([2, 2]);
});

it.each([
  [['runs']],
  [['run', '2024-25', '--wait']],
  [['import', 'places', 'samples/outcodes.csv']],
  [['publish', 'x', '--json']],
])('exits 1 when nothing answers: %j', async (args) => {
  const end = await serviceCli([...args, '--url', NOWHERE], TOKEN);
  expect(end.exit).toBe(1);
  expect(end.err).toMatch(/^The service at http:\/\/127\.0\.0\.1:1 cannot be reached: /);
});

it('exits 2 without a token, and says where to get one', async () => {
  const end = await serviceCli(['runs', '--url', NOWHERE]);
  expect(end).toMatchObject({ exit: 2, out: '' });
  expect(end.err).toMatch(/leader-match token/);
});

it('exits 2 when it is not said where the database is, or not well', async () => {
  const unset = await serviceCli(['users', 'list'], { environment: { DATA_DIR: '/nowhere' } });
  expect(unset).toMatchObject({ exit: 2, err: expect.stringMatching(/DATABASE_URL is not set/) as string });
  const bad = await serviceCli(['users', 'list'], { environment: { DATABASE_URL: 'mysql://x' } });
  expect(bad).toMatchObject({ exit: 2, err: expect.stringMatching(/DATABASE_URL: a URL/) as string });
});

it('exits 1 when the database does not answer', async () => {
  const environment = { DATABASE_URL: 'postgres://leader_match_app:secret-one@127.0.0.1:1/x' };
  const end = await serviceCli(['users', 'list'], { environment });
  expect(end).toMatchObject({ exit: 1, out: '' });
  expect(end.err).toMatch(/^The database cannot be used: .*ECONNREFUSED/);
  expect(end.err).not.toContain('secret-one');
});

it.each([
  ['a page', 200, 'text/html', '<p>Hello</p>', /no leader-match service of this version/],
  ['another JSON', 200, 'application/json', '{"items": 7}', /no leader-match service of this version/],
  ['a redirection', 302, 'text/html', '', /no leader-match service \(status 302\)/],
  [
    'a fault of the service',
    500,
    'application/problem+json',
    '{"title": "Something went wrong.", "status": 500, "code": "unexpected"}',
    /^The service failed: Something went wrong\.$/m,
  ],
])('exits 1 for %s', async (_what, status, type, body, words) => {
  const url = await answering(status, type, body);
  const end = await serviceCli(['runs', '--url', url], TOKEN);
  expect(end).toMatchObject({ exit: 1, out: '' });
  expect(end.err).toMatch(words);
});

it('prints title, detail and every error of a refusal, without what could steer a terminal', async () => {
  const problem = {
    title: 'Not \u001b[2Jtoday.',
    status: 422,
    code: 'no',
    detail: 'Because.',
    errors: [
      { pointer: '/a', code: 'x', detail: 'Allowed: 1' },
      { row: 3, column: 'days', code: 'y', detail: 'Too many' },
    ],
  };
  const url = await answering(422, 'application/problem+json', JSON.stringify(problem));
  const end = await serviceCli(['publish', 'r', '--url', url], TOKEN);
  expect(end).toEqual({
    exit: 2,
    out: '',
    err: 'Not  [2Jtoday.\n  Because.\n  /a: Allowed: 1 (x)\n  row 3, days: Too many (y)\n',
  });
});

const ENDED = {
  ...{ id: 'r1', offer: '2024-25', label: 'Run 1', state: 'failed', summary: null, createdAt: 'then' },
  ...{ phase: null, fraction: 1, gap: null, runId: 'r1', cases: 1, leaders: 1, failureFacts: null },
};

it.each([
  ['failed', 'pins-contradict', 2, /^Run r1 \(Run 1\) failed\. \w/],
  ['failed', 'memory-limit-reached', 1, /took too much memory/],
  ['cancelled', null, 2, /^Run r1 \(Run 1\) was stopped\.$/m],
])('tells how a run ended that is %s (%s), and exits with %d', async (state, failureCode, exit, words) => {
  const url = await answering(200, 'application/json', JSON.stringify({ ...ENDED, state, failureCode }));
  const end = await serviceCli(['run', '2024-25', '--wait', '--url', url], TOKEN);
  expect(end).toMatchObject({ exit, out: '' });
  expect(end.err).toMatch(words);
});

it('asks a person for name and password, and never shows the password', async () => {
  const body = JSON.stringify({ id: '1', token: 'lm_t', expiresAt: 'later' });
  const url = await answering(201, 'application/json', body);
  const typed = { stdin: 'ada\nvery secret\n', isPerson: true };
  const end = await serviceCli(['token', '--url', url], typed);
  expect(end).toMatchObject({ exit: 0, out: 'lm_t\n' });
  expect(end.err).toMatch(/User name: .*ada/s);
  expect(end.err).toContain('Password: ');
  expect(end.err).not.toContain('secret');
});

it('ends with 2 when the person breaks off', async () => {
  const end = await serviceCli(['token', '--username', 'ada', '--url', NOWHERE], {
    stdin: 'half\u0003',
    isPerson: true,
  });
  expect(end).toMatchObject({ exit: 2, out: '' });
});

it.each(['ftp://host', 'nonsense', 'http://user:word@host', 'http://host/?a=b'])(
  'refuses the URL %s',
  async (url) => {
    expect(await serviceCli(['runs', '--url', url], TOKEN)).toMatchObject({ exit: 2, out: '' });
  },
);

it('waits through a short outage, and gives up after a long one', async () => {
  const away: Answer<number> = { ok: false, failure: { kind: 'unreachable', message: 'away' } };
  const answers = [
    away,
    away,
    { ok: true as const, value: 1, raw: 1 },
    away,
    { ok: true as const, value: 2, raw: 2 },
  ];
  const pauses: number[] = [];
  const pause = (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    return Promise.resolve();
  };
  const wait = (look: () => Answer<number>): Promise<Answer<number>> =>
    waitUntil(
      () => Promise.resolve(look()),
      (value) => value === 2,
      () => undefined,
      pause,
    );
  expect(await wait(() => answers.shift() ?? away)).toMatchObject({ ok: true, value: 2 });
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  expect(await wait(() => away)).toEqual(away);
});
