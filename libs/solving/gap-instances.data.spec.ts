import { gapProblem, orLibraryInstances } from '../../benchmarks/or-library.js';
import { checkPlan } from '../domain/planning/index.js';
import { solveProblem } from './index.js';

/** Short on purpose: proving them all is no aim here, never breaking a limit or claiming too much is. */
const OPTIONS = { engine: 'auto', timeLimitSeconds: 2, gap: 0, seed: 1 };
/** About half of what is proven at 2 s on two busy cores: fewer means that something broke. */
const FEWEST_PROVEN = 25;

const INSTANCES = orLibraryInstances();
let proven = 0;

it('reads all of gap1-12 and gapa-d', () => {
  expect(INSTANCES).toHaveLength(84);
  expect(INSTANCES.every((one) => one.problem.cases.length === one.jobs)).toBe(true);
});

it('refuses an instance that is cut short', () => {
  expect(() => gapProblem('2 2  1 2 3 4  1 1 1 1  5')).toThrow('expected 2 capacities, found 1');
});

it.each(INSTANCES.map((one) => [one.name, one] as const))('%s', async (_name, instance) => {
  const outcome = await solveProblem(instance.problem, OPTIONS);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  const plan = outcome.value;
  expect(checkPlan(instance.problem, plan)).toEqual([]);
  const [coverage] = plan.coverage;
  // Every job can be assigned, so no smaller bound is true; and with all assigned the best known cost bounds the bound.
  expect(coverage?.bound).toBe(instance.jobs);
  const assigned = coverage?.covered ?? 0;
  const cost = assigned === instance.jobs ? plan.score : Infinity;
  expect(cost).toBeGreaterThanOrEqual(instance.lowerBound);
  expect(assigned < instance.jobs || plan.scoreBound <= instance.bestKnown).toBe(true);
  proven += Number(plan.status === 'optimal');
  const claimed = plan.status === 'optimal' && instance.isProvenOptimal ? plan.score : instance.bestKnown;
  expect(claimed).toBe(instance.bestKnown);
});

it('proves a fair part of them in that time', () => {
  expect(proven).toBeGreaterThanOrEqual(FEWEST_PROVEN);
});
