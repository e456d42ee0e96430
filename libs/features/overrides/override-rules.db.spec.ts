import {
  addRound,
  addSolvedRun,
  caseAt,
  daysLeftOf,
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
import { PublishRunUseCase, RunsQueries, SnapshotQueries } from '../runs/index.js';
import { DEFAULT_RUN_PARAMS } from '../../domain/candidates/index.js';
import { MakeOverride, type OverrideChange, OverridesModule, OverridesQueries } from './index.js';

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
const publish = (runId: string, matchIds?: readonly string[]) =>
  service.get(PublishRunUseCase).execute(COORDINATOR, { runId, ...(matchIds ? { matchIds } : {}) });
const code = (outcome: Awaited<ReturnType<typeof make>>) => (outcome.ok ? 'done' : outcome.refusal.code);

describe('rules', () => {
  it('of travel are set aside where they are named; those of days, ties and bans never', async () => {
    await addRound(app(), 2, { A: {}, Near: { travelMetres: 100 }, Same: { baseUrn: 'c000' } });
    const runId = await addSolvedRun(app(), { leaderRef: 'A', caseId: caseAt(0) });
    const matchId = await openMatchOf(app(), runId, caseAt(0));
    const to = (leaderRef: string, overrule?: readonly ['outside-travel-limit' | 'same-school']) =>
      make(runId, { kind: 'reassign', matchId, leaderRef, ...(overrule ? { overrule } : {}) });
    expect(code(await to('Near'))).toBe('overrule-needed');
    expect(code(await to('Same'))).toBe('override-refused');
    expect(code(await to('Same', ['same-school']))).toBe('not-overrulable');
    expect(code(await to('Near', ['outside-travel-limit']))).toBe('done');
    const facts = await app().query<{ overruled: unknown }[]>(
      `SELECT facts->'overruled' AS overruled FROM match WHERE leader_ref = 'Near'`,
    );
    expect(facts[0]?.overruled).toMatchObject([
      { code: 'outside-travel-limit', facts: { limitMetres: 100 } },
    ]);
  });

  it('of a reviewer stand in the next run, once a pair, until they are lifted', async () => {
    await addRound(app(), 3, { A: {}, B: {} });
    const runId = await addSolvedRun(app(), { leaderRef: 'A', caseId: caseAt(0) });
    const pin = { kind: 'pin', caseId: caseAt(1), leaderRef: 'B' } as const;
    const forbid = { kind: 'forbid', caseId: caseAt(2), leaderRef: 'A' } as const;
    expect(code(await make(runId, pin, forbid))).toBe('done');
    expect(code(await make(runId, pin))).toBe('ruled-already');
    expect(code(await make(runId, { ...pin, leaderRef: 'A' }))).toBe('ruled-already');
    expect(code(await make(runId, { kind: 'forbid', caseId: caseAt(0), leaderRef: 'A' }))).toBe(
      'pair-stands',
    );
    expect(code(await make(runId, { kind: 'place', caseId: caseAt(2), leaderRef: 'A' }))).toBe(
      'override-refused',
    );
    expect(code(await make(runId, { kind: 'place', caseId: caseAt(1), leaderRef: 'A' }))).toBe('case-pinned');
    expect(code(await make(runId, { kind: 'place', caseId: caseAt(1), leaderRef: 'B' }))).toBe('done');
    const rulings = async () =>
      (
        await service.database.transaction(SYSTEM, (manager) =>
          service.get(SnapshotQueries).build(manager, '2024-25', DEFAULT_RUN_PARAMS),
        )
      )?.rulings;
    expect(await rulings()).toEqual([
      { kind: 'pin', caseId: caseAt(1), leaderRef: 'B' },
      { kind: 'forbid', caseId: caseAt(2), leaderRef: 'A' },
    ]);
    const stored = await service.get(OverridesQueries).rulings({ offer: '2024-25' });
    const ban = stored.find(({ kind }) => kind === 'forbid');
    const lift = { kind: 'lift', rulingId: ban?.id ?? '' } as const;
    expect(code(await make(runId, lift, { kind: 'place', caseId: caseAt(2), leaderRef: 'A' }))).toBe('done');
    expect(code(await make(runId, lift))).toBe('ruling-lifted');
    expect((await rulings())?.map(({ kind }) => kind)).toEqual(['pin']);
  });

  it('made after the run keep a proposal from being published', async () => {
    await addRound(app(), 2, { A: {}, B: {} });
    const older = await addSolvedRun(app(), { leaderRef: 'A', caseId: caseAt(0) });
    const runId = await addSolvedRun(app());
    valueOf(await make(runId, { kind: 'forbid', caseId: caseAt(0), leaderRef: 'A' }));
    expect(await publish(older)).toMatchObject({
      refusal: {
        code: 'publish-refused',
        facts: { pairsForbidden: [{ caseId: caseAt(0), leaderRef: 'A' }] },
      },
    });
  });
});

describe('publishing a selection', () => {
  it('leaves the rest as proposals, to be published later or overridden', async () => {
    await addRound(app(), 3, { A: {}, B: {} });
    const runId = await addSolvedRun(
      app(),
      { leaderRef: 'A', caseId: caseAt(0) },
      { leaderRef: 'A', caseId: caseAt(1) },
    );
    const first = await openMatchOf(app(), runId, caseAt(0));
    expect(await publish(runId, [first, '00000000-0000-4000-8000-000000000000'])).toMatchObject({
      refusal: { code: 'unknown-match' },
    });
    expect(await publish(runId, [])).toMatchObject({ refusal: { code: 'nothing-to-do' } });
    expect(valueOf(await publish(runId, [first])).matches).toBe(1);
    expect((await service.get(RunsQueries).find(runId))?.state).toBe('published');
    expect(await daysLeftOf(app(), 'A')).toBe(16);
    expect(await publish(runId, [first])).toMatchObject({ refusal: { code: 'not-proposals' } });
    const second = await openMatchOf(app(), runId, caseAt(1));
    expect(code(await make(runId, { kind: 'reassign', matchId: second, leaderRef: 'B' }))).toBe('done');
    expect(valueOf(await publish(runId)).matches).toBe(1);
    expect(await daysLeftOf(app(), 'B')).toBe(16);
    expect(await publish(runId)).toMatchObject({ refusal: { code: 'not-possible-in-this-state' } });
  });
});
