import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NotifyPost } from './index.js';

const KEY = `test-${'a'.repeat(8)}-0000-4000-8000-${'b'.repeat(12)}-${'c'.repeat(8)}-0000-4000-8000-${'d'.repeat(12)}`;
const TEMPLATE = '5b6f3c9e-2f6e-4c0e-9a43-1d1c2a3b4c5d';
const LETTER = { to: 'ann@example.org', subject: 'S', body: 'B', reference: 'r.1', tried: false };

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** GOV.UK Notify as far as we use it, on this machine. */
let server: Server;
let answer: Answer;
let asked: { readonly method: string; readonly url: string; readonly body: unknown }[];

const json =
  (status: number, body: unknown): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
const fault = (status: number, error: string): Answer =>
  json(status, { status_code: status, errors: [{ error, message: 'ann@example.org is not right' }] });

beforeEach(async () => {
  asked = [];
  answer = json(201, { id: 'x', reference: 'r.1' });
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8');
      const body: unknown = text === '' ? null : JSON.parse(text);
      asked.push({ method: request.method ?? '', url: request.url ?? '', body });
      answer(request, response);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

function post(timeoutMs = 5000): NotifyPost {
  const { port } = server.address() as AddressInfo;
  return new NotifyPost({
    apiKey: KEY,
    templateId: TEMPLATE,
    url: `http://127.0.0.1:${String(port)}`,
    timeoutMs,
  });
}

describe('GOV.UK Notify', () => {
  it('gets address, words and reference, and nothing else', async () => {
    expect(await post().send(LETTER)).toEqual({ ok: true, value: null });
    expect(asked).toEqual([
      {
        ...{ method: 'POST', url: '/v2/notifications/email' },
        body: {
          ...{ template_id: TEMPLATE, email_address: 'ann@example.org', reference: 'r.1' },
          personalisation: { subject: 'S', body: 'B' },
        },
      },
    ]);
  });

  it.each([
    [400, 'BadRequestError', 'post-refused'],
    [403, 'AuthError', 'post-refused'],
    [429, 'RateLimitError', 'post-away'],
    [500, 'Exception', 'post-away'],
  ])('answers %i: %s is %s, without the text that repeats the address', async (status, error, code) => {
    answer = fault(status, error);
    expect(await post().send(LETTER)).toEqual({ ok: false, refusal: { code, facts: { status, error } } });
  });

  it.each([301, 302, 307, 308])('that sends us elsewhere (%i) is not followed', async (status) => {
    answer = (request, response) => {
      if (request.url === '/elsewhere') json(201, { id: 'x' })(request, response);
      else response.writeHead(status, { location: '/elsewhere' }).end();
    };
    expect(await post().send(LETTER)).toMatchObject({ refusal: { code: 'post-away', facts: { status } } });
    expect(asked.map(({ url }) => url)).toEqual(['/v2/notifications/email']);
  });

  it('that does not answer in time, or is not there, is asked again later', async () => {
    answer = () => undefined;
    const away = { ok: false, refusal: { code: 'post-away', facts: { status: null, error: 'no-answer' } } };
    expect(await post(50).send(LETTER)).toEqual(away);
    const gone = post();
    await new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    });
    expect(await gone.send(LETTER)).toEqual(away);
  });

  it('is asked for the reference before a try is repeated', async () => {
    answer = json(200, { notifications: [{ id: 'x', reference: 'r.1' }], links: {} });
    expect(await post().send({ ...LETTER, tried: true })).toEqual({ ok: true, value: null });
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /v2/notifications?template_type=email&reference=r.1',
    ]);
  });

  it('gets a repeated try that it has never seen', async () => {
    answer = (request, response) => {
      const seen = request.method === 'GET' ? json(200, { notifications: [], links: {} }) : json(201, {});
      seen(request, response);
    };
    expect(await post().send({ ...LETTER, tried: true })).toEqual({ ok: true, value: null });
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });
});
