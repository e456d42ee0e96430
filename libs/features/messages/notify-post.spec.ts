import { createHmac } from 'node:crypto';
import { eventually } from '../../../test/support/eventually.js';
import {
  fault,
  isSecretIn,
  isToken,
  json,
  type NotifyAnswer,
  NotifyStub,
  SILENCE,
  TEMPLATE,
} from './notify.fixture.js';

const LETTER = { to: 'ann@example.org', subject: 'S', body: 'B', reference: 'r.1', tried: false };
const AWAY = { ok: false, refusal: { code: 'post-away', facts: { status: null, error: 'no-answer' } } };
const SENT = { ok: true, value: null };

let notify: NotifyStub;
beforeEach(async () => {
  notify = await NotifyStub.listening();
});
afterEach(() => notify.stop());

describe('GOV.UK Notify', () => {
  it('gets address, words and reference, and nothing else', async () => {
    expect(await notify.post().send(LETTER)).toEqual(SENT);
    expect(notify.asked).toEqual([
      {
        ...{ method: 'POST', url: '/v2/notifications/email' },
        body: {
          ...{ template_id: TEMPLATE, email_address: 'ann@example.org', reference: 'r.1' },
          personalisation: { subject: 'S', body: 'B' },
        },
      },
    ]);
  });

  it('is shown a token signed with our key in the name of our service, whatever it is asked, and never the key', async () => {
    await notify.post().send(LETTER);
    await notify.post().send({ ...LETTER, tried: true });
    expect(notify.asked.map(({ method }) => method)).toEqual(['POST', 'GET']);
    expect(notify.headers.map(({ authorization }) => isToken(authorization))).toEqual([true, true]);
    expect(isSecretIn(JSON.stringify([notify.asked, notify.headers]))).toBe(false);
  });

  it('would be shown a token of another secret, service or hour in vain', () => {
    const token = (secret: string, claims: object): string => {
      const parts = [{ typ: 'JWT', alg: 'HS256' }, claims].map((part) =>
        Buffer.from(JSON.stringify(part)).toString('base64url'),
      );
      const signed = createHmac('sha256', secret).update(parts.join('.')).digest('base64url');
      return `Bearer ${parts.join('.')}.${signed}`;
    };
    const [iss, secret] = [
      `${'a'.repeat(8)}-0000-4000-8000-${'b'.repeat(12)}`,
      `${'c'.repeat(8)}-0000-4000-8000-${'d'.repeat(12)}`,
    ];
    const now = Math.round(Date.now() / 1000);
    expect([
      isToken(token(secret, { iss, iat: now })),
      isToken(token('another', { iss, iat: now })),
      isToken(token(secret, { iss: secret, iat: now })),
      isToken(token(secret, { iss, iat: now - 3600 })),
      isToken(undefined),
    ]).toEqual([true, false, false, false, false]);
  });

  it.each([
    [400, 'BadRequestError', 'post-refused'],
    [403, 'AuthError', 'post-refused'],
    [429, 'RateLimitError', 'post-away'],
    [500, 'Exception', 'post-away'],
    [503, 'Exception', 'post-away'],
  ])('answers %i: %s is %s, without the text that repeats the address', async (status, error, code) => {
    notify.answer = fault(status, error);
    expect(await notify.post().send(LETTER)).toEqual({
      ok: false,
      refusal: { code, facts: { status, error } },
    });
  });

  it.each([301, 302, 307, 308])('that sends us elsewhere (%i) is not followed', async (status) => {
    notify.answer = (request, response) => {
      if (request.url === '/elsewhere') json(201, { id: 'x' })(request, response);
      else response.writeHead(status, { location: '/elsewhere' }).end();
    };
    expect(await notify.post().send(LETTER)).toMatchObject({
      refusal: { code: 'post-away', facts: { status } },
    });
    expect(notify.asked.map(({ url }) => url)).toEqual(['/v2/notifications/email']);
  });

  it('that does not answer in time, or is not there, is asked again later', async () => {
    notify.answer = SILENCE;
    expect(await notify.post(50).send(LETTER)).toEqual(AWAY);
    const gone = notify.post();
    await notify.stop();
    expect(await gone.send(LETTER)).toEqual(AWAY);
    notify = await NotifyStub.listening();
  });

  it.each<[string, NotifyAnswer]>([
    ['says nothing', SILENCE],
    [
      'begins to answer and stops',
      (_request, response) => void response.writeHead(201, { 'content-type': 'application/json' }).write('{'),
    ],
  ])('that %s is hung up on: nothing is left open', async (_how, answer) => {
    notify.answer = answer;
    expect(await notify.post(50).send(LETTER)).toEqual(AWAY);
    await eventually('the connection is given up', () =>
      Promise.resolve(notify.givenUp === 1 ? true : undefined),
    );
    expect(notify.givenUp).toBe(1);
  });

  it('is asked for the reference before a try is repeated', async () => {
    notify.letters.push({ reference: 'r.1', to: LETTER.to });
    expect(await notify.post().send({ ...LETTER, tried: true })).toEqual(SENT);
    expect(notify.asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /v2/notifications?template_type=email&reference=r.1',
    ]);
  });

  it('gets a repeated try that it has never seen', async () => {
    expect(await notify.post().send({ ...LETTER, tried: true })).toEqual(SENT);
    expect(notify.asked.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });
});
