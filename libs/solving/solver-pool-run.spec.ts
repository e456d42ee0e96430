import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { leaderWith, snapshotWith, supportCaseWith } from '../../test/support/matching-factories.js';
import type { SolveProgress } from '../domain/planning/index.js';
import { planHere, SolverPool, solveRun } from './index.js';

/** Enough pairs that preparing takes a while: each of them is judged. */
const WIDE = snapshotWith({
  leaders: Array.from({ length: 900 }, (_, index) => leaderWith({ leaderRef: `L${String(index)}` })),
  cases: Array.from({ length: 900 }, (_, index) => supportCaseWith({ caseId: `school-${String(index)}` })),
});

let pool: SolverPool;
beforeAll(() => {
  if (!existsSync(resolve(process.cwd(), 'dist/libs/solving/solve-thread.js'))) {
    throw new Error('Run npm run build first: the threads of the pool run the built files.');
  }
  pool = new SolverPool({ maxThreads: 1 });
});
afterAll(async () => {
  await pool.close();
});

const timeless = (run: object): object =>
  JSON.parse(JSON.stringify(run).replaceAll(/"seconds":[^,}]+/g, '"seconds":0')) as object;

it('gives the same result from a thread as from this process, and tells each phase', async () => {
  const told: SolveProgress['phase'][] = [];
  const here = await solveRun(snapshotWith(), planHere);
  const there = await pool.solveRun(snapshotWith(), { onProgress: ({ phase }) => told.push(phase) });
  expect(here.ok && there.ok && timeless(there.value)).toEqual(here.ok && timeless(here.value));
  expect([...new Set(told)]).toEqual(['preparing', 'solving', 'checking']);
});

it('refuses a pin that no rule lets through', async () => {
  const pin = { kind: 'pin', leaderRef: 'nobody', caseId: 'school-990100' } as const;
  const outcome = await pool.solveRun(snapshotWith({ rulings: [pin] }));
  expect(outcome).toMatchObject({ ok: false, refusal: { code: 'pin-refused' } });
});

it('is killed while it prepares, and the next run works', async () => {
  const cancel = new AbortController();
  const told: SolveProgress[] = [];
  const outcome = await pool.solveRun(WIDE, {
    signal: cancel.signal,
    onProgress: (progress) => {
      told.push(progress);
      cancel.abort();
    },
  });
  expect(outcome).toMatchObject({ ok: false, refusal: { code: 'cancelled' } });
  expect(told).toEqual([{ phase: 'preparing', fraction: 0 }]);
  expect((await pool.solveRun(snapshotWith())).ok).toBe(true);
});

it('is killed when it outlives its time limit, what is around the solve, and the grace', async () => {
  const strict = new SolverPool({ maxThreads: 1, graceSeconds: -10_000 });
  const outcome = await strict.solveRun(WIDE);
  await strict.close();
  expect(outcome).toMatchObject({ ok: false, refusal: { code: 'time-limit-overrun' } });
});

it('answers about a solved run, and fetches the run only for the first question', async () => {
  const solved = await pool.solveRun(snapshotWith());
  let loads = 0;
  const ask = (caseId: string): ReturnType<SolverPool['effect']> =>
    pool.effect({
      key: 'run-1',
      changes: [{ kind: 'unassign', case: caseId }],
      load: () => {
        loads += 1;
        if (!solved.ok) throw new Error(solved.refusal.code);
        return Promise.resolve({ snapshot: snapshotWith(), plan: solved.value.plan });
      },
    });
  const first = await ask('school-990100');
  expect(first.ok && first.value.changed).toMatchObject([{ case: 'school-990100', after: null }]);
  expect((await ask('school-990100')).ok).toBe(true);
  expect(await ask('school-1')).toMatchObject({ ok: false });
  expect(loads).toBe(1);
});
