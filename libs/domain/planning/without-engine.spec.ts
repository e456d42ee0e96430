import { changedEngine } from '../../../test/support/changed-engine.js';
import { loadHighsEngine } from '../../engines/highs/index.js';
import type { LinearEngine } from '../linear/index.js';
import { checkPlan, makePlan, type Plan, type Problem } from './index.js';

const FAILED = { kind: 'engine-failure', message: 'no memory' } as const;
const DAYS = [3, 5, 8, 10, 10];

/** Too few days for all, in more sizes than one. */
const PROBLEM: Problem = {
  version: 1,
  leaders: Array.from({ length: 12 }, (_, at) => ({ id: `leader-${String(at)}`, days: 11 + (at % 4) })),
  cases: Array.from({ length: 36 }, (_, at) => ({
    ...{ id: `case-${String(at)}`, days: DAYS[at % 5] ?? 10, priority: 1 + (at % 2) },
  })),
  candidates: Array.from({ length: 36 * 4 }, (_, at) => ({
    ...{ leader: `leader-${String((Math.floor(at / 4) * 5 + (at % 4) * 3) % 12)}` },
    ...{ case: `case-${String(Math.floor(at / 4))}`, score: 10 + ((at * 37) % 101) },
  })),
};

let highs: LinearEngine;

beforeAll(async () => {
  highs = await loadHighsEngine();
});

/** Answers so many solves and fails from then on. */
function failingAfter(solves: number): { readonly engine: LinearEngine; asked(): number } {
  let asked = 0;
  const engine = changedEngine(highs, (solve) => (asked++ < solves ? solve() : FAILED));
  return { engine, asked: () => asked };
}

function planWith(engine: LinearEngine): Plan {
  const size = { mixedDaysCases: Infinity, equalDaysPairs: Infinity };
  const outcome = makePlan(
    PROBLEM,
    { engine: 'auto', timeLimitSeconds: 4, gap: 0, seed: 1, deterministic: true },
    {
      engines: [{ engine, preferredUpTo: size, refusedBeyond: size }],
      secondsElapsed: () => 0,
      onProgress: () => undefined,
    },
  );
  if (!outcome.ok) throw new Error('refused');
  return outcome.value;
}

it.each([0, 1, 2, 4, 8])(
  'keeps its plan and what it has proven where the engine fails after %i solves',
  (solves) => {
    const best = planWith(highs);
    expect(best.status).toBe('optimal');
    const { engine, asked } = failingAfter(solves);
    const plan = planWith(engine);
    expect(asked()).toBeGreaterThan(solves);
    expect(checkPlan(PROBLEM, plan)).toEqual([]);
    expect(plan.matches.length).toBeGreaterThan(0);
    for (const [level, { bound }] of plan.coverage.entries()) {
      const reached = best.coverage[level]?.covered ?? 0;
      expect(plan.coverage[level]?.covered).toBeGreaterThanOrEqual(reached - 1);
      expect(bound).toBeGreaterThanOrEqual(reached);
    }
  },
);
