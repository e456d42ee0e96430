import { importSchoolSamples, readSchoolSamples } from '../../../test/support/sample-imports.js';
import {
  COORDINATOR,
  importFile,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { OFFER_YEARS, SYSTEM, type OfferYear } from '../../domain/kernel/index.js';
import { assess, type Decision, offerPolicy } from '../../domain/offers/index.js';
import { SchoolsModule } from '../schools/index.js';
import {
  DECISION_SORTS,
  type DecisionSort,
  eligibleCases,
  FailAssessment,
  findLostAssessments,
  latestAssessment,
  OffersModule,
  OffersQueries,
  RequestAssessment,
  RunAssessment,
} from './index.js';

let service: TestService;

beforeAll(async () => {
  service = await openTestService(SchoolsModule, OffersModule);
  await importSchoolSamples(service);
});
afterAll(() => service.close());

const request = (offer: string, asOf?: string) =>
  service.get(RequestAssessment).execute(COORDINATOR, { offer, ...(asOf === undefined ? {} : { asOf }) });
const run = (assessmentId: string) => service.get(RunAssessment).execute(SYSTEM, { assessmentId });

async function assessed(offer: OfferYear, asOf?: string) {
  const { assessmentId } = valueOf(await request(offer, asOf));
  return { assessmentId, ...valueOf(await run(assessmentId)) };
}

async function allDecisions(offer: OfferYear): Promise<readonly Decision[]> {
  const items: Decision[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page = await service
      .get(OffersQueries)
      .decisions(offer, { limit: 97, ...(after === '' ? {} : { after }) });
    items.push(...page.items);
    after = page.nextCursor;
  }
  return items;
}

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('an assessment', () => {
  it.each(OFFER_YEARS)('of %s decides as the same files do without a database', async (offer) => {
    const expected = assess(offer, await readSchoolSamples(offer));
    const { state, counts, assessmentId } = await assessed(offer);
    expect({ state, cases: counts?.cases }).toEqual({ state: 'done', cases: expected.cases.length });
    // Without applications nobody is eligible by that offer.
    const byApplication = offerPolicy(offer).lists.includes('applications');
    expect((counts?.cases ?? 0) > 3).toBe(!byApplication);
    const stored = await allDecisions(offer);
    expect(stored).toEqual(asJson(expected.decisions));
    const cases = await eligibleCases(service.database.manager, offer);
    expect(cases.map(({ supportCase }) => supportCase)).toEqual(asJson(expected.cases));
    expect(cases.filter((each) => each.state !== 'eligible')).toEqual([]);
    expect((await latestAssessment(service.database.manager, offer))?.id).toBe(assessmentId);
  });

  it('is refused for an unknown offer or date, and cannot be run twice', async () => {
    expect(await request('2031-32')).toMatchObject({ refusal: { code: 'unknown-offer' } });
    expect(await request('2024-25', '2025-02-30')).toMatchObject({ refusal: { code: 'bad-date' } });
    for (const asOf of ['1999-01-01', '2099-12-31']) {
      expect(await request('2024-25', asOf)).toMatchObject({
        refusal: { code: 'bad-as-of', facts: { asOf, from: '2023-09-01', to: '2035-07-31' } },
      });
    }
    const { assessmentId } = await assessed('2019-20');
    expect(await run(assessmentId)).toMatchObject({ refusal: { code: 'nothing-to-do' } });
  });

  it('by two workers at once is done once', async () => {
    const { assessmentId } = valueOf(await request('2022-23'));
    const outcomes = await Promise.all([run(assessmentId), run(assessmentId), run(assessmentId)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const audited = await service.database.manager.query<unknown[]>(
      `SELECT 1 FROM audit_event WHERE action = 'assessment.finish' AND subject_id = $1`,
      [assessmentId],
    );
    expect(audited).toHaveLength(1);
  });

  it('that was asked for earlier does not undo a later one', async () => {
    const earlier = valueOf(await request('2019-20', '2019-12-01')).assessmentId;
    const later = await assessed('2019-20');
    expect(valueOf(await run(earlier))).toMatchObject({ state: 'failed', failureCode: 'overtaken' });
    expect((await service.get(OffersQueries).latestAssessment('2019-20'))?.id).toBe(later.assessmentId);
    expect(await service.get(OffersQueries).assessment(earlier)).toMatchObject({
      ...{ state: 'failed', failureCode: 'overtaken', asOf: '2019-12-01' },
    });
  });

  it('that breaks off leaves the earlier decisions and cases, and can be run again', async () => {
    await assessed('2024-25');
    const before = await allDecisions('2024-25');
    const { assessmentId } = valueOf(await request('2024-25', '2024-10-01'));
    const { owner } = service.test;
    await owner.query(
      `ALTER TABLE support_case ADD CONSTRAINT none_now CHECK (assessment_id <> '${assessmentId}')`,
    );
    await expect(run(assessmentId)).rejects.toThrow('none_now');
    expect(await allDecisions('2024-25')).toEqual(before);
    expect((await service.get(OffersQueries).assessment(assessmentId))?.state).toBe('queued');
    await owner.query(`ALTER TABLE support_case DROP CONSTRAINT none_now`);
    expect(valueOf(await run(assessmentId)).state).toBe('done');
    expect(await allDecisions('2024-25')).not.toEqual(before);
  });

  it('that waits is found by the reconciler, and is given up when its job is', async () => {
    const { assessmentId } = valueOf(await request('2024-25'));
    expect(await findLostAssessments(service.database.manager)).not.toContain(assessmentId);
    expect(await findLostAssessments(service.database.manager, -60)).toContain(assessmentId);
    const fail = () => service.get(FailAssessment).execute(SYSTEM, { assessmentId, failureCode: 'gave-up' });
    valueOf(await fail());
    expect(await fail()).toMatchObject({ refusal: { code: 'nothing-to-do' } });
    expect(await service.get(OffersQueries).assessment(assessmentId)).toMatchObject({
      ...{ state: 'failed', failureCode: 'gave-up' },
    });
  });
});

describe('assessing again over other facts', () => {
  it('renews cases, leaves their states alone and drops none', async () => {
    const offer = '2024-25';
    const { manager } = service.database;
    // Those on the Department's list are eligible at any time; the others need an inspection in the window.
    await assessed(offer, '2024-08-31');
    const listed = (await eligibleCases(manager, offer)).map(({ caseId }) => caseId);
    await assessed(offer);
    const all = await eligibleCases(manager, offer);
    const [first, second] = all.filter(({ caseId }) => !listed.includes(caseId));
    await manager.query(
      `UPDATE support_case SET state = 'contacting' WHERE offer = $1 AND case_id = ANY ($2)`,
      [offer, [first?.caseId, second?.caseId]],
    );
    await manager.query(
      `UPDATE support_case SET facts = facts || '{"name": "Old name"}' WHERE offer = $1 AND case_id = $2`,
      [offer, second?.caseId],
    );
    expect((await assessed(offer)).counts).toMatchObject({ added: 0, changed: 1, removed: 0 });
    const early = await assessed(offer, '2024-08-31');
    expect(early.counts).toMatchObject({ cases: listed.length, removed: all.length - listed.length });
    expect((await eligibleCases(manager, offer)).map(({ caseId }) => caseId)).toEqual(listed);
    const queries = service.get(OffersQueries);
    expect(await queries.case(offer, first?.caseId ?? '')).toMatchObject({
      ...{ eligible: false, state: 'contacting' },
    });
    expect((await assessed(offer)).counts).toMatchObject({ added: 0, cases: all.length });
    expect(await queries.case(offer, first?.caseId ?? '')).toMatchObject({
      ...{ eligible: true, state: 'contacting' },
    });
  });
});

describe('lists', () => {
  it('of cases go by priority, page by page, with filters', async () => {
    await assessed('2019-20');
    const queries = service.get(OffersQueries);
    const all = await queries.cases('2019-20', { limit: 500 });
    const order = all.items.map(({ supportCase, caseId }) => `${String(supportCase.priority)} ${caseId}`);
    expect(order).toEqual([...order].sort());
    const pages = [];
    for (let after: string | null = ''; after !== null;) {
      const page = await queries.cases('2019-20', { limit: 3, ...(after === '' ? {} : { after }) });
      pages.push(...page.items);
      after = page.nextCursor;
    }
    expect(pages).toEqual(all.items);
    const priority = all.items.at(-1)?.supportCase.priority ?? 0;
    const some = await queries.cases('2019-20', {
      priority,
      eligible: true,
      unit: 'school',
      states: ['eligible'],
    });
    expect(some.items.length).toBeGreaterThan(0);
    expect(some.items.every(({ supportCase }) => supportCase.priority === priority)).toBe(true);
    expect((await queries.cases('2019-20', { text: '%' })).items).toEqual([]);
    expect((await queries.cases('2019-20', { text: '\u0000' })).items).toEqual([]);
    expect((await queries.cases('2019-20', { text: all.items[0]?.caseId ?? '' })).items).toHaveLength(1);
    const [, urn] = all.items[0]?.caseId.split('-') ?? [];
    expect((await queries.cases('2019-20', { text: urn ?? '' })).items[0]).toEqual(all.items[0]);
    expect(await queries.caseCounts('2019-20')).toEqual([
      { state: 'eligible', eligible: true, count: all.items.length },
    ]);
  });

  it('of decisions filter by answer, kind and criterion', async () => {
    await assessed('2022-23');
    const queries = service.get(OffersQueries);
    const yes = await queries.decisions('2022-23', { eligible: 'yes', limit: 500 });
    expect(yes.items.every(({ eligible }) => eligible === 'yes')).toBe(true);
    const trusts = await queries.decisions('2022-23', { subjectKind: 'trust', limit: 500 });
    expect(new Set(trusts.items.map(({ subjectKind }) => subjectKind))).toEqual(new Set(['trust']));
    const one = yes.items[0];
    const same = await queries.decision('2022-23', one?.subjectKind ?? 'school', one?.subjectId ?? '');
    expect(same).toEqual(one);
    const criterion = one?.criterion ?? '';
    const alike = await queries.decisions('2022-23', { criterion, limit: 500 });
    expect(alike.items).toEqual(yes.items.filter((each) => each.criterion === criterion));
  });

  it('of decisions sort by any column and give one page, whatever the filter', async () => {
    await assessed('2022-23');
    const all = await allDecisions('2022-23');
    const sorted = (sort: DecisionSort, descending: boolean, filter = {}, page = 1, size = 500) =>
      service.get(OffersQueries).sortedDecisions('2022-23', filter, { sort, descending }, { page, size });
    const found = await Promise.all(DECISION_SORTS.map((sort) => sorted(sort, false)));
    const keys: Readonly<Record<DecisionSort, (one: Decision) => string | number>> = {
      name: ({ name }) => name.toLowerCase(),
      answer: ({ eligible }) => ['yes', 'undetermined', 'no'].indexOf(eligible),
      days: ({ halfDays }) => halfDays ?? 0,
      contactBy: ({ contactBy }) => contactBy ?? '9999',
    };
    found.forEach(({ items, total }, index) => {
      const key = keys[DECISION_SORTS[index] ?? 'name'];
      expect([items.length, total]).toEqual([all.length, all.length]);
      const inOrder = [...items].sort((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
      expect(items.map(key)).toEqual(inOrder.map(key));
    });
    expect((await sorted('days', true)).items[0]?.halfDays).toBe(20);
    const yes = await sorted('contactBy', false, { eligible: 'yes' });
    const parts = await Promise.all(
      [1, 2, 3].map((page) => sorted('contactBy', false, { eligible: 'yes' }, page, 12)),
    );
    expect(yes.items.every(({ eligible }) => eligible === 'yes')).toBe(true);
    expect(parts.flatMap(({ items }) => items)).toEqual(yes.items.slice(0, 36));
    expect(parts[0]?.total).toBe(yes.items.length);
    const [first] = yes.items;
    expect((await sorted('name', false, { text: first?.name ?? '' })).items).toContainEqual(first);
  });
});

describe('without schools', () => {
  it('there is nothing to assess', async () => {
    const empty = await openTestService(SchoolsModule, OffersModule);
    try {
      const refusedAt = await empty.get(RequestAssessment).execute(SYSTEM, { offer: '2024-25' });
      expect(refusedAt).toMatchObject({ refusal: { code: 'no-schools' } });
      await importFile(empty, {
        ...{ kind: 'schools', content: 'URN,EstablishmentName,EstablishmentStatus (code)\n990001,One,1' },
      });
      const asked = valueOf(await empty.get(RequestAssessment).execute(SYSTEM, { offer: '2024-25' }));
      await empty.database.manager.query('DELETE FROM school');
      const ran = await empty.get(RunAssessment).execute(SYSTEM, { assessmentId: asked.assessmentId });
      expect(valueOf(ran)).toMatchObject({ state: 'failed', failureCode: 'no-schools' });
    } finally {
      await empty.close();
    }
  });
});
