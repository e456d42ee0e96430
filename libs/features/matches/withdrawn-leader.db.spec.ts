import {
  addRound,
  addSolvedRun,
  caseAt,
  daysLeftOf,
  openMatchOf,
} from '../../../test/support/override-factories.js';
import { OFFER } from '../../../test/support/budget-factories.js';
import {
  COORDINATOR,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { BudgetsQueries } from '../budgets/index.js';
import { DeliveryModule, ReconcileDays } from '../delivery/index.js';
import { PublishRunUseCase, RunsModule } from '../runs/index.js';
import { ChangeAnswer, SurveyModule, WithdrawAnswer } from '../survey/index.js';
import { AcceptMatch, DeclineMatch, UnpublishMatch } from './index.js';

let service: TestService;
let ids: readonly string[];

/** Leader A, of whose 20 half-days two published matches hold four each. */
beforeEach(async () => {
  service = await openTestService(SurveyModule, RunsModule, DeliveryModule);
  await addRound(service.test.app, 2, { A: {} });
  const pairs = [0, 1].map((index) => ({ leaderRef: 'A', caseId: caseAt(index) }));
  const runId = await addSolvedRun(service.test.app, ...pairs);
  valueOf(await service.get(PublishRunUseCase).execute(COORDINATOR, { runId }));
  ids = await Promise.all([0, 1].map((index) => openMatchOf(service.test.app, runId, caseAt(index))));
});
afterEach(async () => {
  const { differences } = valueOf(await service.get(ReconcileDays).execute(SYSTEM));
  await service.close();
  if (differences > 0) throw new Error(`${String(differences)} differences`);
});

const withdraw = () =>
  service
    .get(WithdrawAnswer)
    .execute(COORDINATOR, { offer: OFFER, leaderRef: 'A', version: 1, reason: 'Illness' });
const figures = async () => {
  const budget = await service.get(BudgetsQueries).find(OFFER, 'A');
  return [budget?.grantedHalfDays, budget?.reservedHalfDays, budget?.availableHalfDays];
};

describe('a leader who has withdrawn', () => {
  it('has no days to give when one that was promised comes back', async () => {
    const [first = '', second = ''] = ids;
    valueOf(await withdraw());
    expect(await figures()).toEqual([8, 8, 0]);
    valueOf(await service.get(DeclineMatch).execute(COORDINATOR, { matchId: first, reason: 'Ill' }));
    expect(await figures()).toEqual([4, 4, 0]);
    valueOf(await service.get(UnpublishMatch).execute(COORDINATOR, { matchId: second }));
    expect(await figures()).toEqual([0, 0, 0]);
  });

  it('has them again with a new answer', async () => {
    const [first = '', second = ''] = ids;
    valueOf(await service.get(AcceptMatch).execute(COORDINATOR, { matchId: second }));
    valueOf(await withdraw());
    valueOf(await service.get(DeclineMatch).execute(COORDINATOR, { matchId: first, reason: 'Ill' }));
    const cells = {
      ...{ phases: 'primary', expertise: 'quality-of-education', days_offered: '6', max_engagements: '' },
      ...{ travel_miles: '', support_levels: 'school', available_from: '', available_to: '' },
      ...{ excluded_urns: '', excluded_trust_uids: '' },
    };
    const given = { offer: OFFER, leaderRef: 'A', version: 2, cells } as const;
    valueOf(await service.get(ChangeAnswer).execute(COORDINATOR, given));
    expect(await figures()).toEqual([12, 4, 8]);
  });

  it('and whose matches are declined at the same moment has none left, whoever comes first', async () => {
    const decline = (matchId: string) =>
      service.get(DeclineMatch).execute(COORDINATOR, { matchId, reason: 'Ill' });
    const ends = await Promise.all([...ids.map(decline), withdraw()]);
    expect(ends.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(await daysLeftOf(service.test.app, 'A')).toBe(0);
  });
});
