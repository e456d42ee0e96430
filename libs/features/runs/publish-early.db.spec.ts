import { eventually } from '../../../test/support/eventually.js';
import { addCases, addLeaders, addRun, OFFER } from '../../../test/support/budget-factories.js';
import {
  COORDINATOR,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { publishMatches } from '../matches/index.js';
import { DiscardRunUseCase, PublishRunUseCase, RunsModule } from './index.js';

let service: TestService;
let runId: string;
/** Has taken the first half-days of L2. */
let taken: string;

beforeEach(async () => {
  service = await openTestService(RunsModule);
  await addLeaders(service.test.app, { L1: 20, L2: 6 });
  await addCases(service.test.app, 'a', 'b', 'c');
  taken = await addRun(service.test.app, { leaderRef: 'L2', caseId: 'c' });
  runId = await addRun(service.test.app, { leaderRef: 'L1', caseId: 'a' }, { leaderRef: 'L2', caseId: 'b' });
});
afterEach(() => service.close());

const publish = (id = runId) => service.get(PublishRunUseCase).execute(COORDINATOR, { runId: id });

/** While somebody else holds the budget of L2. */
async function whileHeld<T>(work: () => Promise<T>, then?: string): Promise<T> {
  const holder = service.test.app.createQueryRunner();
  await holder.startTransaction();
  try {
    await holder.query(`SELECT FROM leader_budget WHERE leader_ref = 'L2' AND offer = $1 FOR UPDATE`, [
      OFFER,
    ]);
    if (then !== undefined) await holder.query(then);
    return await work();
  } finally {
    if (holder.isTransactionActive) await holder.commitTransaction();
    await holder.release();
  }
}

describe('a budget that does not suffice', () => {
  it('is told of without waiting for whoever holds it, in the same words as under the locks', async () => {
    valueOf(await publish(taken));
    const early = await whileHeld(() => publish());
    expect(early).toMatchObject({
      refusal: {
        code: 'publish-refused',
        facts: {
          leadersShortOfDays: [{ leaderRef: 'L2', neededHalfDays: 4, leftHalfDays: 2 }],
          casesWithLiveMatch: [],
        },
      },
    });
    const locked = await service.database.transaction(COORDINATOR, (manager) =>
      publishMatches(manager, COORDINATOR, runId),
    );
    expect(early).toEqual(locked);
  });

  it('that sufficed when it was looked at is looked at again under its lock', async () => {
    let asked: ReturnType<typeof publish> | undefined;
    const all = `INSERT INTO ledger_entry (budget_id, n, kind, delta_half_days, prev_n, prev_balance, balance, idempotency_key, actor_id, reason)
      SELECT id, 2, 'reserve', -6, 1, 6, 0, 'elsewhere', 'test', 'published' FROM leader_budget WHERE leader_ref = 'L2'`;
    await whileHeld(async () => {
      asked = publish();
      await eventually('it waits for the budget', async () => {
        const waiting = await service.test.app.query<unknown[]>(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return waiting.length > 0 ? true : undefined;
      });
    }, all);
    expect(await asked).toMatchObject({
      refusal: { facts: { leadersShortOfDays: [{ leaderRef: 'L2', leftHalfDays: 0 }] } },
    });
  });

  it('matters for a run only that could be published at all', async () => {
    valueOf(await publish(taken));
    valueOf(await service.get(DiscardRunUseCase).execute(COORDINATOR, { runId, reason: 'Another survey' }));
    expect(await publish()).toMatchObject({ refusal: { code: 'not-possible-in-this-state' } });
    expect(await publish('00000000-0000-4000-8000-000000000000')).toMatchObject({
      refusal: { code: 'unknown-run' },
    });
  });
});
