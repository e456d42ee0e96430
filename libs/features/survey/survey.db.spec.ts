import { sample } from '../../../test/support/sample-imports.js';
import {
  importFile,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { SYSTEM, type OfferYear } from '../../domain/kernel/index.js';
import { BudgetsModule, BudgetsQueries } from '../budgets/index.js';
import { importFaultSentence, ImportsQueries } from '../imports/index.js';
import { LeadersModule, LeadersQueries } from '../leaders/index.js';
import { SchoolsModule } from '../schools/index.js';
import { putOnlineAnswer } from './survey.repository.js';
import { answersOfOffer, SurveyModule, SurveyQueries, WithdrawAnswer } from './index.js';

let service: TestService;
const OFFER: OfferYear = '2024-25';

beforeEach(async () => {
  service = await openTestService(SurveyModule, LeadersModule, SchoolsModule, BudgetsModule);
});
afterEach(() => service.close());

const HEADER =
  'leader_ref,leader_name,email,leader_role,base_urn,trust_uid,postcode,easting,northing,phases,expertise,days_offered';
const row = (
  ref: string,
  days: number | string,
  rest: { name?: string; email?: string; place?: string } = {},
) =>
  `${ref},${rest.name ?? `Leader ${ref}`},${rest.email ?? ''},nle,${rest.place ?? ',,,,'},primary,reading,${String(days)}`;
const survey = (rows: readonly string[], offer: OfferYear = OFFER) =>
  importFile(service, { kind: 'survey', offer, content: [HEADER, ...rows].join('\n') });
const budget = async (leaderRef: string, offer: OfferYear = OFFER) => {
  const found = await service.get(BudgetsQueries).find(offer, leaderRef);
  return found && { granted: found.grantedHalfDays, available: found.availableHalfDays };
};
const answers = () => answersOfOffer(service.database.manager, OFFER);

/** As published matches would: half-days of this leader's are promised. */
async function reserve(leaderRef: string, halfDays: number): Promise<void> {
  await service.database.manager.query(
    `INSERT INTO ledger_entry
       (budget_id, n, kind, delta_half_days, prev_n, prev_balance, balance, idempotency_key, actor_id, reason)
     SELECT e.budget_id, e.n + 1, 'reserve', -$2::int, e.n, e.balance, e.balance - $2::int, 'test', 'test', 'test'
     FROM ledger_entry e JOIN leader_budget b ON b.id = e.budget_id
     WHERE b.leader_ref = $1 ORDER BY e.n DESC LIMIT 1`,
    [leaderRef, halfDays],
  );
}

describe('the place of each leader', () => {
  it('is told, and lists of budgets can be of those who are nowhere', async () => {
    await survey([
      row('L1', 10, { place: ',,,430000,433500' }),
      row('L2', 10, { place: ',,LS90 1AA,,' }),
      row('L3', 10, { place: '990001,,,,' }),
      row('L4', 10),
    ]);
    await importFile(service, { kind: 'places', name: 'outcodes.csv', content: sample('outcodes.csv') });
    const places = await service.get(SurveyQueries).places(OFFER);
    expect([...places].map(([ref, { placed, baseUrn }]) => [ref, placed, baseUrn])).toEqual([
      ...[['L1', 'exact', null], ['L2', 'approximate', null], ['L3', 'none', '990001'], ['L4', 'none', null]], // prettier-ignore
    ]);
    const budgets = service.get(BudgetsQueries);
    const refs = ['L1', 'L2'];
    const among = async (chosen: boolean) =>
      (await budgets.list(OFFER, { only: { refs, among: chosen } })).items.map(({ leaderRef }) => leaderRef);
    expect([await among(true), await among(false)]).toEqual([refs, ['L3', 'L4']]);
  });
});

describe('the region of each leader', () => {
  const addSchool = (urn: string, region: string, latitude: number, more = '{}', status = '1') =>
    service.database.manager.query(
      `WITH made AS (
         INSERT INTO import (kind, file_name, sha256, byte_size, state, created_by)
         VALUES ('schools', 'gias.csv', '', 0, 'imported', 'test') RETURNING id)
       INSERT INTO school (urn, name, region_name, status_code, facts, import_id)
       SELECT $1, $1, $2, $5, jsonb_build_object('location',
         jsonb_build_object('latitude', $3::float8, 'longitude', -1.55, 'approximate', false) || $4::jsonb), made.id FROM made`,
      [urn, region, latitude, more, status],
    );
  const regions = async (offer: OfferYear = OFFER) =>
    Object.fromEntries(
      (
        await service.database.manager.query<{ ref: string; region: string | null; version: number }[]>(
          `SELECT leader_ref AS ref, nearest_region AS region, version FROM survey_answer WHERE offer = $1`,
          [offer],
        )
      ).map(({ ref, region, version }) => [ref, [region, version]]),
    );
  const AT_LEEDS = ',,,430000,433500';

  it('is that of the nearest open school whose place is known exactly, at most 30 miles away', async () => {
    await addSchool('990101', 'Airedale', 53.7);
    await addSchool('990102', 'Closed', 53.797, '{}', '2');
    await addSchool('990103', 'Approximate', 53.797, '{"approximate": true}');
    await addSchool('990104', 'Wharfedale', 53.9);
    await survey([
      row('L1', 10, { place: AT_LEEDS }),
      row('L2', 10),
      row('L3', 10, { place: ',,,540000,180000' }),
    ]);
    expect(await regions()).toEqual({ L1: ['Airedale', 1], L2: [null, 1], L3: [null, 1] });
  });

  it('follows the register at the next file of the offer, without another version', async () => {
    await survey([row('L1', 10, { place: AT_LEEDS })]);
    expect(await regions()).toEqual({ L1: [null, 1] });
    await addSchool('990101', 'Airedale', 53.7);
    await survey([row('L2', 4)]);
    expect(await regions()).toEqual({ L1: ['Airedale', 1], L2: [null, 1] });
  });

  it('comes along when the answer of another offer is given online', async () => {
    await addSchool('990101', 'Airedale', 53.7);
    await survey([row('L1', 10, { place: AT_LEEDS })], '2022-23');
    const [known] = await answersOfOffer(service.database.manager, '2022-23');
    const facts = known?.answer;
    expect(facts).toBeDefined();
    if (facts === undefined) return;
    const given = { offer: OFFER, leaderRef: 'L1', version: 0, facts };
    expect(await putOnlineAnswer(service.database.manager, given)).toBe(true);
    expect(await regions()).toEqual({ L1: ['Airedale', 1] });
  });
});

describe('a survey', () => {
  it('stores leaders, answers without personal data, and grants the days', async () => {
    const { state, storedCount } = await survey([
      row('L1', 10, { name: 'Ann Other', email: 'ann@example.org' }),
      row('L2', 2.5),
    ]);
    expect({ state, storedCount }).toEqual({ state: 'imported', storedCount: 2 });
    expect(await service.get(LeadersQueries).one('L1')).toMatchObject({
      name: 'Ann Other',
      email: 'ann@example.org',
    });
    const [first] = await answers();
    expect(first).toMatchObject({ leaderRef: 'L1', state: 'submitted', version: 1, location: null });
    expect(first?.answer).toMatchObject({ halfDaysOffered: 20, source: { file: 'survey.csv', row: 2 } });
    expect(JSON.stringify(await answers())).not.toMatch(/Ann|example/);
    expect(await budget('L1')).toEqual({ granted: 20, available: 20 });
    expect(await budget('L2')).toEqual({ granted: 5, available: 5 });
    expect(await budget('L1', '2022-23')).toBeUndefined();
  });

  it('read again changes only what changed, and keeps leaders whom it does not name', async () => {
    await survey([row('L1', 10), row('L2', 4), row('L3', 1)]);
    await survey([row('l1', 12, { name: 'Renamed' }), row('L2', 4)]);
    const stored = await answers();
    expect(stored.map(({ leaderRef, version }) => [leaderRef, version])).toEqual([
      ['L1', 2],
      ['L2', 1],
      ['L3', 1],
    ]);
    expect([await budget('L1'), await budget('L2'), await budget('L3')].map((b) => b?.granted)).toEqual([
      ...[24, 8, 2],
    ]);
    expect((await service.get(LeadersQueries).names()).get('L1')).toBe('Renamed');
    const statement = await service.get(BudgetsQueries).statement(OFFER, 'L1');
    expect(statement.items.map(({ kind, deltaHalfDays }) => [kind, deltaHalfDays])).toEqual([
      ['grant', 20],
      ['adjust', 4],
    ]);
  });

  it('that cuts below what is promised reports that row alone, and the answer stays as it was', async () => {
    await survey([row('L1', 10), row('L2', 10)]);
    await reserve('L1', 12);
    const before = await service.get(LeadersQueries).one('L1');
    const { importId, ...result } = await survey([
      row('L1', 5, { name: 'Another One', email: 'another@example.org' }),
      row('L2', 5, { name: 'Bea' }),
    ]);
    expect(result).toMatchObject({ state: 'imported', storedCount: 1, faultCount: 1 });
    const names = await service.get(LeadersQueries).names(['L1', 'L2']);
    expect([names.get('L1'), names.get('L2')]).toEqual([before?.name, 'Bea']);
    expect(await service.get(LeadersQueries).one('L1')).toEqual(before);
    const [fault] = await service.get(ImportsQueries).faults(importId);
    expect(fault).toMatchObject({
      ...{ row: 2, column: 'days_offered', value: '5', code: 'days-below-reserved', effect: 'row-refused' },
      facts: { leaderRef: 'L1', reservedHalfDays: 12 },
    });
    expect(fault && importFaultSentence(fault)).toBe(
      'That is less than the 6 days promised or delivered already. Offer 6 days or more. The earlier answer stands.',
    );
    expect([await budget('L1'), await budget('L2')]).toEqual([
      { granted: 20, available: 8 },
      { granted: 10, available: 10 },
    ]);
    expect((await answers()).map(({ answer }) => answer.halfDaysOffered)).toEqual([20, 10]);
  });

  it('with a blank name or email takes nothing away', async () => {
    await survey([row('L1', 1, { name: 'Ann', email: 'ann@example.org' }), row('L2', 1, { name: '' })]);
    await survey([row('L1', 2, { name: '' })]);
    expect(await service.get(LeadersQueries).one('L1')).toMatchObject({
      name: 'Ann',
      email: 'ann@example.org',
    });
    expect((await service.get(LeadersQueries).names(['L2'])).get('L2')).toBe('L2');
  });

  it('tells of every bad row and stores the good ones', async () => {
    const { importId, ...result } = await survey([row('L1', 'many'), row('L2', 4), row('L2', 5)]);
    expect(result).toMatchObject({ state: 'imported', storedCount: 1 });
    const faults = await service.get(ImportsQueries).faults(importId);
    expect(faults.map(({ row: at, column, value }) => [at, column, value])).toEqual([
      [2, 'days_offered', 'many'],
      [4, 'leader_ref', 'L2'],
    ]);
    expect((await service.get(LeadersQueries).list()).items.map(({ ref }) => ref)).toEqual(['L2']);
  });
});

describe('where leaders are', () => {
  it('follows from their own point, their base school or their district, as those become known', async () => {
    await survey([
      row('L1', 1, { place: ',,,430000,433500' }),
      row('L2', 1, { place: '990001,,,,' }),
      row('L3', 1, { place: ',,LS90 1AA,,' }),
      row('L4', 1),
    ]);
    const known = async () => (await answers()).map(({ location }) => location?.approximate ?? null);
    expect(await known()).toEqual([false, null, null, null]);
    await importFile(service, { kind: 'schools', content: sample('gias.csv') });
    await importFile(service, { kind: 'places', content: sample('outcodes.csv') });
    expect(await known()).toEqual([false, false, true, null]);
  });
});

describe('the leaders of an offer', () => {
  it('are listed with their answers, page by page', async () => {
    await importFile(service, { kind: 'survey', offer: OFFER, content: sample('survey-2024-25.csv') });
    const queries = service.get(SurveyQueries);
    const all = await queries.leaders(OFFER, { limit: 500 });
    expect(all.items.length).toBeGreaterThan(20);
    const first = await queries.leaders(OFFER, { limit: 10 });
    const second = await queries.leaders(OFFER, { limit: 10, after: first.nextCursor ?? '' });
    expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 20));
    const someone = all.items[3];
    expect((await queries.leaders(OFFER, { text: someone?.name.toUpperCase() ?? '' })).items).toContainEqual(
      someone,
    );
    expect(await queries.leader(OFFER, someone?.leaderRef ?? '')).toEqual(someone);
    expect(await queries.leader('2019-20', 'LDR-001')).toBeUndefined();
  });

  it('may withdraw, once and not by a stale page, and come back with a later survey', async () => {
    await survey([row('L1', 4)]);
    const withdraw = (version: number, reason = 'illness') =>
      service.get(WithdrawAnswer).execute(SYSTEM, { offer: OFFER, leaderRef: 'L1', version, reason });
    expect(await withdraw(1, ' ')).toMatchObject({ refusal: { code: 'reason-needed' } });
    expect(await withdraw(9)).toMatchObject({ refusal: { code: 'not-in-force' } });
    valueOf(await withdraw(1));
    expect(await withdraw(2)).toMatchObject({ refusal: { code: 'not-in-force' } });
    expect((await answers())[0]).toMatchObject({ state: 'withdrawn', version: 2 });
    await survey([row('L1', 4), row('L9', 1)]);
    expect((await answers())[0]).toMatchObject({ state: 'submitted', version: 3 });
  });
});

describe('a survey without anyone to keep the days', () => {
  it('is not imported: answers without budgets would be useless', async () => {
    const bare = await openTestService(SurveyModule);
    try {
      const file = { kind: 'survey', offer: OFFER, content: [HEADER, row('L1', 1)].join('\n') } as const;
      await expect(importFile(bare, file)).rejects.toThrow('No feature keeps the days');
      expect(await answersOfOffer(bare.database.manager, OFFER)).toEqual([]);
    } finally {
      await bare.close();
    }
  });
});
