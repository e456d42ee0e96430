import { type CliEnd, serviceCli } from '../../apps/cli/src/service/service-cli.fixture.js';
import { ApiClient } from '../support/api-client.js';
import { csvRows, temporaryFolder } from '../support/cli-harness.js';
import { DEMO_PASSWORD, type RunningService, startService } from '../support/service-processes.js';
import { type Changed, OfferYear, type Row } from './offer-year.fixture.js';
import { uploadSampleRound } from './sample-round.js';

const OFFER = '2024-25';
const FIRST = 'Autumn round';
const SECOND = 'Second round';

/** One offer from its first file to its last claim, told in order: each chapter builds on those before it. */
describe('an offer year', () => {
  const folder = temporaryFolder();
  let service: RunningService;
  let coordinator: ApiClient;
  let reviewer: ApiClient;
  let year: OfferYear;
  let token: string;

  /** Runs of the year, by their label. */
  const runs: Record<string, string> = {};
  let moved: Changed;
  let declined: Row;
  let own: Row;
  let other: Row;
  let leader: ApiClient;

  const commandLine = (...args: readonly string[]): Promise<CliEnd> =>
    serviceCli([...args, '--url', service.url], { environment: { LEADER_MATCH_TOKEN: token } });
  const onDatabase = (args: readonly string[], stdin = ''): Promise<CliEnd> =>
    serviceCli(args, { stdin, environment: { DATABASE_URL: service.databaseUrl } });
  const plan = async (label: string): Promise<void> => {
    const run = await commandLine('run', OFFER, '--label', label, '--wait', '--json');
    expect(run).toMatchObject({ exit: 0, err: '' });
    const { id, state } = JSON.parse(run.out) as { id: string; state: string };
    expect(state).toBe('solved');
    runs[label] = id;
  };

  beforeAll(async () => {
    service = await startService();
    coordinator = await ApiClient.signedIn(service.url, 'coordinator');
    reviewer = await ApiClient.signedIn(service.url, 'reviewer');
    year = new OfferYear(coordinator, reviewer, OFFER);
    const signIn = ['token', '--url', service.url, '--username', 'coordinator'];
    token = (await serviceCli(signIn, { stdin: `${DEMO_PASSWORD}\n` })).out.trim();
  });
  afterAll(async () => {
    folder.remove();
    await service.stop();
  });

  it('begins with files: schools, inspections, trusts and the capacity survey', async () => {
    await uploadSampleRound(coordinator);
    expect((await year.cases()).length).toBeGreaterThan(10);
    expect(await year.days()).toMatchObject({ daysReserved: 0, daysDelivered: 0 });
  });

  it('a run proposes who supports whom, and why', async () => {
    await plan(FIRST);
    const file = `${folder.path}/matches.csv`;
    await commandLine('matches', runs[FIRST] ?? '', '--csv', file, '--purpose', 'check-matches');
    const rows = csvRows(file);
    expect(rows.length).toBeGreaterThan(4);
    expect(rows.map((row) => row['state'])).toEqual(rows.map(() => 'proposed'));
    for (const row of rows) expect(row['why']).toMatch(/miles? away/);
    expect(await year.days()).toMatchObject({ daysReserved: 0 });
  });

  it('a reviewer moves one case to another leader, having seen what that does', async () => {
    const wish = await year.possibleMove(runs[FIRST] ?? '');
    expect(wish.effect['coverage']).toEqual(expect.any(Array));
    moved = await year.override(runs[FIRST] ?? '', wish);
    const now = await year.openMatches(runs[FIRST] ?? '');
    expect(now.find(({ caseId }) => caseId === moved.caseId)?.['leaderRef']).toBe(moved.after);
    const decision = (await reviewer.get(`/api/v1/overrides/${moved.decisionId}`)).body;
    expect(decision).toMatchObject({ state: 'done', reasonCode: 'local-knowledge' });
  });

  it('the coordinator publishes the plan: its days are reserved, and everybody is written to', async () => {
    const planned = await year.openMatches(runs[FIRST] ?? '');
    const sum = planned.reduce((days, match) => days + Number(match['days']), 0);
    const published = await commandLine('publish', runs[FIRST] ?? '');
    expect(published.out).toBe(`${String(planned.length)} matches published; their days are reserved.\n`);
    expect(await year.days()).toMatchObject({ daysReserved: sum });
    const { body } = await coordinator.get<{ items: Row[] }>('/api/v1/messages?limit=200');
    expect(body.items.length).toBeGreaterThanOrEqual(planned.length);
  });

  it('leaders answer: one accepts, one declines, and the coordinator notes what the others said', async () => {
    const published = await year.openMatches(runs[FIRST] ?? '');
    own = published.find(({ caseId }) => caseId === moved.caseId) ?? {};
    const leaderRef = String(own['leaderRef']);
    const words = ['users', 'create', '--username', 'deepa', '--name', 'Deepa', '--role', 'leader'];
    await onDatabase([...words, '--leader-ref', leaderRef], `${DEMO_PASSWORD}\n`);
    leader = await ApiClient.signedIn(service.url, 'deepa');
    expect((await leader.post(`/api/v1/matches/${String(own['id'])}/accept`)).body['state']).toBe('accepted');
    const others = published.filter((match) => match['leaderRef'] !== leaderRef);
    [declined = {}, other = {}] = others;
    const no = ['--reason', 'My own school is inspected this term', '--other-dates', 'no'];
    const answer = await commandLine('decline', String(declined['id']), ...no);
    expect(answer).toMatchObject({ exit: 0, out: 'The match is declined; its days are free again.\n' });
    for (const { id } of others.slice(1)) {
      expect(await commandLine('accept', String(id))).toMatchObject({ exit: 0, err: '' });
    }
    const told = await commandLine('messages', '--match', String(declined['id']));
    expect(told.out).toMatch(/ coordinator .* Declined: /);
  });

  it('a second run leaves what was accepted alone, and asks another leader for the declined case', async () => {
    await plan(SECOND);
    const again = await year.openMatches(runs[SECOND] ?? '');
    const accepted = (await year.openMatches(runs[FIRST] ?? '')).map(({ caseId }) => caseId);
    expect(again.filter(({ caseId }) => accepted.includes(caseId))).toEqual([]);
    const { body } = await coordinator.get<{ uncovered: Row[] }>(`/api/v1/runs/${runs[SECOND] ?? ''}/result`);
    const next = again.find(({ caseId }) => caseId === declined['caseId']);
    const left = body.uncovered.find(({ caseId }) => caseId === declined['caseId']);
    expect([next, left].filter((found) => found !== undefined)).toHaveLength(1);
    expect(next?.['leaderRef']).not.toBe(declined['leaderRef']);
    const { leaderRef, caseId } = declined;
    const pair = `leaderRef=${String(leaderRef)}&caseId=${String(caseId)}`;
    const why = await coordinator.get(`/api/v1/runs/${runs[SECOND] ?? ''}/pairs?${pair}`);
    expect(why.body).toMatchObject({ possible: false, refusals: [{ code: 'declined-by-leader' }] });
    expect(why.body['why']).toEqual([expect.stringMatching(/^The leader declined this match on \d/)]);
  });

  it('the reviewer asks the planner to do without one pair, and takes its answer as it stands', async () => {
    const [unwanted] = await year.openMatches(runs[SECOND] ?? '');
    const adopted = await year.adopt(runs[SECOND] ?? '', {
      ...{ kind: 'forbid', caseId: unwanted?.['caseId'], leaderRef: unwanted?.['leaderRef'] },
    });
    expect(adopted['state']).toBe('done');
    const pairs = (await year.openMatches(runs[SECOND] ?? '')).map(
      ({ caseId, leaderRef }) => `${String(caseId)} ${String(leaderRef)}`,
    );
    expect(pairs).not.toContain(`${String(unwanted?.['caseId'])} ${String(unwanted?.['leaderRef'])}`);
    expect(await commandLine('publish', runs[SECOND] ?? '')).toMatchObject({ exit: 0, err: '' });
  });

  it('the leader visits the school, and the school signs the days', async () => {
    const before = await year.days();
    await year.visit(leader, own, '2025-02-03', 1);
    await year.visit(leader, own, '2025-02-10', 0.5);
    expect(await year.days()).toEqual(before);
    expect(await year.signed(leader, own)).toMatchObject({ signedVisits: 2, signedDays: 1.5 });
    const after = await year.days();
    expect(after['daysDelivered']).toBe(1.5);
    expect(after['daysReserved']).toBe(Number(before['daysReserved']) - 1.5);
  });

  it('one engagement runs its whole length, another ends early and gives its days back', async () => {
    const wholeDays = Number(other['days']);
    for (let day = 0; day < wholeDays; day++) {
      await year.visit(coordinator, other, `2025-03-${String(day + 3).padStart(2, '0')}`, 1);
    }
    expect(await year.signed(coordinator, other)).toMatchObject({ signedDays: wholeDays });
    const report = { outcome: 'aims-met', report: 'The plan is carried out.' };
    const completed = await coordinator.post(`/api/v1/matches/${String(other['id'])}/complete`, report);
    expect(completed.body).toMatchObject({ state: 'completed', daysReleased: 0 });
    const early = { ...report, outcome: 'aims-partly-met', reason: 'A new headteacher begins' };
    const ended = await leader.post(`/api/v1/matches/${String(own['id'])}/end-early`, early);
    expect(ended.body).toMatchObject({
      ...{ state: 'ended-early', daysDelivered: 1.5, daysReleased: Number(own['days']) - 1.5 },
    });
  });

  it('signed days are claimed once, and stand in the statement of the leader', async () => {
    const period = { offer: OFFER, from: '2024-09-01', to: '2025-07-31' };
    const days = 1.5 + Number(other['days']);
    const claim = await coordinator.post('/api/v1/claims', period);
    expect(claim.body).toMatchObject({ days, amountPence: days * 60_000 });
    expect((await coordinator.post('/api/v1/claims', period)).body['code']).toBe('nothing-to-claim');
    const exported = async (...table: readonly string[]): Promise<readonly Row[]> => {
      const file = `${folder.path}/${table[0] ?? ''}.csv`;
      const why = ['--purpose', 'check-claim'];
      expect(await commandLine('export', ...table, ...why, '--out', file)).toMatchObject({
        exit: 0,
        err: '',
      });
      return csvRows(file);
    };
    expect(await exported('claim', String(claim.body['claimId']))).toHaveLength(2 + Number(other['days']));
    const kinds = (await exported('statements', OFFER)).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['grant', 'reserve', 'release', 'deliver']));
  });

  it('in the end the books are whole, and the trail tells who decided what', async () => {
    const audit = await onDatabase(['audit']);
    expect(audit).toMatchObject({ exit: 0, err: '' });
    expect(audit.out).toMatch(/^The books balance: \d+ budgets, \d+ rows of the ledger\.\n$/);
    const decided = async (action: string): Promise<number> =>
      (await reviewer.get<{ items: Row[] }>(`/api/v1/audit?action=${action}`)).body.items.length;
    expect(await decided('override.decide')).toBe(2);
    expect(await decided('match.decline')).toBe(1);
    expect(await decided('claim.make')).toBe(1);
  });
});
