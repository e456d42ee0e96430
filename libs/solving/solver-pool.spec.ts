import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkPlan, type Problem, type SolveProgress } from '../domain/planning/index.js';
import { DEFAULT_SOLVE_OPTIONS, solveProblem, solveProblemInThread, SolverPool } from './index.js';

const SMALL: Problem = {
  version: 1,
  leaders: [
    { id: 'K', days: 8 },
    { id: 'L', days: 5 },
  ],
  cases: [
    { id: 'A', days: 3 },
    { id: 'B', days: 5 },
  ],
  candidates: [
    { leader: 'K', case: 'A', score: 1 },
    { leader: 'K', case: 'B', score: 2 },
    { leader: 'L', case: 'B', score: 1 },
  ],
};

/** Mixed days, tight budgets and many equal choices: minutes of search. */
const HARD: Problem = {
  version: 1,
  leaders: Array.from({ length: 60 }, (_, index) => ({ id: `L${index}`, days: 20.5 + (index % 5) })),
  cases: Array.from({ length: 200 }, (_, index) => ({
    id: `C${index}`,
    days: [3, 5, 8, 10, 10][index % 5] ?? 10,
  })),
  candidates: Array.from({ length: 200 * 30 }, (_, index) => ({
    leader: `L${(Math.floor(index / 30) * 7 + (index % 30) * 2) % 60}`,
    case: `C${Math.floor(index / 30)}`,
    score: ((index * 7919) % 90_001) / 1000,
  })),
};

let pool: SolverPool;
beforeAll(() => {
  // Threads run the built file: say so, rather than fail with a missing module.
  if (!existsSync(resolve(process.cwd(), 'dist/libs/solving/solve-thread.js'))) {
    throw new Error('Run npm run build first: the threads of the pool run the built files.');
  }
  pool = new SolverPool({ maxThreads: 1 });
});
afterAll(async () => {
  await pool.close();
});

it('makes the same plan in a thread as in this process', async () => {
  const here = await solveProblem(SMALL, DEFAULT_SOLVE_OPTIONS);
  const there = await pool.solve(SMALL, DEFAULT_SOLVE_OPTIONS);
  expect(there.ok && { ...there.value, seconds: 0 }).toEqual(here.ok && { ...here.value, seconds: 0 });
});

it('refuses what makePlan refuses', async () => {
  const outcome = await pool.solve(SMALL, { ...DEFAULT_SOLVE_OPTIONS, engine: 'cplex' });
  expect(outcome).toMatchObject({ ok: false, refusal: { code: 'unknown-engine' } });
});

it('is killed in the middle of a solve, at once, and the next solve works', async () => {
  const cancel = new AbortController();
  let abortedMs = 0;
  const outcome = await pool.solve(HARD, DEFAULT_SOLVE_OPTIONS, {
    signal: cancel.signal,
    onProgress: ({ phase }) => {
      if (phase !== 'solving') return;
      abortedMs = performance.now();
      cancel.abort();
    },
  });
  expect(outcome).toMatchObject({ ok: false, refusal: { code: 'cancelled' } });
  expect(performance.now() - abortedMs).toBeLessThan(2000);
  expect((await pool.solve(SMALL, DEFAULT_SOLVE_OPTIONS)).ok).toBe(true);
});

it('does not begin when it was cancelled before', async () => {
  const outcome = await pool.solve(SMALL, DEFAULT_SOLVE_OPTIONS, { signal: AbortSignal.abort() });
  expect(outcome).toMatchObject({ ok: false, refusal: { code: 'cancelled' } });
});

it('stops a solve when the process holds more memory than it may', async () => {
  const tight = new SolverPool({ maxThreads: 1, processMegabytes: 1 });
  const outcome = await tight.solve(HARD, DEFAULT_SOLVE_OPTIONS);
  await tight.close();
  expect(outcome).toMatchObject({ ok: false, refusal: { code: 'memory-limit-reached' } });
});

it('kills a thread that outlives its time limit and the grace after it', async () => {
  const strict = new SolverPool({ maxThreads: 1, graceSeconds: -59.5 });
  const outcome = await strict.solve(HARD, { ...DEFAULT_SOLVE_OPTIONS, timeLimitSeconds: 60 });
  await strict.close();
  expect(outcome).toMatchObject({ ok: false, refusal: { code: 'time-limit-overrun' } });
});

it('ends by itself at its time limit, with a sound plan, and tells how far it came', async () => {
  const told: SolveProgress[] = [];
  const outcome = await solveProblemInThread(
    HARD,
    { ...DEFAULT_SOLVE_OPTIONS, timeLimitSeconds: 2 },
    { onProgress: (progress) => told.push(progress) },
  );
  expect(outcome.ok && checkPlan(HARD, outcome.value)).toEqual([]);
  expect([...new Set(told.map(({ phase }) => phase))]).toEqual(['preparing', 'solving', 'checking']);
  expect(told.every(({ fraction }) => fraction >= 0 && fraction <= 1)).toBe(true);
});
