import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { type RouteAccess, RouteCensus } from '../../apps/api/src/access/route-census.js';
import { BLANK_FORM } from '../../apps/api/src/web/exports.decorator.js';
import { SYSTEM } from '../../libs/domain/kernel/index.js';
import { AcceptMatch } from '../../libs/features/matches/index.js';
import { DEFAULT_WORKBOOK_LIMITS } from '../../libs/platform/files/workbook/workbook-limits.js';
import { ZipParts } from '../../libs/platform/files/workbook/zip-parts.js';
import { PublishRunUseCase } from '../../libs/features/runs/index.js';
import { ApiClient } from '../support/api-client.js';
import { type ApiInProcess, OWN_LEADER, startApiInProcess } from '../support/api-in-process.js';
import { addLeaders, addRun, matchIdsOf, OFFER, valueOf } from '../support/budget-factories.js';
import { PageClient } from '../support/page-client.js';
import { addAssessedCases, casesNamed } from '../support/run-factories.js';

interface Noted {
  readonly actor: string;
  readonly table: string;
  readonly subject: string;
  readonly rows: number;
  readonly format: string;
  readonly purpose: string;
  readonly reason: string;
}

/** What a route answered to a browser or, under /api, to a token. */
interface Answered {
  readonly status: number;
  readonly type: string;
  readonly isFile: boolean;
  readonly bytes: Buffer;
  readonly text: string;
}

/** What somebody may be called who wishes that a spreadsheet does something. */
const FORMULA = '=HYPERLINK("https://evil.example","Open")';
const IS_FORMULA = /^[=+\-@\t\r\0＝＋－＠](?!\d+(?:\.\d+)?$)/;

const EMPTY_PLAN = {
  ...{ version: 1, status: 'optimal', matches: [], uncovered: [], coverage: [], score: 0, scoreBound: 0 },
  ...{ gap: 0, engine: 'test', seconds: 0, seed: 1 },
};

describe('a file taken out of the service', () => {
  let api: ApiInProcess;
  let files: readonly RouteAccess[];
  let ids: Readonly<Record<string, string>>;
  const clients = new Map<string, ApiClient>();
  const pages = new Map<string, PageClient>();

  beforeAll(async () => {
    api = await startApiInProcess();
    const routes = api.app.get(RouteCensus, { strict: false }).routes();
    files = routes.filter(({ exported }) => exported !== undefined && exported !== BLANK_FORM);
    await addLeaders(api.source, { [OWN_LEADER]: 20 });
    await addAssessedCases(api.source, casesNamed('1', 3));
    const runId = await addRun(api.source, { leaderRef: OWN_LEADER, caseId: 'school-1000' });
    const matchId = (await matchIdsOf(api.source, runId))['school-1000'] ?? '';
    const otherRunId = await addRun(api.source);
    for (const id of [runId, otherRunId]) await addEmptyResult(id);
    await api.source.query('UPDATE leader SET name = $1', [FORMULA]);
    await api.source.query('UPDATE support_case SET name = $1, facts = facts || $2::jsonb', [
      ...[FORMULA, JSON.stringify({ name: FORMULA })],
    ]);
    valueOf(await api.app.get(PublishRunUseCase, { strict: false }).execute(SYSTEM, { runId }));
    valueOf(await api.app.get(AcceptMatch, { strict: false }).execute(SYSTEM, { matchId }));
    for (const who of ['admin', 'leader']) {
      clients.set(who, await ApiClient.signedIn(api.url, who));
      pages.set(who, await PageClient.signedIn(api.url, who));
    }
    const claimId = await claimed(matchId);
    const [one] = await api.source.query<{ assessment: string; import: string }[]>(
      `WITH made AS (INSERT INTO import (kind, offer, file_name, sha256, byte_size, state, created_by)
         VALUES ('survey', $1, 'survey.csv', 'a', 1, 'failed', 'test') RETURNING id)
       SELECT made.id AS import, (SELECT id FROM assessment) AS assessment FROM made`,
      [OFFER],
    );
    ids = {
      offer: OFFER,
      runId,
      otherRunId,
      leaderRef: OWN_LEADER,
      claimId,
      matchId,
      importId: one?.import ?? '',
    };
    ids = { ...ids, assessmentId: one?.assessment ?? '' };
  });
  afterAll(() => api.stop());

  const admin = (): ApiClient => clients.get('admin') ?? ApiClient.anonymous(api.url);

  async function addEmptyResult(runId: string): Promise<void> {
    await api.source.query(
      `WITH snapshot AS (INSERT INTO run_snapshot (run_id, content) VALUES ($1, '{"version":1,"offer":"2024-25","cases":[],"leaders":[],"earlier":[],"rulings":[],"params":{}}'))
       INSERT INTO run_result (run_id, fence, plan, uncovered, leaders) VALUES ($1, 1, $2, '[]', '[]')`,
      [runId, JSON.stringify(EMPTY_PLAN)],
    );
  }

  /** One visit that was signed and is claimed; the id of the claim. */
  async function claimed(matchId: string): Promise<string> {
    const visit = { date: '2025-02-03', days: 1, done: 'Reading', doneBy: 'Somebody' };
    await admin().post(`/api/v1/matches/${matchId}/visits`, visit);
    const link = await admin().post(`/api/v1/matches/${matchId}/sign-off-links`);
    const path = `/api/v1/sign-off/${String(link.body['token'])}`;
    const { body } = await admin().get<{ visits: { id: string; version: number }[] }>(path);
    const answers = body.visits.map(({ id, version }) => ({ visitId: id, version, confirmed: true }));
    await admin().post(path, { name: 'Pat Head', role: 'Headteacher', answers });
    const wanted = { offer: OFFER, from: '2025-02-01', to: '2025-02-28' };
    const made = await admin().post('/api/v1/claims', wanted);
    return (made.headers.get('location') ?? '').split('/').at(-1) ?? '';
  }

  const ask = async (
    { path, allowed }: RouteAccess,
    more: Readonly<Record<string, string>>,
  ): Promise<Answered> => {
    const { runId: a = '', otherRunId: b = '' } = ids;
    const query = {
      ...(/\/compare\.(?:csv|xlsx)$/.test(path) ? { a, b } : {}),
      ...(path.startsWith('/api/') ? {} : { offer: OFFER }),
      ...more,
    };
    // In the offer of the others nobody may ask.
    const own = path.includes('/requests/') ? { ...ids, offer: '2022-23' } : ids;
    const filled = path.replace(/:(\w+)/g, (_all, name: string) => own[name] ?? 'unknown');
    const address = `${filled}?${new URLSearchParams(query).toString()}`;
    const who = allowed?.includes('admin') === true ? 'admin' : 'leader';
    const headers = path.startsWith('/api/')
      ? clients.get(who)?.headers()
      : { cookie: pages.get(who)?.cookie ?? '' };
    const response = await fetch(api.url + address, { headers: headers ?? {}, redirect: 'manual' });
    const bytes = Buffer.from(await response.arrayBuffer());
    return {
      bytes,
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      isFile: response.headers.get('content-disposition')?.startsWith('attachment') === true,
      text: bytes.toString('utf8'),
    };
  };
  const noted = (): Promise<readonly Noted[]> =>
    api.source.query<Noted[]>(
      `SELECT u.username AS actor, subject_kind AS table, subject_id AS subject, (after->>'rows')::integer AS rows,
         after->>'format' AS format, after->>'purpose' AS purpose, reason
       FROM audit_event e JOIN app_user u ON u.id::text = e.actor_id
       WHERE action = 'table.export' ORDER BY e.id`,
    );

  it('is not given without a purpose: a page asks for it, the API refuses', async () => {
    const wrong: string[] = [];
    for (const route of files) {
      for (const said of [{}, { purpose: 'because' }, { purpose: 'other', purposeText: ' ' }]) {
        const { status, isFile, text } = await ask(route, said);
        const isPage = !route.path.startsWith('/api/');
        const asks = text.includes(isPage ? 'What do you need this file for?' : 'purpose');
        const expected = isPage && Object.keys(said).length === 0 ? [200] : isPage ? [422] : [400, 422];
        if (isFile || !asks || !expected.includes(status))
          wrong.push(`${route.path} ${JSON.stringify(said)}: ${String(status)}`);
      }
    }
    expect(files.length).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
    expect(await noted()).toEqual([]);
  });

  it('is written down with who, what, how many rows and what for, before it is given', async () => {
    const wrong: string[] = [];
    for (const route of files) {
      const before = (await noted()).length;
      const { status, isFile, type, text } = await ask(route, { purpose: 'check-claim' });
      const [note, ...others] = (await noted()).slice(before);
      const format = route.path.endsWith('.xlsx') ? 'xlsx' : 'csv';
      const rows = format === 'csv' ? text.split('\n').length - 2 : note?.rows;
      const good = status === 200 && isFile && !type.includes('html') && others.length === 0;
      const isSaid = note?.format === format && note.rows === rows && note.purpose === 'check-claim';
      if (!good || !isSaid) wrong.push(`${route.path}: ${String(status)} ${type} ${JSON.stringify(note)}`);
    }
    expect(wrong).toEqual([]);
    const notes = await noted();
    expect(notes).toContainEqual({
      ...{ actor: 'admin', table: 'run-matches', subject: ids['runId'], rows: 1, format: 'csv' },
      ...{ purpose: 'check-claim', reason: 'check-claim' },
    });
    expect(notes).toContainEqual(expect.objectContaining({ actor: 'leader', table: 'statement', rows: 4 }));
  });

  it('holds no formula, whatever people and schools are called, and one sheet that is seen', async () => {
    const wrong: string[] = [];
    let neutralised = 0;
    for (const route of files) {
      const { bytes, text } = await ask(route, { purpose: 'check-claim' });
      const isCsv = route.path.endsWith('.csv');
      const rows: readonly (readonly unknown[])[] = isCsv
        ? parse(text, { bom: true, relax_column_count: true })
        : await readSheet(bytes);
      const cells = rows.flat().filter((cell) => typeof cell === 'string');
      wrong.push(...cells.filter((cell) => IS_FORMULA.test(cell)).map((cell) => `${route.path}: ${cell}`));
      neutralised += cells.filter((cell) => cell === `'${FORMULA}`).length;
      if (!isCsv && (await sheetsOf(bytes)) !== 'visible')
        wrong.push(`${route.path}: ${await sheetsOf(bytes)}`);
    }
    expect(wrong).toEqual([]);
    expect(neutralised).toBeGreaterThan(20);
  });

  it('keeps other purposes in the words that were written', async () => {
    const [route] = files.filter(({ path }) => path === '/runs/:runId/matches.csv');
    if (route === undefined) throw new Error('No such route');
    const said = { purpose: 'other', purposeText: 'Board paper' };
    expect((await ask(route, { ...said, region: 'London' })).status).toBe(200);
    expect((await noted()).at(-1)).toMatchObject({ purpose: 'other', reason: 'Board paper', rows: 0 });
    expect((await ask(route, { ...said, purposeText: 'x'.repeat(201) })).status).toBe(422);
    const { text } = await ask(route, { region: '"><script>' });
    expect([text.includes('"><script>'), text.includes('name="region"')]).toEqual([false, true]);
  });

  it('is declared by every route that gives one', async () => {
    const routes = api.app.get(RouteCensus, { strict: false }).routes();
    const silent: string[] = [];
    for (const route of routes.filter(({ method, exported }) => method === 'GET' && exported === undefined)) {
      if ((await ask(route, {})).isFile) silent.push(route.path);
    }
    expect(silent).toEqual([]);
  });
});

/** `visible`: there is one sheet, and nobody hid it or put a formula or an outside link beside it. */
async function sheetsOf(bytes: Buffer): Promise<string> {
  const parts = await ZipParts.open(bytes, DEFAULT_WORKBOOK_LIMITS);
  let book = '';
  for await (const piece of parts.text('xl/workbook.xml')) book += piece;
  const sheets = [...book.matchAll(/<sheet [^>]*>/g)].map(([tag]) => tag);
  const isOne = sheets.length === 1 && !sheets.some((tag) => /state="(hidden|veryHidden)"/.test(tag));
  return isOne && !/<definedName |externalReference|pivotCache/.test(book) ? 'visible' : book;
}
