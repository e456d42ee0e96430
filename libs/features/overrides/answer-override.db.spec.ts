import {
  addRound,
  addSolvedRun,
  auditCount,
  caseAt,
  daysLeftOf,
  DIRECTOR,
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
import { DeclineMatch, VerifyMatches } from '../matches/index.js';
import { ChangeOfferSettings } from '../offers/index.js';
import { OffersModule } from '../offers/index.js';
import { PublishRunUseCase } from '../runs/index.js';
import {
  ApproveOverride,
  MakeOverride,
  type OverrideChange,
  OverridesModule,
  OverridesQueries,
  RejectOverride,
  UndoOverride,
} from './index.js';

let service: TestService;
let runId: string;
let first: string;
beforeEach(async () => {
  service = await openTestService(OverridesModule, OffersModule);
  await addRound(app(), 3, { A: {}, B: {}, Far: { travelMetres: 100 } });
  runId = await addSolvedRun(
    app(),
    { leaderRef: 'A', caseId: caseAt(0) },
    { leaderRef: 'B', caseId: caseAt(1) },
  );
  first = await openMatchOf(app(), runId, caseAt(0));
});
afterEach(async () => {
  await service.close();
});

const app = () => service.test.app;
const make = async (...changes: readonly OverrideChange[]) =>
  valueOf(await service.get(MakeOverride).execute(REVIEWER, { runId, changes, ...REASON }));
const undo = (decisionId: string, tag?: string) =>
  service
    .get(UndoOverride)
    .execute(DIRECTOR, { decisionId, ...REASON, ...(tag === undefined ? {} : { tag }) });
const publish = async () => valueOf(await service.get(PublishRunUseCase).execute(COORDINATOR, { runId }));
const stateOf = async (id: string) => (await service.get(OverridesQueries).find(id))?.state;
const nothingWrong = async () => valueOf(await service.get(VerifyMatches).execute(SYSTEM));
const open = async () => (await matchesOf(app(), runId)).filter((line) => !line.includes('superseded'));

describe('a decision is taken back', () => {
  it('by another one that restores what it replaced', async () => {
    const second = await openMatchOf(app(), runId, caseAt(1));
    const { decisionId } = await make(
      { kind: 'reassign', matchId: first, leaderRef: 'B' },
      { kind: 'unassign', matchId: second },
      { kind: 'place', caseId: caseAt(2), leaderRef: 'A' },
    );
    const shown = valueOf(await service.get(UndoOverride).foresee(DIRECTOR, decisionId));
    expect(shown.refusal).toBeNull();
    const undone = valueOf(await undo(decisionId, shown.tag));
    expect(await open()).toEqual([`${caseAt(0)} A proposed reviewer`, `${caseAt(1)} B proposed reviewer`]);
    expect([await stateOf(decisionId), await stateOf(undone.decisionId)]).toEqual(['undone', 'done']);
    const view = await service.get(OverridesQueries).find(decisionId);
    expect(view).toMatchObject({ undoneBy: undone.decisionId, decidedBy: REVIEWER.id });
    expect(await undo(decisionId)).toMatchObject({ refusal: { code: 'not-possible-in-this-state' } });
    // The counter-decision is a decision like any other.
    valueOf(await undo(undone.decisionId));
    expect(await open()).toEqual([`${caseAt(0)} B proposed reviewer`, `${caseAt(2)} A proposed reviewer`]);
  });

  it('of published matches, with their days', async () => {
    await publish();
    const { decisionId } = await make({ kind: 'reassign', matchId: first, leaderRef: 'B' });
    expect(await daysLeftOf(app(), 'A')).toBe(20);
    valueOf(await undo(decisionId));
    expect([await daysLeftOf(app(), 'A'), await daysLeftOf(app(), 'B')]).toEqual([16, 16]);
    expect(await open()).toContain(`${caseAt(0)} A published reviewer`);
    expect(await nothingWrong()).toEqual([]);
  });

  it('of a published match whose pair it ruled out as well', async () => {
    await publish();
    const pair = { caseId: caseAt(0), leaderRef: 'A' };
    const { decisionId } = await make({ kind: 'unassign', matchId: first }, { kind: 'forbid', ...pair });
    const undone = valueOf(await undo(decisionId));
    expect(await open()).toContain(`${caseAt(0)} A published reviewer`);
    expect(await service.get(OverridesQueries).rulings({ offer: '2024-25' })).toEqual([]);
    valueOf(await undo(undone.decisionId));
    expect(await open()).toEqual([`${caseAt(1)} B published run`]);
    expect(await service.get(OverridesQueries).rulings({ offer: '2024-25' })).toMatchObject([pair]);
    expect(await nothingWrong()).toEqual([]);
  });

  it('with the rules that were set aside before, and its rulings', async () => {
    const overrule = ['outside-travel-limit'] as const;
    await make({ kind: 'reassign', matchId: first, leaderRef: 'Far', overrule });
    const far = await openMatchOf(app(), runId, caseAt(0));
    const { decisionId } = await make(
      { kind: 'unassign', matchId: far },
      { kind: 'pin', caseId: caseAt(0), leaderRef: 'B' },
    );
    valueOf(await undo(decisionId));
    expect(await open()).toContain(`${caseAt(0)} Far proposed reviewer`);
    expect(await service.get(OverridesQueries).rulings({ offer: '2024-25' })).toEqual([]);
    const lifted = await service.get(OverridesQueries).rulings({ offer: '2024-25', lifted: true });
    expect(lifted).toMatchObject([{ kind: 'pin', leaderRef: 'B', liftedBy: DIRECTOR.id }]);
  });

  it('not once somebody answered the match that came of it', async () => {
    await publish();
    const { decisionId } = await make({ kind: 'reassign', matchId: first, leaderRef: 'B' });
    const matchId = await openMatchOf(app(), runId, caseAt(0));
    valueOf(await service.get(DeclineMatch).execute(COORDINATOR, { matchId, reason: 'No time.' }));
    expect(await undo(decisionId)).toMatchObject({ refusal: { code: 'not-possible-in-this-state' } });
    expect(await stateOf(decisionId)).toBe('done');
    expect(await undo('00000000-0000-4000-8000-000000000000')).toMatchObject({
      refusal: { code: 'unknown-override' },
    });
  });
});

describe('where an offer asks for a second person', () => {
  beforeEach(async () => {
    valueOf(
      await service.get(ChangeOfferSettings).execute(COORDINATOR, {
        ...{ offer: '2024-25', version: 0, settings: { secondApproval: true } },
      }),
    );
  });
  const approve = (decisionId: string, by = DIRECTOR) =>
    service.get(ApproveOverride).execute(by, { decisionId });

  it('a decision changes nothing until somebody else approves it', async () => {
    const made = await make({ kind: 'reassign', matchId: first, leaderRef: 'B' });
    expect(made.state).toBe('awaiting-approval');
    expect(await open()).toContain(`${caseAt(0)} A proposed run`);
    expect(await approve(made.decisionId, REVIEWER)).toMatchObject({ refusal: { code: 'own-decision' } });
    expect(valueOf(await approve(made.decisionId)).state).toBe('done');
    expect(await open()).toContain(`${caseAt(0)} B proposed reviewer`);
    expect(await service.get(OverridesQueries).find(made.decisionId)).toMatchObject({
      ...{ decidedBy: REVIEWER.id, answeredBy: DIRECTOR.id, state: 'done' },
    });
    expect(await approve(made.decisionId)).toMatchObject({ refusal: { code: 'not-possible-in-this-state' } });
    expect([
      await auditCount(app(), 'override.propose'),
      await auditCount(app(), 'override.approve'),
    ]).toEqual([...[1, 1]]);
  });

  it('of two that wait about one match the later is stale once the first is approved', async () => {
    const one = await make({ kind: 'reassign', matchId: first, leaderRef: 'B' });
    const two = await make({ kind: 'unassign', matchId: first });
    valueOf(await approve(one.decisionId));
    expect(await approve(two.decisionId)).toMatchObject({ refusal: { code: 'overtaken' } });
    expect(await open()).toContain(`${caseAt(0)} B proposed reviewer`);
  });

  it('a decision is turned down with a reason, also by whoever made it', async () => {
    const { decisionId } = await make({ kind: 'unassign', matchId: first });
    const reject = (reason: string) => service.get(RejectOverride).execute(REVIEWER, { decisionId, reason });
    expect(await reject(' ')).toMatchObject({ refusal: { code: 'reason-needed' } });
    expect(valueOf(await reject('Changed my mind.')).state).toBe('rejected');
    expect(await approve(decisionId)).toMatchObject({ refusal: { code: 'not-possible-in-this-state' } });
    expect(await open()).toContain(`${caseAt(0)} A proposed run`);
  });

  it('undoing waits as well, and what it undoes stands until then', async () => {
    const made = await make({ kind: 'unassign', matchId: first });
    valueOf(await approve(made.decisionId));
    const undoing = valueOf(await undo(made.decisionId));
    expect([await stateOf(made.decisionId), undoing.state]).toEqual(['done', 'awaiting-approval']);
    expect(await approve(undoing.decisionId)).toMatchObject({ refusal: { code: 'own-decision' } });
    valueOf(await approve(undoing.decisionId, REVIEWER));
    expect(await stateOf(made.decisionId)).toBe('undone');
    expect(await open()).toContain(`${caseAt(0)} A proposed reviewer`);
  });

  it('the database itself lets nobody approve their own', async () => {
    const { decisionId } = await make({ kind: 'unassign', matchId: first });
    const forge = app().query(
      `UPDATE match_decision SET state = 'done', outcome = '{}', answered_by = decided_by WHERE id = $1`,
      [decisionId],
    );
    await expect(forge).rejects.toThrow(/match_decision_never_by_oneself/);
    await expect(app().query(`UPDATE match_decision SET reason = 'x'`)).rejects.toThrow(/only ever blanked/);
    await expect(app().query(`DELETE FROM match_decision`)).rejects.toThrow(/permission denied/);
    await expect(app().query(`DELETE FROM ruling`)).rejects.toThrow(/permission denied/);
  });
});
