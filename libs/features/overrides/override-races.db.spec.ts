import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { patientDataSource } from '../../../test/support/budget-factories.js';
import { campaignSize } from '../../../test/support/campaign-size.js';
import {
  addRound,
  addSolvedRun,
  auditCount,
  caseAt,
  daysLeftOf,
  DIRECTOR,
  openMatchOf,
  REASON,
  REVIEWER,
} from '../../../test/support/override-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { valueOf } from '../../../test/support/service-harness.js';
import { type Actor, SYSTEM } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { VerifyBudgets } from '../budgets/index.js';
import { VerifyMatches } from '../matches/index.js';
import { PublishRunUseCase, SnapshotQueries } from '../runs/index.js';
import { ForeseeOverride, MakeOverride, type OverrideChange } from './index.js';
import { SceneQueries } from './scene.queries.js';

const AT_ONCE = 64;
/** Runs whose leaders are swapped, four swaps in each at once, so many times over. */
const SWAPPED_RUNS = campaignSize('SWAP_RUNS', 4);
const SWAP_ROUNDS = campaignSize('SWAP_ROUNDS', 3);
const SWAP_SEED = campaignSize('SWAP_SEED', 20_261_122);
/** Times that two decide on what both saw. */
const RACES = campaignSize('STALE_RACES', 25);
const PATIENCE_MS = 120_000;

let test: TestDatabase;
let source: DataSource;
let database: Database;
let make: (runId: string, changes: readonly OverrideChange[], tag?: string, actor?: Actor) => Promise<string>;
let foresee: ForeseeOverride;
let publish: PublishRunUseCase;

beforeEach(async () => {
  test = await openTestDatabase([]);
  source = await patientDataSource(test.urls.app, 32);
  database = new Database(source);
  const scenes = new SceneQueries(new SnapshotQueries());
  foresee = new ForeseeOverride(database, scenes);
  publish = new PublishRunUseCase(database);
  const useCase = new MakeOverride(database, scenes);
  make = async (runId, changes, tag, actor = REVIEWER) => {
    const input = { runId, changes, ...REASON, ...(tag === undefined ? {} : { tag }) };
    const outcome = await useCase.execute(actor, input);
    return outcome.ok ? outcome.value.state : outcome.refusal.code;
  };
});
afterEach(async () => {
  await source.destroy();
  await test.close();
});

const times = <T>(count: number, made: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => made(index));
const count = (words: readonly string[], wanted: string): number =>
  words.filter((word) => word === wanted).length;

/** What is wrong in ledger, matches and cases after a race: nothing. */
async function wrongs(): Promise<unknown> {
  const { faults } = valueOf(await new VerifyBudgets(database).execute(SYSTEM));
  const reservations = valueOf(await new VerifyMatches(database).execute(SYSTEM));
  const cases = await source.query<unknown[]>(
    `SELECT c.case_id, c.state, count(m.id) AS live FROM support_case c
       LEFT JOIN match m ON m.offer = c.offer AND m.case_id = c.case_id AND m.state IN ('published','accepted','active')
      GROUP BY c.offer, c.case_id HAVING (c.state = 'matched') <> (count(m.id) = 1)`,
  );
  const halfDone = await source.query<unknown[]>(
    `SELECT id FROM match_decision WHERE state <> 'done' OR outcome IS NULL`,
  );
  return { faults, reservations, cases, halfDone };
}
const NOTHING_WRONG = { faults: [], reservations: [], cases: [], halfDone: [] };

describe('decisions at once', () => {
  it('against one budget, of many runs: exactly as many win as it has days for', async () => {
    await addRound(source, AT_ONCE, { A: { halfDaysOffered: 256 }, Wanted: { halfDaysOffered: 80 } });
    const runIds: string[] = [];
    for (const index of times(8, (i) => i)) {
      const own = times(8, (i) => ({ leaderRef: 'A', caseId: caseAt(index * 8 + i) }));
      const runId = await addSolvedRun(source, ...own);
      runIds.push(runId);
      valueOf(await publish.execute(SYSTEM, { runId }));
    }
    const moves = await Promise.all(
      times(AT_ONCE, async (i) => {
        const runId = runIds[Math.floor(i / 8)] ?? '';
        const matchId = await openMatchOf(source, runId, caseAt(i));
        return { runId, change: { kind: 'reassign', matchId, leaderRef: 'Wanted' } as const };
      }),
    );
    const outcomes = await Promise.all(moves.map(({ runId, change }) => make(runId, [change])));
    expect(count(outcomes, 'done')).toBe(20);
    expect(count(outcomes, 'override-refused')).toBe(AT_ONCE - 20);
    expect([await daysLeftOf(source, 'Wanted'), await daysLeftOf(source, 'A')]).toEqual([0, 80]);
    expect(await auditCount(source, 'override.decide')).toBe(20);
    expect(await wrongs()).toEqual(NOTHING_WRONG);
  });

  it('against one leader of one solved run: proposals never ask for more than there is', async () => {
    await addRound(source, AT_ONCE, { A: { halfDaysOffered: 256 }, Wanted: { halfDaysOffered: 40 } });
    const runId = await addSolvedRun(
      source,
      ...times(AT_ONCE, (i) => ({ leaderRef: 'A', caseId: caseAt(i) })),
    );
    const ids = await Promise.all(times(AT_ONCE, (i) => openMatchOf(source, runId, caseAt(i))));
    const outcomes = await Promise.all(
      ids.map((matchId) => make(runId, [{ kind: 'reassign', matchId, leaderRef: 'Wanted' }])),
    );
    expect(count(outcomes, 'done')).toBe(10);
    expect(await auditCount(source, 'override.decide')).toBe(10);
    expect(valueOf(await publish.execute(SYSTEM, { runId })).matches).toBe(AT_ONCE);
    expect(await daysLeftOf(source, 'Wanted')).toBe(0);
  });

  it(
    'that swap leaders crosswise over many runs: no days are made or lost, and none gets stuck',
    async () => {
      const leaders = times(8, (i) => `L${String(i)}`);
      const halfDaysOffered = SWAPPED_RUNS * 4 + 4;
      await addRound(
        source,
        SWAPPED_RUNS * 8,
        Object.fromEntries(leaders.map((ref) => [ref, { halfDaysOffered }])),
      );
      const placed: { runId: string; at: (string | undefined)[] }[] = [];
      for (const run of times(SWAPPED_RUNS, (i) => i)) {
        const own = leaders.map((leaderRef, i) => ({ leaderRef, caseId: caseAt(run * 8 + i) }));
        const runId = await addSolvedRun(source, ...own);
        valueOf(await publish.execute(SYSTEM, { runId }));
        placed.push({ runId, at: [...leaders] });
      }
      const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 });
      const orders = fc.sample(order, { numRuns: SWAPPED_RUNS * SWAP_ROUNDS, seed: SWAP_SEED });
      for (const round of times(SWAP_ROUNDS, (i) => i)) {
        const outcomes = await Promise.all(
          placed.flatMap(({ runId, at }, run) => {
            const mixed = orders[round * SWAPPED_RUNS + run] ?? [];
            return times(4, async (pair) => {
              const [a = 0, b = 1] = mixed.slice(2 * pair);
              const [ofA = '', ofB = ''] = [at[a], at[b]];
              [at[a], at[b]] = [ofB, ofA];
              const from = await openMatchOf(source, runId, caseAt(run * 8 + a));
              const to = await openMatchOf(source, runId, caseAt(run * 8 + b));
              return make(runId, [
                { kind: 'reassign', matchId: from, leaderRef: ofB },
                { kind: 'reassign', matchId: to, leaderRef: ofA },
              ]);
            });
          }),
        );
        expect({ round, seed: SWAP_SEED, ends: [...new Set(outcomes)] }).toEqual({
          ...{ round, seed: SWAP_SEED, ends: ['done'] },
        });
      }
      const left = await Promise.all(leaders.map((ref) => daysLeftOf(source, ref)));
      expect(left).toEqual(leaders.map(() => 4));
      expect(await wrongs()).toEqual(NOTHING_WRONG);
    },
    PATIENCE_MS * SWAP_ROUNDS,
  );

  it(
    'by two who saw the same: exactly one wins each time, and the other is told',
    async () => {
      await addRound(source, 1, { A: {}, B: {}, C: {} });
      const runId = await addSolvedRun(source, { leaderRef: 'A', caseId: caseAt(0) });
      let version = 0;
      for (const race of times(RACES, (i) => i)) {
        const matchId = await openMatchOf(source, runId, caseAt(0));
        const [now] = await source.query<{ leader_ref: string }[]>(
          `SELECT leader_ref FROM match WHERE id = $1`,
          [matchId],
        );
        const others = ['A', 'B', 'C'].filter((ref) => ref !== now?.leader_ref);
        const asked = others.map((leaderRef) => [{ kind: 'reassign', matchId, leaderRef } as const]);
        const tags = await Promise.all(
          asked.map(async (changes) => valueOf(await foresee.execute(REVIEWER, { runId, changes })).tag),
        );
        const outcomes = await Promise.all(
          asked.map((changes, i) => make(runId, changes, tags[i], i === 0 ? REVIEWER : DIRECTOR)),
        );
        expect({ race, outcomes: [...outcomes].sort() }).toEqual({ race, outcomes: ['done', 'overtaken'] });
        const [sum] = await source.query<{ total: number }[]>(
          `SELECT sum(version)::integer AS total FROM match WHERE run_id = $1`,
          [runId],
        );
        expect(sum?.total).toBeGreaterThan(version);
        version = sum?.total ?? 0;
      }
      expect(await auditCount(source, 'override.decide')).toBe(RACES);
    },
    PATIENCE_MS + RACES * 5_000,
  );
});
