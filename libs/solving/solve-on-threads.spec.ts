import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { islandsProblem, nationalProblem } from '../../benchmarks/national.js';
import { checkPlan, type Plan, type Problem, type SolveProgress } from '../domain/planning/index.js';
import { DEFAULT_SOLVE_OPTIONS, solveOnThreads, solveProblem, type ThreadControl } from './index.js';

/** Seven regions of 3 to 18 cases, some of them of several components. */
const ISLANDS = islandsProblem({ seed: 3, cases: 60, ratio: 1, days: 'mixed' });
const COUNTED = { ...DEFAULT_SOLVE_OPTIONS, timeLimitSeconds: 0.1, deterministic: true };
/** Every component is worth a thread, however small. */
const ALWAYS = { leastPairs: { mixedDays: 1, equalDays: 1 } };

beforeAll(() => {
  if (!existsSync(resolve(process.cwd(), 'dist/libs/solving/part-thread.js'))) {
    throw new Error('Run npm run build first: the threads run the built files.');
  }
});

function withoutClock(outcome: Awaited<ReturnType<typeof solveProblem>>): Omit<Plan, 'seconds'> {
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  const { seconds, ...plan } = outcome.value;
  expect(seconds).toBeGreaterThan(0);
  return plan;
}

async function onThreads(most: number, problem: Problem = ISLANDS, control: ThreadControl = {}) {
  return withoutClock(await solveOnThreads(problem, COUNTED, { ...ALWAYS, most }, control));
}

it('makes the same plan with any number of threads, and without any, where work is counted', async () => {
  const here = withoutClock(await solveProblem(ISLANDS, COUNTED));
  expect(await onThreads(1)).toEqual(here);
  expect(await onThreads(2)).toEqual(here);
  expect(await onThreads(3)).toEqual(here);
});

it('makes a sound plan by the clock', async () => {
  const options = { ...DEFAULT_SOLVE_OPTIONS, timeLimitSeconds: 3 };
  const outcome = await solveOnThreads(ISLANDS, options, { ...ALWAYS, most: 2 });
  expect(outcome.ok && checkPlan(ISLANDS, outcome.value)).toEqual([]);
});

it('adds up how far the components have come', async () => {
  const told: SolveProgress[] = [];
  const plan = await onThreads(2, ISLANDS, { onProgress: (progress) => told.push(progress) });
  expect([...new Set(told.map(({ phase }) => phase))]).toEqual(['preparing', 'solving', 'checking']);
  const last = told.findLast(({ phase }) => phase === 'solving');
  expect(last).toMatchObject({ fraction: 1, score: plan.score, gap: plan.gap });
  expect(last?.components).toBeGreaterThan(6);
  expect(last?.componentsDone).toBe(last?.components);
  const done = told.flatMap(({ componentsDone }) => componentsDone ?? []);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
});

it('solves a component here when its thread runs out of memory over it, and says so', async () => {
  // Enough for the thread to start, not for the larger components: Node itself may abort when its modules do not fit.
  const heapMegabytes = 16;
  const large = islandsProblem({ seed: 3, cases: 5000, ratio: 1, days: 'mixed' });
  const trouble: string[] = [];
  const outcome = await solveOnThreads(
    large,
    { ...DEFAULT_SOLVE_OPTIONS, timeLimitSeconds: 1 },
    { ...ALWAYS, most: 2, heapMegabytes },
    { onTrouble: (sentence) => trouble.push(sentence) },
  );
  expect(outcome.ok && checkPlan(large, outcome.value)).toEqual([]);
  expect(outcome.ok && outcome.value.matches.length).toBeGreaterThan(2000);
  expect(trouble[0]).toBe('A solver thread ended (out of memory); its part is solved without one.');
});

it('ends at once when it is told to', async () => {
  const stop = new AbortController();
  const solving = solveOnThreads(
    ISLANDS,
    COUNTED,
    { ...ALWAYS, most: 2 },
    {
      signal: stop.signal,
      onProgress: ({ phase, fraction }) => {
        if (phase === 'solving' && fraction > 0) stop.abort();
      },
    },
  );
  await expect(solving).rejects.toThrow(/abort/i);
});

it('starts no thread for one component alone', async () => {
  const whole = nationalProblem({ seed: 1, cases: 40, ratio: 1.3, days: 'mixed' });
  const told: SolveProgress[] = [];
  await onThreads(4, whole, { onProgress: (progress) => told.push(progress) });
  expect(told.find(({ phase }) => phase === 'solving')).toMatchObject({ components: 1 });
});
