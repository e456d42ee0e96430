import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Clock } from '../../../../libs/platform/observability/index.js';
import { DfeRoles } from './dfe-roles.js';
import { addressBlock } from './rate-limits.js';

const PERSON = { subject: 'sub-1', organisationId: 'org-1' };
const SECRET = 'the-secret-of-the-public-api';
const RIGHT = { status: 200, body: JSON.stringify({ roles: [{ code: 'REVIEWER' }, { code: 'other' }] }) };

class FixedClock extends Clock {
  at = Date.UTC(2026, 0, 5, 12);
  override now(): Date {
    return new Date(this.at);
  }
}

/** Stands for the public API of DfE Sign-in. */
describe('roles at DfE Sign-in', () => {
  let server: Server;
  let clock: FixedClock;
  let roles: DfeRoles;
  let answer: { status: number; body: string };
  const asked: { path: string; token: string }[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const token = (request.headers.authorization ?? '').replace('Bearer ', '');
      asked.push({ path: request.url ?? '', token });
      // Whoever follows a redirect finds the role there.
      const { status, body } = request.url === '/elsewhere' ? RIGHT : answer;
      response.writeHead(status, { 'content-type': 'application/json', location: '/elsewhere' });
      response.end(body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  beforeEach(() => {
    asked.length = 0;
    clock = new FixedClock();
    answer = RIGHT;
    const apiUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const dfe = { apiUrl, apiSecret: SECRET, serviceId: 'service-1' };
    roles = new DfeRoles({ issuer: 'https://i', clientId: 'us', clientSecret: 's', dfe }, clock);
  });

  it('narrow our own, and never widen them', async () => {
    expect(await roles.narrow(['coordinator', 'reviewer'], PERSON)).toEqual(['reviewer']);
    expect(await roles.narrow(['admin'], PERSON)).toEqual([]);
    expect(asked.map(({ path }) => path)).toEqual(['/services/service-1/organisations/org-1/users/sub-1']);
  });

  it('are asked for with a token of a minute that we signed', async () => {
    await roles.narrow(['reviewer'], PERSON);
    const [head = '', claims = '', signature = ''] = (asked[0]?.token ?? '').split('.');
    expect(createHmac('sha256', SECRET).update(`${head}.${claims}`).digest('base64url')).toBe(signature);
    const iat = clock.at / 1000;
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
      ...{ iss: 'us', aud: 'signin.education.gov.uk', iat, exp: iat + 60 },
    });
  });

  it.each([
    [404, '{}'],
    [500, '{}'],
    [302, '{}'],
    [200, 'no json'],
    [200, '{"roles":"reviewer"}'],
    [200, 'null'],
  ])('are none after %d %s', async (status, body) => {
    answer = { status, body };
    expect(await roles.narrow(['reviewer'], PERSON)).toEqual([]);
    expect(asked.map(({ path }) => path)).not.toContain('/elsewhere');
  });

  it('are none while nobody answers', async () => {
    const nowhere = { apiUrl: 'http://127.0.0.1:9', apiSecret: SECRET, serviceId: 'service-1' };
    const settings = { issuer: 'https://i', clientId: 'us', clientSecret: 's', dfe: nowhere };
    expect(await new DfeRoles(settings, clock).narrow(['reviewer'], PERSON)).toEqual([]);
  });

  it('are none without an organisation, and kept for a minute at most', async () => {
    expect(await roles.narrow(['reviewer'], undefined)).toEqual([]);
    expect(await roles.narrow(['reviewer'], PERSON)).toEqual(['reviewer']);
    answer = { status: 404, body: '{}' };
    clock.at += 59_000;
    expect(await roles.narrow(['reviewer'], PERSON)).toEqual(['reviewer']);
    clock.at += 2000;
    expect(await roles.narrow(['reviewer'], PERSON)).toEqual([]);
  });

  it('are not asked for where people sign in elsewhere', async () => {
    const plain = new DfeRoles({ issuer: 'https://i', clientId: 'us', clientSecret: 's' }, clock);
    expect(await plain.narrow(['reviewer'], undefined)).toEqual(['reviewer']);
    expect(asked).toEqual([]);
  });
});

describe('an address that is counted', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:0:1::7', '2001:db8:0:1'],
    ['2001:0db8:0000:0001:ffff:ffff:ffff:ffff', '2001:db8:0:1'],
    ['::1', '0:0:0:0'],
  ])('%s counts as %s', (address, block) => {
    expect(addressBlock(address)).toBe(block);
  });
});
