import { ApiClient } from '../support/api-client.js';
import { misfits, type Operation, type Schema, type Schemas } from '../support/openapi-fuzz.js';
import { type RunningService, startService } from '../support/service-processes.js';
import { uploadSampleRound } from './sample-round.js';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Schemas };
}
type Ids = Readonly<Record<string, string>>;
interface Item {
  readonly [name: string]: unknown;
  readonly id: string;
}
interface Items {
  readonly items: readonly Item[];
}

const OFFER = '2024-25';
const NOWHERE = '00000000-0000-4000-8000-000000000000';
const WHY = { reasonCode: 'other', reason: 'A test' };

/** What each parameter of the API may name in a round that was planned, published, decided on, delivered and claimed. */
async function wholeRound(admin: ApiClient): Promise<Ids> {
  await uploadSampleRound(admin);
  const { id: assessmentId } = await admin.assess(OFFER);
  const [a, b] = [await admin.run(OFFER), await admin.run(OFFER)].map(({ id }) => String(id));
  const items = async (path: string): Promise<readonly Item[]> => (await admin.get<Items>(path)).body.items;
  const proposals = await items(`/api/v1/matches?runId=${String(b)}&limit=50`);
  const [unassigned] = proposals;
  const changes = [{ kind: 'unassign', matchId: unassigned?.id }];
  const preview = await admin.post(`/api/v1/runs/${String(b)}/overrides/preview`, { changes });
  const tag = { 'if-match': preview.headers.get('etag') ?? '' };
  const decision = JSON.stringify({ changes, ...WHY });
  const made = await admin.send(
    ...(['POST', `/api/v1/runs/${String(b)}/overrides`, decision, 'application/json', tag] as const),
  );
  const asked = await admin.post(`/api/v1/runs/${String(b)}/effect`, {
    changes: [{ kind: 'unassign', caseId: proposals[1]?.['caseId'] }],
  });
  await admin.post(`/api/v1/runs/${String(a)}/publish`);
  const [match] = await items(`/api/v1/matches?runId=${String(a)}&limit=50`);
  const matchId = match?.id ?? '';
  await admin.post(`/api/v1/matches/${matchId}/accept`);
  const link = async (date: string): Promise<string> => {
    const visit = { date, days: 0.5, done: 'Reading', doneBy: 'The leader' };
    await admin.post(`/api/v1/matches/${matchId}/visits`, visit);
    return String((await admin.post(`/api/v1/matches/${matchId}/sign-off-links`)).body['token']);
  };
  const first = await link('2025-02-03');
  const { body } = await admin.get<{ visits: { id: string; version: number }[] }>(
    `/api/v1/sign-off/${first}`,
  );
  const answers = body.visits.map(({ id, version }) => ({ visitId: id, version, confirmed: true }));
  await admin.post(`/api/v1/sign-off/${first}`, { name: 'Pat Head', role: 'Headteacher', answers });
  const claim = await admin.post('/api/v1/claims', { offer: OFFER, from: '2025-02-01', to: '2025-02-28' });
  const tie = {
    subjectKind: 'case',
    subjectId: proposals[2]?.['caseId'],
    declaredBy: 'leader',
    reason: 'A tie',
  };
  await admin.post(`/api/v1/offers/${OFFER}/conflicts`, { ...tie, leaderRef: match?.['leaderRef'] });
  const uncovered = await admin.get<{ uncovered: { caseId: string }[] }>(`/api/v1/runs/${String(b)}/result`);
  const [imported] = await items('/api/v1/imports');
  return {
    ...{
      offer: OFFER,
      a: String(a),
      b: String(b),
      runId: String(b),
      matchId,
      token: await link('2025-02-04'),
    },
    ...{ caseId: String(match?.['caseId']), leaderRef: String(match?.['leaderRef']) },
    ...{ decisionId: String(made.body['decisionId']), effectId: String(asked.body['effectId']) },
    claimId: (claim.headers.get('location') ?? '').split('/').at(-1) ?? '',
    ...{ importId: imported?.id ?? '', uncovered: uncovered.body.uncovered[0]?.caseId ?? '' },
    ...{ assessmentId: String(assessmentId), purpose: 'check-matches' },
    ...{ subjectKind: 'school', subjectId: String(match?.['caseId']).replace('school-', '') },
  };
}

describe('what the API answers about a round that went all its way', () => {
  let service: RunningService;
  let admin: ApiClient;
  let document: Document;
  let ids: Ids;

  beforeAll(async () => {
    service = await startService();
    admin = await ApiClient.signedIn(service.url, 'admin');
    document = (await admin.get<Document>('/api/v1/openapi.json')).body;
    ids = await wholeRound(admin);
  });
  afterAll(() => service.stop());

  it('fits the description, at every route that reads', async () => {
    const faults: string[] = [];
    let compared = 0;
    for (const [path, { get }] of Object.entries(document.paths)) {
      if (get === undefined || path.startsWith('/health')) continue;
      const { status, type, body } = await read(get, path);
      const described: Schema | undefined = get.responses[String(status)]?.content?.[type]?.schema;
      if (status !== 200) faults.push(`${path}: ${String(status)} ${JSON.stringify(body)}`);
      else if (described === undefined) faults.push(`${path}: ${type} is not described`);
      else if (type === 'application/json') {
        faults.push(...misfits(body, described, document.components.schemas, `${path} `));
        compared += 1;
      }
    }
    expect(faults).toEqual([]);
    expect(compared).toBeGreaterThan(40);
  });

  it('is refused a property that no body describes, at every route that takes one', async () => {
    const taken: string[] = [];
    let asked = 0;
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, { requestBody }] of Object.entries(operations)) {
        if (requestBody?.content?.['application/json'] === undefined) continue;
        const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) =>
          encodeURIComponent(ids[name] ?? NOWHERE),
        );
        for (const name of ['roles', 'id', 'createdBy']) {
          const sent = JSON.stringify({ [name]: ['admin'] });
          const { status, body } = await admin.send(
            ...([method.toUpperCase(), filled, sent, 'application/json', { 'if-match': '"shown"' }] as const),
          );
          const says = JSON.stringify(body).includes(`"/${name}"`);
          if (status !== 400 || !says) taken.push(`${method} ${path} ${name}: ${String(status)}`);
          asked += 1;
        }
      }
    }
    expect(taken).toEqual([]);
    expect(asked).toBeGreaterThan(100);
  });

  it('is the same whichever of two values of one field comes first', async () => {
    const faults: string[] = [];
    for (const [path, { get }] of Object.entries(document.paths)) {
      const fields = (get?.parameters ?? []).filter((one) => one.in === 'query');
      const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) =>
        encodeURIComponent(ids[name] ?? NOWHERE),
      );
      for (const { name } of fields) {
        const twice = `${filled}?${name}=2024-25&${name}=2022-23`;
        const { status } = await admin.get(twice);
        if (status !== 400) faults.push(`${twice}: ${String(status)}`);
      }
    }
    expect(faults).toEqual([]);
  });

  async function read(
    { parameters = [] }: Operation,
    path: string,
  ): Promise<{ readonly status: number; readonly type: string; readonly body: unknown }> {
    const named: Ids = path.includes('/uncovered/') ? { ...ids, caseId: ids['uncovered'] ?? '' } : ids;
    const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) =>
      encodeURIComponent(named[name] ?? 'none'),
    );
    const query = new URLSearchParams();
    for (const { name, in: where, required } of parameters)
      if (where === 'query' && required === true) query.append(name, ids[name] ?? '');
    const response = await fetch(`${service.url}${filled}?${query.toString()}`, { headers: admin.headers() });
    const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
    const text = await response.text();
    return {
      status: response.status,
      type,
      body: type.includes('json') ? (JSON.parse(text) as unknown) : text,
    };
  }
});
