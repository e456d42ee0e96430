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
import { ForeseeOverride, LeaderChoices, OverridesModule } from './index.js';

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
