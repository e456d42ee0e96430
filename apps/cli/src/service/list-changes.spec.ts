import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { serviceCli } from './service-cli.fixture.js';

const TOKEN = { environment: { LEADER_MATCH_TOKEN: 'lm_something' } };
const CHANGE = {
  ...{ subjectKind: 'school', subjectId: '990100', name: 'Aire Street', change: 'removed' },
  ...{ caseId: 'school-990100', caseState: 'matched', underway: true, why: 'Is no longer eligible.' },
};

let server: Server;
let url: string;
let items: readonly object[];
let asked: string[];

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response
      .writeHead(200, { 'content-type': 'application/json', connection: 'close' })
      .end(JSON.stringify({ items, nextCursor: null }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`;
});
afterEach(async () => {
  server.close();
  await once(server, 'close');
});

it('lists what an assessment changed, and points at cases under way', async () => {
  items = [CHANGE];
  const end = await serviceCli(['changes', 'a1', '--change', 'removed', '--underway', '--url', url], TOKEN);
  expect(end).toMatchObject({ exit: 0, err: '' });
  expect(end.out).toContain('school-990100');
  expect(end.out).toContain('matched (look at it)  Is no longer eligible.');
  expect(asked).toEqual(['/api/v1/assessments/a1/changes?change=removed&underway=true&limit=200']);
});

it('says so when nothing changed', async () => {
  items = [];
  const end = await serviceCli(['changes', 'a1', '--url', url], TOKEN);
  expect(end).toMatchObject({ exit: 0, out: 'Nothing changed.\n' });
});

it('knows the kinds of change', async () => {
  const end = await serviceCli(['changes', 'a1', '--change', 'moved', '--url', url], TOKEN);
  expect(end.exit).toBe(2);
  expect(asked).toEqual([]);
});
