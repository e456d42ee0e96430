import { importSchoolSamples } from '../../../test/support/sample-imports.js';
import {
  COORDINATOR,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { SYSTEM, type OfferYear } from '../../domain/kernel/index.js';
import { SchoolsModule } from '../schools/index.js';
import {
  AgreeDirectSupport,
  ChangeOfferSettings,
  ChangeTermDates,
  DecisionHistoryQueries,
  OfferRecordsQueries,
  OffersModule,
  OffersQueries,
  RecordReferral,
  RequestAssessment,
  RunAssessment,
  TermDatesQueries,
  WithdrawReferral,
} from './index.js';

const OFFER = '2024-25';
let service: TestService;

beforeAll(async () => {
  service = await openTestService(SchoolsModule, OffersModule);
  await importSchoolSamples(service);
});
afterAll(() => service.close());

/** Assesses and gives the codes of every reason among the changes. */
async function reasonsOf(offer: OfferYear): Promise<ReadonlySet<string>> {
  const { assessmentId } = valueOf(await service.get(RequestAssessment).execute(COORDINATOR, { offer }));
  valueOf(await service.get(RunAssessment).execute(SYSTEM, { assessmentId }));
  const changes = await service.get(DecisionHistoryQueries).everyChange(assessmentId);
  return new Set(changes.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
}

async function anyDecision(offer: OfferYear, eligible: 'yes' | 'no', unit?: 'school' | 'trust') {
  const { items } = await service.get(OffersQueries).decisions(offer, {
    ...{ eligible, subjectKind: 'school', limit: 500 },
  });
  const found = items.find((decision) => unit === undefined || decision.unit === unit);
  if (found === undefined) throw new Error('no such decision in the samples');
  return found;
}

describe('direct support of a school', () => {
  const agree = (urn: string, agreed: boolean, reason = 'Trust and leader rang') =>
    service.get(AgreeDirectSupport).execute(COORDINATOR, { offer: OFFER, urn, agreed, reason });

  it('is nothing to agree on where the offer supports no school through its trust', async () => {
    const agreed = { urn: '990001', agreed: true, reason: 'Trust and leader rang' };
    expect(
      await service.get(AgreeDirectSupport).execute(COORDINATOR, { offer: '2022-23', ...agreed }),
    ).toMatchObject({ refusal: { code: 'offer-without-direct-support' } });
  });

  it('that trust and leader agree on makes it a case of its own, until it is taken back', async () => {
    await reasonsOf(OFFER);
    const { subjectId: urn } = await anyDecision(OFFER, 'yes', 'trust');
    valueOf(await agree(urn, true));
    expect(await agree(urn, true)).toMatchObject({ refusal: { code: 'already-agreed' } });
    const reasons = await reasonsOf(OFFER);
    expect(reasons).toContain('unit-changed');
    expect(reasons).toContain('direct-support-changed');
    expect(reasons).toContain('settings-changed');
    expect((await service.get(OffersQueries).case(OFFER, `school-${urn}`))?.eligible).toBe(true);
    valueOf(await agree(urn, false));
    expect(await agree(urn, false)).toMatchObject({ refusal: { code: 'not-agreed' } });
    expect(await reasonsOf(OFFER)).toContain('direct-support-changed');
    expect((await service.get(OffersQueries).case(OFFER, `school-${urn}`))?.eligible).toBe(false);
    const said = await service.get(OfferRecordsQueries).directSupport(OFFER);
    expect(said).toMatchObject([{ urn, agreed: false, recordedBy: COORDINATOR.id }]);
  });

  it('is refused without a reason, for an unknown school, and for one in no trust', async () => {
    expect(await agree('100000', true, '')).toMatchObject({ refusal: { code: 'reason-needed' } });
    expect(await agree('100000', true)).toMatchObject({ refusal: { code: 'unknown-school' } });
    const rows = await service.database.manager.query<{ urn: string }[]>(
      `SELECT urn FROM school WHERE trust_uid IS NULL
         AND urn NOT IN (SELECT urn FROM trust_membership) ORDER BY urn LIMIT 1`,
    );
    expect(await agree(rows[0]?.urn ?? '', true)).toMatchObject({ refusal: { code: 'school-in-no-trust' } });
  });
});

describe('a referral recorded by hand', () => {
  const refer = (subjectId: string, decision: 'accepted' | 'declined' | 'pending', on?: string) =>
    service.get(RecordReferral).execute(COORDINATOR, {
      ...{ offer: '2022-23', subjectKind: 'school', subjectId, decision, reason: 'Letter of the head' },
      ...(on === undefined ? {} : { on }),
    });

  /** A school that only a request could make eligible. */
  const notEligible = async (at: number): Promise<string> => {
    const rows = await service.database.manager.query<{ id: string }[]>(
      `SELECT subject_id AS id FROM decision WHERE offer = '2022-23' AND subject_kind = 'school' AND eligible = 'no'
         AND facts->'findings' @> '[{"rule": "referral-accepted"}]' ORDER BY subject_id LIMIT 1 OFFSET $1`,
      [at],
    );
    return rows[0]?.id ?? '';
  };

  it('makes a school eligible, and a newer one takes that back', async () => {
    await reasonsOf('2022-23');
    const id = await notEligible(0);
    valueOf(await refer(id, 'accepted', '2023-01-10'));
    expect(await reasonsOf('2022-23')).toContain('referral-decided');
    const decision = () => service.get(OffersQueries).decision('2022-23', 'school', id);
    expect(await decision()).toMatchObject({ eligible: 'yes', criterion: 'referral-accepted' });
    valueOf(await refer(id, 'declined', '2023-02-10'));
    await reasonsOf('2022-23');
    expect((await decision())?.eligible).toBe('no');
    const all = await service.get(OfferRecordsQueries).referrals('2022-23');
    expect(all.filter(({ from, subjectId }) => from === 'record' && subjectId === id)).toHaveLength(2);
    expect(all.some(({ from }) => from === 'file')).toBe(true);
  });

  it('is withdrawn where it was a mistake: what was decided before it counts again, and all of it is kept', async () => {
    const id = await notEligible(1);
    const decision = async () => {
      await reasonsOf('2022-23');
      return (await service.get(OffersQueries).decision('2022-23', 'school', id))?.eligible;
    };
    const withdraw = (referralId: string, reason = 'It was the school next door') =>
      service.get(WithdrawReferral).execute(COORDINATOR, { offer: '2022-23', referralId, reason });
    valueOf(await refer(id, 'accepted', '2023-01-10'));
    const { referralId } = valueOf(await refer(id, 'declined', '2023-02-10'));
    expect(await decision()).toBe('no');
    expect(await withdraw(referralId, ' ')).toMatchObject({ refusal: { code: 'reason-needed' } });
    valueOf(await withdraw(referralId));
    expect(await decision()).toBe('yes');
    expect(await withdraw(referralId)).toMatchObject({ refusal: { code: 'already-withdrawn' } });
    for (const strange of ['0', '99999999', 'x', '1'.repeat(30)]) {
      expect(await withdraw(strange)).toMatchObject({ refusal: { code: 'unknown-referral' } });
    }
    const all = await service.get(OfferRecordsQueries).referrals('2022-23');
    const withdrawn = { by: COORDINATOR.id, reason: 'It was the school next door' };
    expect(all.filter(({ subjectId }) => subjectId === id)).toMatchObject([
      { decision: 'accepted', withdrawn: null, name: expect.any(String) as string },
      { decision: 'declined', withdrawn, referralId, reason: 'Letter of the head' },
    ]);
  });

  it('is withdrawn once, however many try at once', async () => {
    const { subjectId } = await anyDecision('2022-23', 'no');
    const { referralId } = valueOf(await refer(subjectId, 'pending', '2023-01-10'));
    const input = { offer: '2022-23', referralId, reason: 'Twice the same' } as const;
    const tries = await Promise.all(
      [1, 2, 3, 4].map(() => service.get(WithdrawReferral).execute(COORDINATOR, input)),
    );
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('of an offer on application is an application, also while no list of them is there', async () => {
    const record = (offer: OfferYear, subjectId: string) =>
      service.get(RecordReferral).execute(COORDINATOR, {
        ...{ offer, subjectKind: 'school', subjectId, decision: 'accepted' },
        ...{ on: '2021-02-10', reason: 'Letter' },
      });
    const id = await notEligible(0);
    valueOf(await record('2020-21', id));
    await reasonsOf('2020-21');
    expect(await service.get(OffersQueries).decision('2020-21', 'school', id)).toMatchObject({
      ...{ eligible: 'yes', criterion: 'application-accepted', halfDays: 10 },
    });
    const { counts } = (await service.get(OffersQueries).latestAssessment('2020-21')) ?? {};
    expect(counts).toMatchObject({ yes: 1, no: expect.any(Number) as number });
    expect(counts?.undetermined).toBeGreaterThan(50);
    expect(await record('2024-25', id)).toMatchObject({ refusal: { code: 'offer-without-requests' } });
  });

  it('is refused about nobody, and for a day to come', async () => {
    expect(await refer('100000', 'accepted')).toMatchObject({ refusal: { code: 'unknown-school' } });
    const { subjectId } = await anyDecision('2022-23', 'no');
    expect(await refer(subjectId, 'accepted', '2190-01-01')).toMatchObject({
      refusal: { code: 'date-in-future' },
    });
    const ofTrust = (decidedBy: string) =>
      service.get(RecordReferral).execute(COORDINATOR, {
        ...{ offer: '2022-23', subjectKind: 'trust', subjectId: '1', decision: 'accepted', reason: 'x' },
        decidedBy,
      });
    expect(await ofTrust('x'.repeat(201))).toMatchObject({ refusal: { code: 'decided-by-too-long' } });
    expect(await ofTrust('x'.repeat(200))).toMatchObject({ refusal: { code: 'unknown-trust' } });
  });
});

describe('settings', () => {
  const set = (version: number, settings: Readonly<Record<string, unknown>>) =>
    service.get(ChangeOfferSettings).execute(COORDINATOR, {
      offer: '2019-20',
      version,
      settings: {
        priorities: settings['priorities'],
        contactOrder: settings['contactOrder'],
        inspectionsReach: settings['inspectionsReach'],
        beforeAllocation: settings['beforeAllocation'],
        answerWorkingDays: settings['answerWorkingDays'],
        dayRatePence: settings['dayRatePence'],
      },
    });

  it('are used by the next assessment, and guarded by their version', async () => {
    await reasonsOf('2019-20');
    expect(await service.get(OfferRecordsQueries).settings('2019-20')).toMatchObject({ version: 0 });
    expect(valueOf(await set(0, { priorities: { 'tier-1': 1 } })).version).toBe(1);
    expect(await set(0, {})).toMatchObject({ refusal: { code: 'overtaken', facts: { now: 1 } } });
    const reasons = await reasonsOf('2019-20');
    expect(reasons).toContain('priority-changed');
    expect(reasons).toContain('settings-changed');
    expect(valueOf(await set(1, {})).settings.priorities).toEqual({});
    expect(await reasonsOf('2019-20')).toContain('priority-changed');
    expect(await set(2, { priorities: { colour: 1 } })).toMatchObject({
      refusal: { code: 'invalid-settings' },
    });
  });

  it('of one version are changed by one of many', async () => {
    const { version } = await service.get(OfferRecordsQueries).settings('2019-20');
    const tries = await Promise.all([1, 2, 3, 4].map(() => set(version, {})));
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe('term dates', () => {
  const set = (authority: string, version: number, ...ends: readonly string[]) =>
    service.get(ChangeTermDates).execute(COORDINATOR, { authority, version, ends });

  it('move the contact-by date in the next assessment', async () => {
    await reasonsOf(OFFER);
    valueOf(await set('national', 0, '2024-12-20', '2025-04-04', '2025-07-22'));
    expect(await reasonsOf(OFFER)).toContain('contact-by-changed');
    expect(await set('national', 0)).toMatchObject({ refusal: { code: 'overtaken' } });
    valueOf(await set('991', 0, '2024-12-18'));
    expect(await set('399', 0, '2024-12-18')).toMatchObject({ refusal: { code: 'unknown-authority' } });
    expect(await service.get(TermDatesQueries).set()).toEqual([
      { authority: 'national', ends: ['2024-12-20', '2025-04-04', '2025-07-22'], version: 1 },
      { authority: '991', ends: ['2024-12-18'], version: 1 },
    ]);
    valueOf(await set('national', 1));
    expect(await reasonsOf(OFFER)).toContain('contact-by-changed');
    const audited = await service.database.manager.query<{ before: unknown; after: unknown }[]>(
      `SELECT before, after FROM audit_event WHERE action = 'term-dates.change' ORDER BY id`,
    );
    expect(audited).toHaveLength(3);
    expect(audited.at(-1)).toEqual({
      before: { ends: ['2024-12-20', '2025-04-04', '2025-07-22'] },
      after: { ends: [] },
    });
  });

  it('that stand already are accepted and change nothing', async () => {
    const events = () =>
      service.database.manager.query<unknown[]>(
        `SELECT 1 FROM audit_event WHERE action = 'term-dates.change'`,
      );
    valueOf(await set('992', 0, '2025-04-04'));
    const before = await events();
    expect(await set('992', 0, '2025-04-04')).toEqual({
      ok: true,
      value: { authority: '992', ends: ['2025-04-04'], version: 1 },
    });
    expect(await set('992', 0, '2025-04-05')).toMatchObject({ refusal: { code: 'overtaken' } });
    expect(await events()).toHaveLength(before.length);
  });

  it('are listed for every authority of the register, with its dates if it has any', async () => {
    const queries = service.get(TermDatesQueries);
    const all = await queries.authorities();
    expect(all.map(({ authority }) => authority)).toEqual(expect.arrayContaining(['991', '992']));
    expect(all.every(({ name, schools }) => name !== null && schools > 0)).toBe(true);
    expect(all.find(({ authority }) => authority === '992')?.ends).toEqual(['2025-04-04']);
    const own = all.filter(({ ends }) => ends.length > 0);
    expect(own.map(({ authority }) => authority).sort()).toEqual(['991', '992']);
    expect(await queries.one('993')).toEqual({ authority: '993', ends: [], version: 0 });
  });

  it('are refused for an unknown authority, no dates, and dates out of order', async () => {
    expect(await set('Leeds', 0)).toMatchObject({ refusal: { code: 'unknown-authority' } });
    expect(await set('202', 0, '2024-12-20', 'Easter')).toMatchObject({
      refusal: { code: 'invalid-term-dates', facts: { fault: 'no-date', at: 2, value: 'Easter' } },
    });
    expect(await set('202', 0, '2025-04-04', '2024-12-20')).toMatchObject({
      refusal: { code: 'invalid-term-dates', facts: { fault: 'out-of-order', at: 2, before: '2025-04-04' } },
    });
    expect(await set('202', 0, ...Array.from({ length: 61 }, () => '2024-12-20'))).toMatchObject({
      refusal: { code: 'invalid-term-dates', facts: { fault: 'too-many', given: 61, most: 60 } },
    });
  });
});
