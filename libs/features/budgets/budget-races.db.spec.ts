import {
  addCases,
  addLeaders,
  addMatch,
  OFFER,
  patientDataSource,
  valueOf,
} from '../../../test/support/budget-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { type Outcome, SYSTEM } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import {
  BudgetsQueries,
  type DayMovement,
  type DaysMoved,
  grantBudget,
  holdBudgets,
  releaseDays,
  reserveDays,
  VerifyBudgets,
} from './index.js';

const AT_ONCE = 64;
const CONNECTIONS = 32;

let test: TestDatabase;
let database: Database;
/** By leader: a match to move days for. */
const matchIds = new Map<string, string>();

beforeAll(async () => {
  test = await openTestDatabase([]);
  database = new Database(await patientDataSource(test.urls.app, CONNECTIONS));
  await addCases(test.app, 'c1');
});
afterAll(async () => {
  await database.dataSource.destroy();
  await test.close();
});

/** No race may leave a chain that does not add up, or that was below zero at any moment. */
afterEach(async () => {
  const verified = valueOf(await new VerifyBudgets(database).execute(SYSTEM));
  if (verified.faults.length > 0) throw new Error(JSON.stringify(verified.faults));
});

async function addMatched(grants: Readonly<Record<string, number>>): Promise<void> {
  await addLeaders(test.app, grants);
  for (const leaderRef of Object.keys(grants)) {
    matchIds.set(leaderRef, await addMatch(test.app, { leaderRef, caseId: 'c1' }));
  }
}

function movement(leaderRef: string, halfDays: number, key: string): DayMovement {
  const matchId = matchIds.get(leaderRef) ?? '';
  const idempotencyKey = `${leaderRef}:${key}`;
  return { offer: OFFER, leaderRef, halfDays, matchId, runId: null, idempotencyKey, reason: 'race' };
}

const reserve = (one: DayMovement): Promise<Outcome<DaysMoved>> =>
  database.transaction(SYSTEM, (manager) => reserveDays(manager, SYSTEM, [one]));
const release = (one: DayMovement): Promise<Outcome<DaysMoved>> =>
  database.transaction(SYSTEM, (manager) => releaseDays(manager, SYSTEM, [one]));

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

async function available(leaderRef: string): Promise<number | undefined> {
  return (await new BudgetsQueries(database).find(OFFER, leaderRef))?.availableHalfDays;
}

describe('one budget, wanted by many at once', () => {
  it.each(['round-1', 'round-2', 'round-3', 'round-4', 'round-5'])(
    'gives exactly as many as there are days (%s)',
    async (leaderRef) => {
      await addMatched({ [leaderRef]: 40 });
      const outcomes = await Promise.all(times(AT_ONCE, (i) => reserve(movement(leaderRef, 2, String(i)))));
      const refusals = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal.code]));
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(20);
      expect(refusals).toEqual(times(AT_ONCE - 20, () => 'not-enough-days'));
      expect(await available(leaderRef)).toBe(0);
    },
  );

  it('is never below zero while others give days back', async () => {
    await addMatched({ mixed: 24 });
    for (const i of times(8, (n) => n)) valueOf(await reserve(movement('mixed', 3, `held ${i}`)));
    const outcomes = await Promise.all(
      times(AT_ONCE, (i) =>
        i % 8 === 0 ? release(movement('mixed', 3, `back ${i}`)) : reserve(movement('mixed', 2, `new ${i}`)),
      ),
    );
    const released = outcomes.filter(({ ok }, i) => ok && i % 8 === 0).length;
    const reserved = outcomes.filter(({ ok }, i) => ok && i % 8 !== 0).length;
    expect(released).toBe(8);
    expect(reserved).toBeLessThanOrEqual(12);
    expect(await available('mixed')).toBe(8 * 3 - 2 * reserved);
  });

  it('is charged once for one key, however many ask at once', async () => {
    await addMatched({ replay: 40 });
    const outcomes = await Promise.all(times(50, () => reserve(movement('replay', 2, 'the same'))));
    const written = outcomes.map((outcome) => valueOf(outcome).written);
    expect(written.filter((count) => count === 1)).toHaveLength(1);
    expect(written.filter((count) => count === 0)).toHaveLength(49);
    expect(await available('replay')).toBe(38);
  });

  it('is opened once, however many surveys arrive at once', async () => {
    await addMatched({ opened: 0 });
    const outcomes = await Promise.all(
      times(20, (i) =>
        database.transaction(SYSTEM, (manager) =>
          grantBudget(manager, SYSTEM, {
            ...{ offer: OFFER, leaderRef: 'opened', halfDays: 10, idempotencyKey: `survey ${i}` },
          }),
        ),
      ),
    );
    const changes = outcomes.map((outcome) => valueOf(outcome).change);
    expect(changes.filter((change) => change === 'granted')).toHaveLength(1);
    expect(changes.filter((change) => change === 'unchanged')).toHaveLength(19);
    expect(await available('opened')).toBe(10);
  });
});

describe('several budgets in one transaction', () => {
  const leaders = ['s1', 's2', 's3', 's4', 's5', 's6'];
  const swaps = leaders.flatMap((from) => leaders.filter((to) => to !== from).map((to) => ({ from, to })));

  it('changes days over between leaders, both ways at once, without a deadlock', async () => {
    await addMatched(Object.fromEntries(leaders.map((ref) => [ref, 60])));
    for (const ref of leaders) valueOf(await reserve(movement(ref, 30, 'start')));
    let attempts = 0;
    const outcomes = await Promise.all(
      [...swaps, ...swaps].map(({ from, to }, i) =>
        database.transaction(SYSTEM, async (manager) => {
          attempts++;
          await holdBudgets(manager, [
            { offer: OFFER, leaderRef: from },
            { offer: OFFER, leaderRef: to },
          ]);
          const released = await releaseDays(manager, SYSTEM, [movement(from, 1, `out ${i}`)]);
          return released.ok ? reserveDays(manager, SYSTEM, [movement(to, 1, `in ${i}`)]) : released;
        }),
      ),
    );
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(attempts).toBe(60);
    await expect(Promise.all(leaders.map(available))).resolves.toEqual(leaders.map(() => 30));
  });

  it('reserves with several leaders at once, in whatever order they are named', async () => {
    const many = ['m1', 'm2', 'm3', 'm4'];
    await addMatched(Object.fromEntries(many.map((ref) => [ref, 16])));
    let attempts = 0;
    const outcomes = await Promise.all(
      times(24, (i) =>
        database.transaction(SYSTEM, (manager) => {
          attempts++;
          const order = i % 2 === 0 ? many : many.toReversed();
          return reserveDays(
            manager,
            SYSTEM,
            order.map((ref) => movement(ref, 2, `all ${i}`)),
          );
        }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(8);
    expect(attempts).toBe(24);
    await expect(Promise.all(many.map(available))).resolves.toEqual([0, 0, 0, 0]);
  });
});
