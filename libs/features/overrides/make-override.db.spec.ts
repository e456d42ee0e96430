import { OFFER } from '../../../test/support/budget-factories.js';
import {
  addRound,
  addSolvedRun,
  auditCount,
  caseAt,
  daysLeftOf,
  matchesOf,
  openMatchOf,
  REASON,
  REVIEWER,
} from '../../../test/support/override-factories.js';
import {
  COORDINATOR,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { AcceptMatch, DeclineMatch, VerifyMatches } from '../matches/index.js';
import { PublishRunUseCase } from '../runs/index.js';
import {
  ForeseeOverride,
  MakeOverride,
  type OverrideChange,
  OverridesModule,
  OverridesQueries,
} from './index.js';

let service: TestService;
beforeEach(async () => {
  service = await openTestService(OverridesModule);
});
afterEach(async () => {
  await service.close();
});

const app = () => service.test.app;
const make = (runId: string, ...changes: readonly OverrideChange[]) =>
  service.get(MakeOverride).execute(REVIEWER, { runId, changes, ...REASON });
const foresee = async (runId: string, ...changes: readonly OverrideChange[]) =>
  valueOf(await service.get(ForeseeOverride).execute(REVIEWER, { runId, changes }));
const publish = (runId: string, matchIds?: readonly string[]) =>
  service.get(PublishRunUseCase).execute(COORDINATOR, { runId, ...(matchIds ? { matchIds } : {}) });
const code = (outcome: Awaited<ReturnType<typeof make>>) => (outcome.ok ? 'done' : outcome.refusal.code);

describe('a reviewer overrides proposals', () => {
  let runId: string;
  let first: string;
  beforeEach(async () => {
    await addRound(app(), 4, { A: { halfDaysOffered: 8 }, B: { halfDaysOffered: 4 }, C: {} });
    runId = await addSolvedRun(
      app(),
      { leaderRef: 'A', caseId: caseAt(0) },
      { leaderRef: 'A', caseId: caseAt(1) },
      { leaderRef: 'B', caseId: caseAt(2) },
    );
    first = await openMatchOf(app(), runId, caseAt(0));
  });

  it('by giving one to another leader: the proposal of the run stays readable', async () => {
    const { effect, refusal, tag } = await foresee(runId, {
      kind: 'reassign',
      matchId: first,
      leaderRef: 'C',
    });
    expect(refusal).toBeNull();
    expect(effect.items[0]).toMatchObject({
      ...{ caseId: caseAt(0), leaderBefore: 'A', leaderAfter: 'C', stateAfter: 'proposed' },
      ...{ before: { distanceMetres: 16_093 }, after: { needsMet: ['quality-of-education'] } },
    });
    expect(effect.leaders).toMatchObject([
      { leaderRef: 'A', budgetLeftBefore: 8, budgetLeftAfter: 8, daysLeftBefore: 0, daysLeftAfter: 4 },
      { leaderRef: 'C', daysLeftBefore: 20, daysLeftAfter: 16, engagementsBefore: 0, engagementsAfter: 1 },
    ]);
    expect(effect.coverage).toEqual([{ priority: 1, cases: 4, before: 3, after: 3 }]);
    expect(tag).toMatch(/^[0-9a-f]{32}$/);

    const made = valueOf(await make(runId, { kind: 'reassign', matchId: first, leaderRef: 'C' }));
    expect(made.state).toBe('done');
    expect((await matchesOf(app(), runId)).slice(0, 2)).toEqual([
      `${caseAt(0)} A superseded run`,
      `${caseAt(0)} C proposed reviewer`,
    ]);
    const decision = await service.get(OverridesQueries).find(made.decisionId);
    expect(decision).toMatchObject({ state: 'done', reason: REASON.reason, decidedBy: REVIEWER.id });
    expect(decision?.outcome?.items[0]).toMatchObject({ matchBefore: first, leaderAfter: 'C' });
    expect(await auditCount(app(), 'override.decide')).toBe(1);
    expect(await service.get(OverridesQueries).countsByReason(OFFER)).toEqual([
      { reasonCode: REASON.reasonCode, decisions: 1, takenBack: 0 },
    ]);
    expect(await daysLeftOf(app(), 'C')).toBe(20);
  });

  it('not past the days that the run gives to others, which are named', async () => {
    const change = { kind: 'reassign', matchId: first, leaderRef: 'B' } as const;
    const { effect, refusal } = await foresee(runId, change);
    expect(refusal?.code).toBe('override-refused');
    expect(effect.items[0]?.refusals.map((rule) => rule.code)).toEqual(['no-days-left']);
    expect(effect.leaders.find(({ leaderRef }) => leaderRef === 'B')).toMatchObject({
      ...{ daysLeftBefore: 0, daysLeftAfter: -4, heldBy: [{ caseId: caseAt(2), halfDays: 4 }] },
    });
    expect(await make(runId, change)).toMatchObject({
      refusal: {
        code: 'override-refused',
        facts: { pairs: [{ caseId: caseAt(0), leaderRef: 'B', rules: [{ code: 'no-days-left' }] }] },
      },
    });
    const third = await openMatchOf(app(), runId, caseAt(2));
    const swap = await make(runId, change, { kind: 'reassign', matchId: third, leaderRef: 'A' });
    expect(code(swap)).toBe('done');
  });

  it('by taking one away and placing a case by hand', async () => {
    expect(code(await make(runId, { kind: 'place', caseId: caseAt(3), leaderRef: 'A' }))).toBe(
      'override-refused',
    );
    const both = [
      { kind: 'unassign', matchId: first },
      { kind: 'place', caseId: caseAt(3), leaderRef: 'A' },
    ] as const;
    expect((await foresee(runId, ...both)).effect.coverage).toEqual([
      { priority: 1, cases: 4, before: 3, after: 3 },
    ]);
    expect(code(await make(runId, ...both))).toBe('done');
    expect(await matchesOf(app(), runId)).toContain(`${caseAt(3)} A proposed reviewer`);
    expect(valueOf(await publish(runId)).matches).toBe(3);
    expect(await daysLeftOf(app(), 'A')).toBe(0);
  });

  it('with a named reason, and changes that mean something', async () => {
    const change = { kind: 'unassign', matchId: first } as const;
    const with_ = (more: object) =>
      service.get(MakeOverride).execute(REVIEWER, { runId, changes: [change], ...REASON, ...more });
    expect(code(await with_({ reasonCode: 'mood' }))).toBe('reason-code-unknown');
    expect(code(await with_({ reason: '  ' }))).toBe('reason-needed');
    expect(code(await with_({ reason: 'x'.repeat(1001) }))).toBe('reason-too-long');
    expect(code(await with_({ changes: [] }))).toBe('no-change-named');
    expect(code(await make(runId, change, change))).toBe('case-named-twice');
    expect(code(await make(runId, { kind: 'reassign', matchId: first, leaderRef: 'A' }))).toBe('same-leader');
    expect(code(await make(runId, { kind: 'reassign', matchId: first, leaderRef: 'Z' }))).toBe(
      'unknown-leader',
    );
    expect(code(await make(runId, { kind: 'unassign', matchId: 'no' }))).toBe('unknown-match');
    expect(code(await make(runId, { kind: 'place', caseId: 'x', leaderRef: 'C' }))).toBe('unknown-case');
    expect(code(await make(runId, { kind: 'place', caseId: caseAt(0), leaderRef: 'C' }))).toBe(
      'case-has-match',
    );
    expect(code(await make(runId, { kind: 'place', caseId: caseAt(3), leaderRef: 'C', publish: true }))).toBe(
      'run-not-open',
    );
    const other = await addSolvedRun(app());
    expect(code(await make(other, change))).toBe('match-of-another-run');
    expect(code(await make(runId, change))).toBe('done');
    expect(code(await make(runId, change))).toBe('not-possible-in-this-state');
    expect(await auditCount(app(), 'override.decide')).toBe(1);
  });

  it('is told when what was shown has changed, and made when it has not', async () => {
    const change = { kind: 'reassign', matchId: first, leaderRef: 'C' } as const;
    const shown = await foresee(runId, change);
    const tagged = (tag: string) =>
      service.get(MakeOverride).execute(REVIEWER, { runId, changes: [change], ...REASON, tag });
    valueOf(await make(runId, { kind: 'place', caseId: caseAt(3), leaderRef: 'C' }));
    expect(await tagged(shown.tag)).toMatchObject({ refusal: { code: 'overtaken' } });
    const again = await foresee(runId, change);
    expect(again.tag).not.toBe(shown.tag);
    expect(code(await tagged(again.tag))).toBe('done');
  });
});

describe('a reviewer overrides published matches', () => {
  let runId: string;
  let first: string;
  beforeEach(async () => {
    await addRound(app(), 3, { A: { halfDaysOffered: 8 }, B: { halfDaysOffered: 4, maxEngagements: 1 } });
    runId = await addSolvedRun(
      app(),
      { leaderRef: 'A', caseId: caseAt(0) },
      { leaderRef: 'A', caseId: caseAt(1) },
    );
    valueOf(await publish(runId));
    first = await openMatchOf(app(), runId, caseAt(0));
  });
  const nothingWrong = async () => valueOf(await service.get(VerifyMatches).execute(SYSTEM));

  it('the days go back and are reserved anew in one go, an accepted match too', async () => {
    valueOf(await service.get(AcceptMatch).execute(COORDINATOR, { matchId: first }));
    expect(code(await make(runId, { kind: 'reassign', matchId: first, leaderRef: 'B' }))).toBe('done');
    expect([await daysLeftOf(app(), 'A'), await daysLeftOf(app(), 'B')]).toEqual([4, 0]);
    expect(await matchesOf(app(), runId)).toEqual([
      `${caseAt(0)} A superseded run`,
      `${caseAt(0)} B published reviewer`,
      `${caseAt(1)} A published run`,
    ]);
    expect(await nothingWrong()).toEqual([]);
    const second = await openMatchOf(app(), runId, caseAt(1));
    expect(await make(runId, { kind: 'reassign', matchId: second, leaderRef: 'B' })).toMatchObject({
      refusal: {
        facts: { pairs: [{ rules: [{ code: 'no-days-left' }, { code: 'engagements-reached' }] }] },
      },
    });
  });

  it('two leaders swap what holds all their days', async () => {
    valueOf(await make(runId, { kind: 'reassign', matchId: first, leaderRef: 'B' }));
    const [ofB, ofA] = [
      await openMatchOf(app(), runId, caseAt(0)),
      await openMatchOf(app(), runId, caseAt(1)),
    ];
    const swapped = await make(
      runId,
      { kind: 'reassign', matchId: ofB, leaderRef: 'A' },
      { kind: 'reassign', matchId: ofA, leaderRef: 'B' },
    );
    expect(code(swapped)).toBe('done');
    expect([await daysLeftOf(app(), 'A'), await daysLeftOf(app(), 'B')]).toEqual([4, 0]);
    expect(await nothingWrong()).toEqual([]);
  });

  it('coverage counts what stands: without what was declined or taken away, with what was placed', async () => {
    const second = await openMatchOf(app(), runId, caseAt(1));
    const no = { matchId: second, reason: 'No time this term' };
    valueOf(await service.get(DeclineMatch).execute(COORDINATOR, no));
    valueOf(await make(runId, { kind: 'place', caseId: caseAt(2), leaderRef: 'B' }));
    const coverage = async () =>
      (await foresee(runId, { kind: 'place', caseId: caseAt(1), leaderRef: 'A' })).effect.coverage;
    expect(await coverage()).toEqual([{ priority: 1, cases: 3, before: 2, after: 3 }]);
    valueOf(await make(runId, { kind: 'unassign', matchId: first }));
    expect(await coverage()).toEqual([{ priority: 1, cases: 3, before: 1, after: 2 }]);
    valueOf(await make(runId, { kind: 'unassign', matchId: await openMatchOf(app(), runId, caseAt(2)) }));
    expect(await coverage()).toEqual([{ priority: 1, cases: 3, before: 0, after: 1 }]);
  });

  it('one taken away frees its case, which may then be placed again at once', async () => {
    valueOf(await make(runId, { kind: 'unassign', matchId: first }));
    expect(await daysLeftOf(app(), 'A')).toBe(4);
    const placed = await make(runId, { kind: 'place', caseId: caseAt(0), leaderRef: 'B' });
    expect(code(placed)).toBe('done');
    expect(await matchesOf(app(), runId)).toContain(`${caseAt(0)} B published reviewer`);
    expect(await nothingWrong()).toEqual([]);
  });
});
