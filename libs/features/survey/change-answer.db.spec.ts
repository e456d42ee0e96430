import { addCases, addRun, OFFER } from '../../../test/support/budget-factories.js';
import { addAnswers, answerWith } from '../../../test/support/run-factories.js';
import {
  COORDINATOR,
  importFile,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { type Actor, type OfferYear, SYSTEM } from '../../domain/kernel/index.js';
import { refusalSentence } from '../../wording/index.js';
import { BudgetsModule, BudgetsQueries } from '../budgets/index.js';
import { ImportsModule, ProcessImport, UndoImport } from '../imports/index.js';
import { MatchesModule, publishMatches } from '../matches/index.js';
import {
  ChangeAnswer,
  type GivenCells,
  givenFaults,
  SurveyModule,
  SurveyQueries,
  WithdrawAnswer,
} from './index.js';

const LEADER: Actor = { id: 'u-a', roles: ['leader'], leaderRef: 'A' };
const CELLS: GivenCells = {
  ...{ phases: 'secondary;primary', expertise: 'send', days_offered: '12.5', max_engagements: '2' },
  ...{ travel_miles: '', support_levels: 'school', available_from: '2024-10-01', available_to: '' },
  ...{ excluded_urns: '100002;100001', excluded_trust_uids: '' },
};
let service: TestService;

beforeEach(async () => {
  service = await openTestService(ImportsModule, SurveyModule, BudgetsModule, MatchesModule);
  await addAnswers(service.database.dataSource, {
    A: answerWith({ postcode: 'LS1', halfDaysOffered: 20 }),
    B: answerWith({ halfDaysOffered: 20 }),
  });
});
afterEach(() => service.close());

const change = (cells: Partial<GivenCells> = {}, version = 1, actor = LEADER, offer: OfferYear = OFFER) =>
  service.get(ChangeAnswer).execute(actor, { offer, leaderRef: 'A', version, cells: { ...CELLS, ...cells } });
const days = async () => {
  const found = await service.get(BudgetsQueries).find(OFFER, 'A');
  return [found?.grantedHalfDays, found?.reservedHalfDays, found?.availableHalfDays];
};
const answer = (offer: OfferYear = OFFER) => service.get(SurveyQueries).leader(offer, 'A');
const code = async (outcome: ReturnType<typeof change>) => {
  const settled = await outcome;
  return settled.ok ? 'done' : settled.refusal.code;
};
const publish = async (...caseIds: string[]) => {
  const pairs = caseIds.map((caseId) => ({ leaderRef: 'A', caseId }));
  const runId = await addRun(service.database.dataSource, ...pairs);
  return service.database.transaction(COORDINATOR, (manager) => publishMatches(manager, COORDINATOR, runId));
};

describe('a survey answer online', () => {
  it('takes the place of the one before, and the budget follows', async () => {
    expect(valueOf(await change())).toEqual({ leaderRef: 'A', version: 2 });
    expect(await answer()).toMatchObject({
      ...{ version: 2, state: 'submitted', importId: null },
      answer: {
        ...{ phases: ['primary', 'secondary'], expertise: ['send'], halfDaysOffered: 25, maxEngagements: 2 },
        ...{ travelMetres: null, supportUnits: ['school'], availableFrom: '2024-10-01', availableTo: null },
        ...{ excludedUrns: ['100001', '100002'], excludedTrustUids: [] },
        // who the leader is and where they start from is left alone
        ...{ role: 'mat-ceo', postcode: 'LS1', briefingAttended: 'yes' },
      },
    });
    expect(await days()).toEqual([25, 0, 25]);
    const [event] = await service.database.manager.query<object[]>(
      `SELECT actor_id, action, subject_id, before, after FROM audit_event WHERE subject_kind = 'survey-answer'`,
    );
    expect(event).toMatchObject({
      ...{ actor_id: 'u-a', action: 'survey-answer.change', subject_id: `${OFFER}/A` },
      before: { halfDaysOffered: 20, state: 'submitted' },
      after: { halfDaysOffered: 25 },
    });
    expect(JSON.stringify(event)).not.toContain('LS1');
  });

  it('is the leader’s own or a coordinator’s to give, and not by a stale page', async () => {
    expect(await code(change({}, 1, { id: 'u-b', roles: ['leader'], leaderRef: 'B' }))).toBe(
      'unknown-leader',
    );
    expect(await code(change({}, 1, { id: 'u-r', roles: ['reviewer'] }))).toBe('unknown-leader');
    expect(await code(change({}, 7))).toBe('overtaken');
    expect(await code(change({}, 1, COORDINATOR))).toBe('done');
    const nobody = { offer: OFFER, leaderRef: 'X', version: 0, cells: CELLS } as const;
    expect(await code(service.get(ChangeAnswer).execute(COORDINATOR, nobody))).toBe('unknown-leader');
  });

  it('is read by the rules of the survey file, every fault told at once', async () => {
    const outcome = await change({
      phases: '',
      days_offered: '2.3',
      excluded_urns: 'x',
      available_from: 'soon',
    });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'invalid-answer' } });
    const faults = outcome.ok ? [] : givenFaults(outcome.refusal.facts);
    expect(faults.map((fault) => [fault.column, fault.code])).toEqual([
      ['phases', 'value-missing'],
      ['days_offered', 'bad-step'],
      ['available_from', 'bad-date'],
      ['excluded_urns', 'bad-urn'],
    ]);
    expect(faults.every(({ sentence }) => sentence.endsWith('.'))).toBe(true);
    expect(await code(change({ expertise: '=cmd' }))).toBe('invalid-answer');
    expect([await days(), (await answer())?.version]).toEqual([[20, 0, 20], 1]);
  });

  it('never cuts what is promised: the matches that hold the days are named, and nothing changes', async () => {
    await addCases(service.database.dataSource, 'c1', 'c2');
    valueOf(await publish('c1', 'c2'));
    const outcome = await change({ days_offered: '3.5' });
    expect(outcome).toMatchObject({
      ok: false,
      refusal: {
        code: 'days-below-reserved',
        facts: { reservedHalfDays: 8, heldBy: [{ caseName: 'Case c1', halfDays: 4 }, { caseId: 'c2' }] },
      },
    });
    expect(outcome.ok ? '' : refusalSentence(outcome.refusal)).toBe(
      'That is less than the 4 days promised or delivered already: reserved for Case c1 (2 days) and Case c2 (2 days). Offer 4 days or more, or have a match declined or unpublished first.',
    );
    expect([await days(), (await answer())?.version]).toEqual([[20, 8, 12], 1]);
    expect(await code(change({ days_offered: '4' }))).toBe('done');
    expect(await days()).toEqual([8, 8, 0]);
  });

  it('withdrawn, gives up what is not promised; given again, offers it again', async () => {
    await addCases(service.database.dataSource, 'c1');
    valueOf(await publish('c1'));
    const withdraw = (actor: Actor) =>
      service.get(WithdrawAnswer).execute(actor, { offer: OFFER, leaderRef: 'A', version: 1, reason: 'ill' });
    expect(await withdraw({ ...LEADER, leaderRef: 'B' })).toMatchObject({
      refusal: { code: 'unknown-leader' },
    });
    expect(await days()).toEqual([20, 4, 16]);
    valueOf(await withdraw(LEADER));
    expect([await days(), (await answer())?.state]).toEqual([[4, 4, 0], 'withdrawn']);
    expect(await code(change({}, 2))).toBe('done');
    expect([await days(), (await answer())?.state]).toEqual([[25, 4, 21], 'submitted']);
  });

  it('may be the first in another offer, by who the leader is in the latest one', async () => {
    expect(await code(change({}, 0, LEADER, '2022-23'))).toBe('done');
    expect(await answer('2022-23')).toMatchObject({
      version: 1,
      answer: { postcode: 'LS1', halfDaysOffered: 25 },
    });
    expect(await code(change({}, 0, LEADER, '2022-23'))).toBe('overtaken');
    await service.database.manager.query(`INSERT INTO leader (ref, name) VALUES ('N', 'New')`);
    const first = { offer: OFFER, leaderRef: 'N', version: 0, cells: CELLS } as const;
    expect(await code(service.get(ChangeAnswer).execute(COORDINATOR, first))).toBe('no-earlier-answer');
  });

  it('stays when a file is undone, and gives way to a later file', async () => {
    const file = 'leader_ref,leader_name,leader_role,phases,days_offered\nA,Leader A,nle,primary,7\n';
    const { importId } = await importFile(service, { kind: 'survey', offer: OFFER, content: file });
    expect([await days(), (await answer())?.importId]).toEqual([[14, 0, 14], importId]);
    expect(await code(change({}, 2))).toBe('done');
    valueOf(await service.get(UndoImport).execute(COORDINATOR, { importId }));
    valueOf(await service.get(ProcessImport).execute(SYSTEM, { importId }));
    expect(await days()).toEqual([25, 0, 25]);
    expect((await answer())?.answer.halfDaysOffered).toBe(25);
    const later = await importFile(service, { kind: 'survey', offer: OFFER, content: file, force: true });
    expect([(await answer())?.importId, (await answer())?.answer.halfDaysOffered]).toEqual([
      later.importId,
      14,
    ]);
  });

  it('is given once by two at the same time, and never below what is published meanwhile', async () => {
    const codes = await Promise.all([
      code(change({ days_offered: '8' })),
      code(change({ days_offered: '9' })),
    ]);
    expect([...codes].sort()).toEqual(['done', 'overtaken']);
    await addCases(service.database.dataSource, 'c1', 'c2');
    const [cut, published] = await Promise.all([change({ days_offered: '0.5' }, 2), publish('c1', 'c2')]);
    expect([cut.ok, published.ok].filter(Boolean)).toHaveLength(1);
    const [granted = 0, reserved = 0, left = 0] = await days();
    expect(granted - reserved).toBe(left);
    expect(left).toBeGreaterThanOrEqual(0);
  });
});
