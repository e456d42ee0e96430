import { addCases, addLeaders, addMatch, OFFER, valueOf } from '../../../test/support/budget-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import {
  BudgetsQueries,
  type BudgetGrant,
  type DayMovement,
  deliverDays,
  grantBudget,
  grantBudgets,
  releaseDays,
  reserveDays,
} from './index.js';

let test: TestDatabase;
let database: Database;
let queries: BudgetsQueries;
/** Real matches to hang days on, by leader and case: `A c1` to `C c3`. */
const matchIds = new Map<string, string>();

beforeEach(async () => {
  test = await openTestDatabase([]);
  database = new Database(test.app);
  queries = new BudgetsQueries(database);
  await addLeaders(test.app, { A: 20, B: 6, C: 0 });
  await addCases(test.app, 'c1', 'c2', 'c3');
  for (const leaderRef of ['A', 'B', 'C']) {
    for (const caseId of ['c1', 'c2', 'c3']) {
      matchIds.set(`${leaderRef} ${caseId}`, await addMatch(test.app, { leaderRef, caseId }));
    }
  }
});
afterEach(() => test.close());

function movement(leaderRef: string, halfDays: number, caseId: string, key: string): DayMovement {
  const matchId = matchIds.get(`${leaderRef} ${caseId}`) ?? '';
  return { offer: OFFER, leaderRef, halfDays, matchId, runId: null, idempotencyKey: key, reason: 'test' };
}

const grant = (leaderRef: string, halfDays: number, key: string): BudgetGrant => ({
  ...{ offer: OFFER, leaderRef, halfDays, idempotencyKey: key },
});

const reserve = (...movements: DayMovement[]): ReturnType<typeof reserveDays> =>
  database.transaction(SYSTEM, (manager) => reserveDays(manager, SYSTEM, movements));
const release = (...movements: DayMovement[]): ReturnType<typeof releaseDays> =>
  database.transaction(SYSTEM, (manager) => releaseDays(manager, SYSTEM, movements));
const deliver = (...movements: DayMovement[]): ReturnType<typeof deliverDays> =>
  database.transaction(SYSTEM, (manager) => deliverDays(manager, SYSTEM, movements));
const regrant = (given: BudgetGrant): ReturnType<typeof grantBudget> =>
  database.transaction(SYSTEM, (manager) => grantBudget(manager, SYSTEM, given));

/** granted, reserved, delivered, available of a leader. */
async function figures(leaderRef: string): Promise<readonly (number | undefined)[]> {
  const found = await queries.find(OFFER, leaderRef);
  return [
    ...[found?.grantedHalfDays, found?.reservedHalfDays],
    ...[found?.deliveredHalfDays, found?.availableHalfDays],
  ];
}

async function countRows(): Promise<unknown> {
  const [row] = await test.app.query<{ rows: number }[]>(
    `SELECT count(*)::integer AS rows FROM ledger_entry`,
  );
  return row?.rows;
}

describe('granting days', () => {
  it('opens a budget once and follows the survey by the difference', async () => {
    await expect(regrant(grant('A', 26, 'survey:2'))).resolves.toMatchObject({
      value: { change: 'adjusted', deltaHalfDays: 6, grantedHalfDays: 26, availableHalfDays: 26 },
    });
    await expect(regrant(grant('C', 8, 'survey:2c'))).resolves.toMatchObject({
      value: { change: 'granted', deltaHalfDays: 8 },
    });
    await expect(regrant(grant('B', 6, 'survey:2b'))).resolves.toMatchObject({
      value: { change: 'unchanged' },
    });
    expect(await figures('A')).toEqual([26, 0, 0, 26]);
    expect(await figures('B')).toEqual([6, 0, 0, 6]);
    expect(await figures('C')).toEqual([8, 0, 0, 8]);
  });

  it('keeps a leader who offers no days, without any row in the ledger', async () => {
    expect(await figures('C')).toEqual([0, 0, 0, 0]);
    await expect(queries.statement(OFFER, 'C')).resolves.toEqual({ items: [], nextCursor: null });
  });

  it('does an old import over again without undoing a newer one', async () => {
    await regrant(grant('A', 10, 'survey:old'));
    await regrant(grant('A', 30, 'survey:new'));
    await expect(regrant(grant('A', 10, 'survey:old'))).resolves.toMatchObject({
      value: { change: 'replayed' },
    });
    expect(await figures('A')).toEqual([30, 0, 0, 30]);
  });

  it('refuses a cut below what is spoken for, by name, and lets the other leaders go on', async () => {
    valueOf(await reserve(movement('A', 8, 'c1', 'r1')));
    valueOf(await deliver(movement('A', 3, 'c1', 'd1')));
    const outcomes = await database.transaction(SYSTEM, (manager) =>
      grantBudgets(manager, SYSTEM, [grant('A', 7, 's:a'), grant('B', 2, 's:b'), grant('C', 2.5, 's:c')]),
    );
    expect(outcomes).toEqual([
      {
        ok: false,
        refusal: {
          code: 'grant-below-reserved',
          facts: {
            ...{ offer: OFFER, leaderRef: 'A', wantedHalfDays: 7 },
            ...{ reservedHalfDays: 5, deliveredHalfDays: 3 },
          },
        },
      },
      expect.objectContaining({ ok: true }),
      {
        ok: false,
        refusal: {
          code: 'half-days-not-whole',
          facts: { offer: OFFER, leaderRef: 'C', kind: 'grant', halfDays: 2.5 },
        },
      },
    ]);
    expect(await figures('A')).toEqual([20, 5, 3, 12]);
    expect(await figures('B')).toEqual([2, 0, 0, 2]);
    await expect(regrant(grant('A', 8, 's:a8'))).resolves.toMatchObject({ value: { availableHalfDays: 0 } });
  });

  it("refuses one leader's key for another", async () => {
    await expect(regrant(grant('B', 9, 'test-grant:A'))).resolves.toMatchObject({
      refusal: { code: 'idempotency-key-reused', facts: { leaderRef: 'B', key: 'test-grant:A' } },
    });
    expect(await figures('B')).toEqual([6, 0, 0, 6]);
  });

  it('tells the audit trail what was granted and what changed, and nothing where nothing did', async () => {
    await regrant(grant('A', 26, 'survey:2'));
    await regrant(grant('A', 26, 'survey:3'));
    const events = await test.app.query<unknown[]>(
      `SELECT action, before, after->>'leaderRef' AS leader, (after->>'grantedHalfDays')::integer AS granted, reason
         FROM audit_event WHERE subject_kind = 'budget' ORDER BY id`,
    );
    expect(events).toEqual([
      { action: 'budget.grant', before: { grantedHalfDays: 0 }, leader: 'A', granted: 20, reason: 'survey' },
      { action: 'budget.grant', before: { grantedHalfDays: 0 }, leader: 'B', granted: 6, reason: 'survey' },
      {
        action: 'budget.adjust',
        before: { grantedHalfDays: 20 },
        leader: 'A',
        granted: 26,
        reason: 'survey',
      },
    ]);
  });
});

describe('reserving days', () => {
  it('takes days of several leaders in one go', async () => {
    const moved = valueOf(
      await reserve(movement('A', 4, 'c1', 'r1'), movement('B', 6, 'c2', 'r2'), movement('A', 5, 'c3', 'r3')),
    );
    expect(moved).toEqual({ written: 3, replayed: 0 });
    expect(await figures('A')).toEqual([20, 9, 0, 11]);
    expect(await figures('B')).toEqual([6, 6, 0, 0]);
  });

  it('is refused as a whole, naming every leader whose budget does not suffice', async () => {
    await test.app.query(`INSERT INTO leader (ref, name) VALUES ('D', 'Without a budget')`);
    const before = await countRows();
    const outcome = await reserve(
      ...[movement('A', 4, 'c1', 'r1'), movement('B', 4, 'c2', 'r2'), movement('B', 4, 'c3', 'r3')],
      ...[movement('C', 1, 'c1', 'r4'), movement('D', 2, 'c2', 'r5')],
    );
    expect(outcome).toEqual({
      ok: false,
      refusal: {
        code: 'not-enough-days',
        facts: {
          leaderRefs: ['B', 'C', 'D'],
          leaders: [
            { offer: OFFER, leaderRef: 'B', neededHalfDays: 8, leftHalfDays: 6 },
            { offer: OFFER, leaderRef: 'C', neededHalfDays: 1, leftHalfDays: 0 },
            { offer: OFFER, leaderRef: 'D', neededHalfDays: 2, leftHalfDays: 0 },
          ],
        },
      },
    });
    expect(await countRows()).toBe(before);
  });

  it('does the same thing once, and nothing else under its key', async () => {
    const first = movement('A', 4, 'c1', 'r1');
    valueOf(await reserve(first));
    expect(valueOf(await reserve(first, movement('A', 2, 'c2', 'r2')))).toEqual({ written: 1, replayed: 1 });
    expect(await figures('A')).toEqual([20, 6, 0, 14]);
    const others = [
      { ...first, halfDays: 6 },
      { ...first, leaderRef: 'B' },
      { ...first, matchId: matchIds.get('A c3') ?? '' },
    ];
    for (const other of others) {
      await expect(reserve(other)).resolves.toMatchObject({
        refusal: { code: 'idempotency-key-reused', facts: { keys: ['r1'] } },
      });
    }
    await expect(release(first)).resolves.toMatchObject({ refusal: { code: 'idempotency-key-reused' } });
    expect(await figures('A')).toEqual([20, 6, 0, 14]);
  });

  it('leaves nothing of a call without movements', async () => {
    expect(valueOf(await reserve())).toEqual({ written: 0, replayed: 0 });
  });
});

describe('releasing and delivering days', () => {
  beforeEach(async () => {
    valueOf(await reserve(movement('A', 6, 'c1', 'r1'), movement('A', 4, 'c2', 'r2')));
  });

  it('gives back what a match held', async () => {
    valueOf(await release(movement('A', 6, 'c1', 'x1')));
    expect(await figures('A')).toEqual([20, 4, 0, 16]);
  });

  it('gives back no more than that very match holds in that very budget', async () => {
    valueOf(await reserve(movement('B', 5, 'c3', 'r3')));
    const before = await countRows();
    const outcome = await release(...[movement('A', 7, 'c1', 'x1'), movement('A', 2, 'c2', 'x2')], {
      ...movement('A', 1, 'c3', 'x3'),
      matchId: matchIds.get('B c3') ?? '',
    });
    expect(outcome).toEqual({
      ok: false,
      refusal: {
        code: 'more-than-reserved',
        facts: {
          matches: [
            { matchId: matchIds.get('A c1'), leaderRef: 'A', neededHalfDays: 7, reservedHalfDays: 6 },
            { matchId: matchIds.get('B c3'), leaderRef: 'A', neededHalfDays: 1, reservedHalfDays: 0 },
          ],
        },
      },
    });
    expect(await countRows()).toBe(before);
  });

  it('delivers step by step what is reserved, then no more', async () => {
    valueOf(await deliver(movement('A', 1, 'c1', 'd1')));
    valueOf(await deliver(movement('A', 1, 'c1', 'd1')));
    valueOf(await deliver(movement('A', 3, 'c1', 'd2')));
    expect(await figures('A')).toEqual([20, 6, 4, 10]);
    await expect(deliver(movement('A', 3, 'c1', 'd3'))).resolves.toMatchObject({
      refusal: { code: 'more-than-reserved' },
    });
    valueOf(await release(movement('A', 2, 'c1', 'x1')));
    expect(await figures('A')).toEqual([20, 4, 4, 12]);
  });
});
