import { importSchoolSamples, sample } from '../../../test/support/sample-imports.js';
import {
  COORDINATOR,
  importFile,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { offerPolicy } from '../../domain/offers/index.js';
import { SchoolsModule } from '../schools/index.js';
import {
  DecisionHistoryQueries,
  OffersModule,
  OffersQueries,
  RequestAssessment,
  RunAssessment,
  type StoredChange,
} from './index.js';

const OFFER = '2024-25';
const EARLY = '2024-08-31';
let service: TestService;

beforeAll(async () => {
  service = await openTestService(SchoolsModule, OffersModule);
  await importSchoolSamples(service);
});
afterAll(() => service.close());

async function assessed(asOf?: string) {
  const { assessmentId } = valueOf(
    await service
      .get(RequestAssessment)
      .execute(COORDINATOR, { offer: OFFER, ...(asOf === undefined ? {} : { asOf }) }),
  );
  const { counts } = valueOf(await service.get(RunAssessment).execute(SYSTEM, { assessmentId }));
  return { assessmentId, counts };
}

const changesOf = (assessmentId: string): Promise<readonly StoredChange[]> =>
  service.get(DecisionHistoryQueries).everyChange(assessmentId);
const kept = async (assessmentId: string) => service.get(OffersQueries).assessment(assessmentId);

describe('a second assessment', () => {
  let first: string;

  it('comes after a first one that changes nothing, and that says what it read', async () => {
    const { assessmentId, counts } = await assessed(EARLY);
    first = assessmentId;
    expect(await changesOf(first)).toEqual([]);
    expect(counts).toMatchObject({ subjectsAdded: 0, subjectsRemoved: 0, subjectsChanged: 0, underway: 0 });
    const assessment = await kept(first);
    expect(assessment).toMatchObject({
      ...{ ruleSet: offerPolicy(OFFER).ruleSet, previousId: null, options: { asOf: EARLY } },
    });
    const imports = await service.database.manager.query<{ sha256: string; file_name: string }[]>(
      `SELECT sha256, file_name FROM import WHERE kind <> 'places' AND (offer IS NULL OR offer = $1)`,
      [OFFER],
    );
    expect(assessment?.sources?.map(({ sha256, fileName }) => `${fileName} ${sha256}`).sort()).toEqual(
      imports.map(({ sha256, file_name }) => `${file_name} ${sha256}`).sort(),
    );
  });

  it('keeps what moved, why, and the decision of before', async () => {
    const { assessmentId, counts } = await assessed();
    const changes = await changesOf(assessmentId);
    const added = changes.filter(({ change }) => change === 'added');
    expect(added.length).toBeGreaterThan(3);
    expect(counts?.subjectsAdded).toBe(added.length);
    const inspected = added.filter(({ subjectKind }) => subjectKind === 'school');
    const codes = inspected.map(({ reasons }) => reasons.map(({ code }) => code));
    expect(codes.every((of) => of.at(-1) === 'as-of-changed' && of.length > 1)).toBe(true);
    expect(codes.filter((of) => of.includes('rule-turned')).length).toBeGreaterThan(2);
    expect((await kept(assessmentId))?.previousId).toBe(first);
    const subjectId = inspected[0]?.subjectId ?? '';
    const history = await service.get(DecisionHistoryQueries).decisions(OFFER, 'school', subjectId);
    expect(history.map((each) => [each.assessmentId, each.decision?.eligible])).toEqual([
      [assessmentId, 'yes'],
      [first, inspected[0]?.before?.eligible],
    ]);
    const said = await service.database.manager.query<unknown[]>(
      `SELECT 1 FROM audit_event WHERE action = 'assessment.finish' AND subject_id = $1
         AND (after->>'subjectsAdded')::integer = $2`,
      [assessmentId, added.length],
    );
    expect(said).toHaveLength(1);
  });

  it('of the same facts changes nothing and keeps nothing twice', async () => {
    const count = async () =>
      service.database.manager.query<unknown[]>(`SELECT count(*) FROM decision_record WHERE offer = $1`, [
        OFFER,
      ]);
    const before = await count();
    const { assessmentId, counts } = await assessed();
    expect(await changesOf(assessmentId)).toEqual([]);
    expect(counts).toMatchObject({ added: 0, changed: 0, removed: 0, subjectsChanged: 0 });
    expect(await count()).toEqual(before);
  });

  it('goes page by page and by filter', async () => {
    const { assessmentId } = await assessed(EARLY);
    const all = await changesOf(assessmentId);
    const queries = service.get(DecisionHistoryQueries);
    const pages: StoredChange[] = [];
    for (let after: string | null = '0'; after !== null;) {
      const page = await queries.changes(assessmentId, { limit: 2, after });
      pages.push(...page.items);
      after = page.nextCursor;
    }
    expect(pages).toEqual(all);
    const removed = await queries.changes(assessmentId, { change: 'removed', limit: 500 });
    expect(removed.items).toEqual(all.filter(({ change }) => change === 'removed'));
    expect((await queries.changes(assessmentId, { after: 'nonsense', limit: 500 })).items).toEqual(all);
    await assessed();
  });
});

describe('a case under way', () => {
  it('that is no longer eligible is never dropped: it is flagged and listed apart', async () => {
    const { manager } = service.database;
    const found = await manager.query<{ caseId: string }[]>(
      `SELECT case_id AS "caseId" FROM support_case
       WHERE offer = $1 AND eligible AND facts->>'criterion' <> 'two-ri-plus-list' ORDER BY case_id LIMIT 2`,
      [OFFER],
    );
    const [matched, untouched] = found.map(({ caseId }) => caseId);
    await manager.query(`UPDATE support_case SET state = 'matched' WHERE offer = $1 AND case_id = $2`, [
      OFFER,
      matched,
    ]);
    const { assessmentId, counts } = await assessed(EARLY);
    const changes = await changesOf(assessmentId);
    const of = (caseId: string | undefined) => changes.filter((change) => change.caseId === caseId);
    expect(of(matched).length).toBeGreaterThan(0);
    for (const change of of(matched)) {
      expect(change).toMatchObject({ caseState: 'matched', underway: true, change: 'removed' });
    }
    expect(of(untouched).map(({ underway }) => underway)).toContain(false);
    expect(counts?.underway).toBe(of(matched).length);
    const apart = await service.get(DecisionHistoryQueries).changes(assessmentId, { underway: true });
    expect(apart.items).toEqual(of(matched));
    const gone = await service.get(OffersQueries).cases(OFFER, { eligible: false, limit: 500 });
    expect(gone.items.map(({ caseId }) => caseId)).toEqual(expect.arrayContaining([matched, untouched]));
  });
});

describe('a school that is gone from a newer register', () => {
  it('is removed with its reason', async () => {
    await assessed();
    const eligible = await service.get(OffersQueries).decisions(OFFER, {
      ...{ eligible: 'yes', subjectKind: 'school', limit: 1 },
    });
    const urn = eligible.items[0]?.subjectId ?? '';
    const lines = sample('gias.csv').toString('latin1').split('\n');
    const without = lines.filter((line) => !line.startsWith(urn) && !line.startsWith(`"${urn}"`));
    expect(without).toHaveLength(lines.length - 1);
    await importFile(service, {
      ...{ kind: 'schools', name: 'gias-newer.csv', content: Buffer.from(without.join('\n'), 'latin1') },
    });
    const { assessmentId } = await assessed();
    const change = (await changesOf(assessmentId)).find(({ subjectId }) => subjectId === urn);
    expect(change).toMatchObject({ change: 'removed', after: null });
    expect(change?.reasons[0]?.code).toBe('school-gone');
    const [latest] = await service.get(DecisionHistoryQueries).decisions(OFFER, 'school', urn);
    expect(latest).toMatchObject({ assessmentId, decision: null });
  });
});

describe('what was decided and changed', () => {
  it.each(['decision_change', 'decision_record'])('cannot be rewritten in %s', async (table) => {
    const change = service.test.owner.query(`UPDATE ${table} SET subject_id = 'x'`);
    await expect(change).rejects.toThrow('rows are only ever added');
  });
});

it('names a list on which nobody is among the files that were read', async () => {
  await importFile(service, { kind: '2ri-plus', offer: OFFER, name: 'nobody.csv', content: 'URN\n' });
  const { assessmentId } = await assessed();
  const sources = (await kept(assessmentId))?.sources ?? [];
  expect(sources.filter(({ kind }) => kind === '2ri-plus').map(({ fileName }) => fileName)).toEqual([
    'nobody.csv',
  ]);
});

it('keeps what a list names and no file holds', async () => {
  await importFile(service, {
    ...{ kind: '2ri-plus', offer: OFFER, name: 'named.csv' },
    content: 'URN\n990034\n123456\n',
  });
  const { assessmentId } = await assessed();
  expect((await kept(assessmentId))?.unknownSubjects).toEqual([
    {
      ...{ list: '2ri-plus', subjectKind: 'school', subjectId: '123456', reason: 'no-record' },
      ...{ successors: [], source: { file: 'named.csv', row: 3 } },
    },
  ]);
});
