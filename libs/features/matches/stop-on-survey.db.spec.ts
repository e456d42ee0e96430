import { addRun, matchIdsOf, OFFER } from '../../../test/support/budget-factories.js';
import { eventually } from '../../../test/support/eventually.js';
import { addAssessedCases, casesNamed } from '../../../test/support/run-factories.js';
import {
  COORDINATOR,
  importFile,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { listText } from '../../wording/index.js';
import { importFaultSentence, ImportsQueries } from '../imports/index.js';
import { BudgetsModule, BudgetsQueries } from '../budgets/index.js';
import { caseNames } from './cases.repository.js';
import { AcceptMatch, MatchesModule, MatchesQueries, publishMatches, VerifyMatches } from './index.js';

let service: TestService;
const HEADER =
  'leader_ref,leader_name,email,leader_role,base_urn,trust_uid,postcode,easting,northing,phases,expertise,days_offered,conflict_urns';
const survey = (name: string, ...rows: readonly (readonly [ref: string, days: number, ties: string])[]) =>
  importFile(service, {
    ...{ kind: 'survey', offer: OFFER, name },
    content: [
      HEADER,
      ...rows.map(
        ([ref, days, ties]) => `${ref},Leader ${ref},,nle,,,,,,primary,reading,${String(days)},${ties}`,
      ),
    ].join('\n'),
  });
const [FIRST, SECOND, THIRD] = ['school-990000', 'school-990001', 'school-990002'];
const states = async (runId: string) =>
  Object.fromEntries(
    (await service.get(MatchesQueries).ofRun(runId)).map(({ caseId, state }) => [caseId, state]),
  );
const left = async (leaderRef: string) =>
  (await service.get(BudgetsQueries).find(OFFER, leaderRef))?.availableHalfDays;

/** Published to A: three cases of four half-days each; the first one is accepted. */
async function publishedToA(): Promise<string> {
  await addAssessedCases(service.test.app, casesNamed('990', 3));
  await survey('first.csv', ['A', 10, ''], ['B', 10, '']);
  const runId = await addRun(
    service.test.app,
    ...[FIRST, SECOND, THIRD].map((caseId) => ({ leaderRef: 'A', caseId })),
  );
  valueOf(await service.database.transaction(SYSTEM, (manager) => publishMatches(manager, SYSTEM, runId)));
  const { [FIRST]: matchId = '' } = await matchIdsOf(service.test.app, runId);
  valueOf(await service.get(AcceptMatch).execute(COORDINATOR, { matchId }));
  return runId;
}

beforeEach(async () => {
  service = await openTestService(BudgetsModule, MatchesModule);
});
afterEach(() => service.close());

describe('a survey file that names a conflict of interest', () => {
  it('stops published and accepted matches of the pair: days back, case open, trail written', async () => {
    const runId = await publishedToA();
    expect(await left('A')).toBe(8);
    await survey('second.csv', ['A', 10, '990000;990001'], ['B', 10, '990002']);
    expect(await states(runId)).toEqual({ [FIRST]: 'stopped', [SECOND]: 'stopped', [THIRD]: 'published' });
    expect(await left('A')).toBe(16);
    const trail = await service.test.app.query<{ reason: string }[]>(
      `SELECT reason FROM audit_event WHERE action = 'match.stop'`,
    );
    expect(trail).toEqual([1, 2].map(() => ({ reason: 'A conflict of interest was declared' })));
    const cases = await service.test.app.query<{ state: string }[]>(
      `SELECT state FROM support_case ORDER BY case_id`,
    );
    expect(cases.map(({ state }) => state)).toEqual(['eligible', 'eligible', 'matched']);
    expect(valueOf(await service.get(VerifyMatches).execute(SYSTEM))).toEqual([]);
  });

  it('waits for matches before it holds any days, as whoever publishes does', async () => {
    const runId = await publishedToA();
    const { [FIRST]: matchId = '' } = await matchIdsOf(service.test.app, runId);
    const publisher = service.test.app.createQueryRunner();
    await publisher.startTransaction();
    try {
      await publisher.query('SELECT 1 FROM match WHERE id = $1 FOR UPDATE', [matchId]);
      const stored = survey('tied.csv', ['A', 12, '990000']);
      await eventually('the file waits for the match', async () => {
        const rows = await service.test.app.query<unknown[]>(
          `SELECT 1 FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND cardinality(pg_blocking_pids(pid)) > 0`,
        );
        return rows.length > 0 ? true : undefined;
      });
      const held = publisher.query(
        `SELECT leader_ref AS ref FROM leader_budget WHERE leader_ref = 'A' FOR UPDATE NOWAIT`,
      );
      await expect(held).resolves.toEqual([{ ref: 'A' }]);
      await publisher.commitTransaction();
      await stored;
    } finally {
      if (publisher.isTransactionActive) await publisher.rollbackTransaction();
      await publisher.release();
    }
    expect(await states(runId)).toEqual({ [FIRST]: 'stopped', [SECOND]: 'published', [THIRD]: 'published' });
    expect(await left('A')).toBe(16);
  });

  it('holds up publishing what a run that had looked before it proposed since, with names', async () => {
    await addAssessedCases(service.test.app, casesNamed('990', 3));
    await survey('tied.csv', ['A', 10, '990000'], ['B', 10, '']);
    const runId = await addRun(
      service.test.app,
      ...[FIRST, SECOND].map((caseId) => ({ leaderRef: 'A', caseId })),
      { leaderRef: 'B', caseId: THIRD },
    );
    const outcome = await service.database.transaction(SYSTEM, (manager) =>
      publishMatches(manager, SYSTEM, runId),
    );
    expect(outcome).toMatchObject({
      refusal: { code: 'publish-refused', facts: { pairsInConflict: [{ leaderRef: 'A', caseId: FIRST }] } },
    });
    expect(await states(runId)).toEqual({ [FIRST]: 'proposed', [SECOND]: 'proposed', [THIRD]: 'proposed' });
  });

  it('does nothing for an answer that is refused because of its days', async () => {
    const runId = await publishedToA();
    const { importId } = await survey('cut.csv', ['A', 2, '990000']);
    const [fault] = await service.get(ImportsQueries).faults(importId);
    const names = (await caseNames(service.database.manager, OFFER, [FIRST, SECOND, THIRD])).values();
    expect(fault && importFaultSentence(fault)).toBe(
      'That is less than the 6 days promised or delivered already: reserved for ' +
        `${listText([...names].map((name) => `${name} (2 days)`))}. Offer 6 days or more, or have a match ` +
        'declined or unpublished, or an accepted match taken back by a reviewer first. The earlier answer stands.',
    );
    expect(await states(runId)).toEqual({ [FIRST]: 'accepted', [SECOND]: 'published', [THIRD]: 'published' });
    expect(await left('A')).toBe(8);
  });
});
