import { SYSTEM } from '../../domain/kernel/index.js';
import {
  addRound,
  addSolvedRun,
  caseAt,
  openMatchOf,
  REVIEWER,
} from '../../../test/support/override-factories.js';
import {
  COORDINATOR,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { PublishRunUseCase } from '../runs/index.js';
import { ForeseeOverride, LeaderChoices, OverridesModule, ProposalsToReview } from './index.js';

let service: TestService;
beforeEach(async () => {
  service = await openTestService(OverridesModule);
});
afterEach(async () => {
  await service.close();
});

it('says of every leader what the effect of choosing them says, whatever else the run proposes', async () => {
  const source = service.test.app;
  await addRound(source, 4, {
    A: {},
    B: { maxEngagements: 2 },
    C: { halfDaysOffered: 8 },
    D: { travelMetres: 100 },
  });
  // An earlier run whose published match the offer remembers.
  const before = await addSolvedRun(source, { leaderRef: 'C', caseId: caseAt(3) });
  valueOf(await service.get(PublishRunUseCase).execute(COORDINATOR, { runId: before }));
  const runId = await addSolvedRun(
    source,
    { leaderRef: 'A', caseId: caseAt(0) },
    { leaderRef: 'B', caseId: caseAt(1) },
    { leaderRef: 'B', caseId: caseAt(2) },
  );
  const matchId = await openMatchOf(source, runId, caseAt(0));
  const choices = await service.get(LeaderChoices).forCase(SYSTEM, runId, caseAt(0), matchId);
  expect(choices?.map(({ leaderRef }) => leaderRef).toSorted()).toEqual(['A', 'B', 'C', 'D']);
  for (const { leaderRef, pair, daysLeft, refusals, toOverrule } of choices ?? []) {
    const changes = [{ kind: 'reassign', matchId, leaderRef }] as const;
    const { effect } = valueOf(await service.get(ForeseeOverride).execute(REVIEWER, { runId, changes }));
    const [item] = effect.items;
    expect({ leaderRef, refusals, toOverrule }).toEqual({
      ...{ leaderRef, refusals: item?.refusals, toOverrule: item?.toOverrule },
    });
    expect(pair).toEqual(refusals.length === 0 ? item?.after : null);
    expect(daysLeft).toBe(effect.leaders.find((one) => one.leaderRef === leaderRef)?.daysLeftBefore ?? 0);
  }
  expect(choices?.find(({ leaderRef }) => leaderRef === 'B')?.refusals).toMatchObject([
    { code: 'engagements-reached' },
  ]);
});

it('lists the proposals of the newest run that a reviewer should look at, by what is wrong', async () => {
  const source = service.test.app;
  await addRound(source, 4, { A: {}, B: {} });
  await addSolvedRun(source, { leaderRef: 'A', caseId: caseAt(0) });
  const newest = await addSolvedRun(
    source,
    ...[0, 1, 2, 3].map((n) => ({ leaderRef: n < 2 ? 'A' : 'B', caseId: caseAt(n) })),
  );
  const stands = (n: number, metres: number, facts: object): Promise<unknown> =>
    service.test.owner.query(
      `UPDATE match SET distance_metres = $3, facts = facts || $4::jsonb WHERE run_id = $1 AND case_id = $2`,
      [newest, caseAt(n), metres, JSON.stringify({ needsMet: ['send'], needsMissed: [], ...facts })],
    );
  await stands(0, 90_000, {});
  await stands(1, 50_000, { needsMet: [], needsMissed: ['send'] });
  await stands(2, 10_000, { overruled: [{ code: 'same-trust', facts: {} }] });
  await stands(3, 10_000, { needsMissed: ['reading'] });
  const proposals = service.get(ProposalsToReview);
  const found = async (filter: Parameters<ProposalsToReview['list']>[0], page = 1, size = 9) => {
    const { items, total } = await proposals.list(
      filter,
      { sort: 'miles', descending: true },
      { page, size },
    );
    return [...items.map(({ caseId }) => caseId), total];
  };
  expect(await found({})).toEqual([caseAt(0), caseAt(1), caseAt(2), 3]);
  expect(await found({}, 2, 2)).toEqual([caseAt(2), 3]);
  expect(await found({ reason: 'long-way' })).toEqual([caseAt(0), 1]);
  expect(await found({ reason: 'no-need-met' })).toEqual([caseAt(1), 1]);
  expect(await found({ reason: 'rule-set-aside' })).toEqual([caseAt(2), 1]);
  expect(await found({ text: caseAt(1) })).toEqual([caseAt(1), 1]);
  expect(await found({ offer: '2019-20' })).toEqual([0]);
});
