import { ApiClient } from '../support/api-client.js';
import { type RunningService, startService } from '../support/service-processes.js';
import { sample } from './sample-round.js';

const ASSESS = '/api/v1/offers/2024-25/assessments';

describe('a request with an Idempotency-Key', () => {
  let service: RunningService;
  let coordinator: ApiClient;
  let elsewhere: ApiClient;

  beforeAll(async () => {
    service = await startService();
    coordinator = await ApiClient.signedIn(service.url, 'coordinator');
    elsewhere = coordinator.at(await service.startAnotherApi());
  });
  afterAll(async () => {
    await service.stop();
  });

  it('gives a refusal again, also when it would be accepted by now', async () => {
    const refused = await coordinator.keyed(ASSESS, 'too-early');
    expect([refused.status, refused.body['code']]).toEqual([409, 'no-schools']);
    expect(await coordinator.import('schools', sample('gias.csv'))).toMatchObject({ state: 'imported' });
    const again = await elsewhere.keyed(ASSESS, 'too-early');
    expect([again.status, again.body]).toEqual([409, refused.body]);
  });

  it('sent 50 times at once to two processes has one effect and one answer', async () => {
    const sent = await Promise.all(
      Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? coordinator : elsewhere).keyed(ASSESS, 'fifty')),
    );
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(sent.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(new Set(sent.map(({ headers }) => headers.get('location'))).size).toBe(1);
    expect(sent[0]?.headers.get('location')).toContain('/api/v1/assessments/');
    const another = await coordinator.keyed(ASSESS, 'fifty-first');
    expect(another.body['assessmentId']).not.toBe(sent[0]?.body['assessmentId']);
  });

  it('is refused when the key came with another body, address or method, and keys of two people never meet', async () => {
    const first = await coordinator.keyed('/api/v1/runs', 'one', { offer: '2024-25', label: 'First' });
    for (const [path, body] of [
      ['/api/v1/runs', { offer: '2024-25', label: 'Second' }],
      [ASSESS, {}],
    ] as const) {
      const other = await elsewhere.keyed(path, 'one', body);
      expect([other.status, other.body['code']]).toEqual([422, 'idempotency-key-reused']);
    }
    const admin = await ApiClient.signedIn(service.url, 'admin');
    const theirs = await admin.keyed('/api/v1/runs', 'one', { offer: '2024-25', label: 'Theirs' });
    expect(theirs.body['code']).toBe(first.body['code']);
    expect(theirs.body['code']).not.toBe('idempotency-key-reused');
  });

  it('must be a key', async () => {
    for (const key of ['a b', 'x'.repeat(201)]) {
      const { status, body } = await coordinator.keyed(ASSESS, key);
      expect([status, body['code']]).toEqual([400, 'bad-idempotency-key']);
    }
  });

  it('is not looked at where nothing is changed', async () => {
    const { status } = await coordinator.send('GET', '/api/v1/offers', undefined, undefined, {
      'idempotency-key': 'one',
    });
    expect(status).toBe(200);
  });

  it('is answered as before after the process that answered was killed', async () => {
    const first = await coordinator.keyed(ASSESS, 'before-the-crash');
    await service.killApi();
    const again = await elsewhere.keyed(ASSESS, 'before-the-crash');
    expect([again.status, again.body]).toEqual([202, first.body]);
  });
});
