import fc from 'fast-check';
import { allPlans } from '../../../../test/support/planning-brute-force.js';
import { smallProblems } from '../../../../test/support/planning-problems.js';
import { javascriptLpEngine } from '../../../engines/javascript-lp/index.js';
import { integerProblem } from '../integer-problem.js';
import type { Problem } from '../problem.js';
import { type Component, componentsOf } from '../stages/component.js';
import { jointBounds } from './joint-bounds.js';
import { SettledPart, type SolvedPart } from './settled-part.js';
import { solvePart } from './solve-part.js';

const SETTINGS = { engine: 'auto', timeLimitSeconds: 5, gap: 0, seed: 1, deterministic: true };

function solved(component: Component, levels: number): SolvedPart {
  const part = { component, levels, engine: 'javascript-lp-solver', way: 'engine' as const };
  const tools = { engine: javascriptLpEngine(), seconds: 5, secondsElapsed: () => 0 };
  return solvePart({ ...part, settings: SETTINGS }, { ...tools, onProgress: () => undefined });
}

/** The least score of the component alone at this coverage. */
function leastAlone(problem: Problem, component: Component, covered: readonly number[]): number {
  const { pairs, leaders, cases } = integerProblem(problem);
  const own = component.pairs.map(({ source }) => pairs[source]);
  const isOwn = (pair: Problem['candidates'][number]): boolean =>
    own.some(
      (one) => leaders[one?.leader ?? -1]?.id === pair.leader && cases[one?.case ?? -1]?.id === pair.case,
    );
  const alone = { ...problem, candidates: problem.candidates.filter(isOwn) };
  return allPlans(alone).leastScore.get(JSON.stringify(covered)) ?? 0;
}

/** The parts with their best plans; of the worst level each leaves so many cases uncovered that it might cover. */
function withSpare(problem: Problem, spare: number): { parts: SettledPart[]; levels: number } {
  const integers = integerProblem(problem);
  const levels = integers.priorities.length;
  const parts = componentsOf(integers).map((component) => {
    const best = solved(component, levels);
    const isWorst = (pair: number): boolean =>
      component.cases[component.pairs[pair]?.case ?? -1]?.level === levels - 1;
    const dropped = [...best.pairs].filter(isWorst).slice(0, spare);
    const pairs = best.pairs.filter((pair) => !dropped.includes(pair));
    const plan = new SettledPart(component, levels, { ...best, pairs });
    const score = pairs.reduce((sum, pair) => sum + (component.pairs[pair]?.score ?? 0), 0);
    const scoreBound = leastAlone(problem, component, plan.best.covered);
    return new SettledPart(component, levels, { ...best, pairs, score, scoreBound });
  });
  return { parts, levels };
}

it.each([0, 1, 2])(
  'never exceeds the least score of the same coverage, %i cases short in each part',
  (spare) => {
    const shape = { leaders: 4, cases: 6, halfDays: [1, 3, 5, 10], pins: false };
    fc.assert(
      fc.property(smallProblems(shape), (problem) => {
        const { parts, levels } = withSpare(problem, spare);
        fc.pre(parts.length > 1);
        const covered = Array.from({ length: levels }, (_, level) =>
          parts.reduce((sum, part) => sum + part.covered(level), 0),
        );
        const least = allPlans(problem).leastScore.get(JSON.stringify(covered));
        expect(jointBounds(parts, levels).score).toBeLessThanOrEqual(least ?? -1);
      }),
      { numRuns: 60, seed: 11 },
    );
  },
);

/** Two islands of one leader each, who has days for two of four cases. */
const ISLANDS: Problem = {
  version: 1,
  leaders: ['north', 'south'].map((id) => ({ id, days: 10 })),
  cases: Array.from({ length: 8 }, (_, at) => ({ id: `case-${String(at)}`, days: 5, priority: 1 })),
  candidates: Array.from({ length: 8 }, (_, at) => ({
    ...{ leader: at < 4 ? 'north' : 'south', case: `case-${String(at)}` },
    score: at < 4 ? 10 + at : 20 + at,
  })),
};

function boundOfIslands(spare: number): number {
  const { parts, levels } = withSpare(ISLANDS, spare);
  return jointBounds(parts, levels).score;
}

it('is the sum of the least scores where nothing is open', () => {
  expect(boundOfIslands(0)).toBe(10_000 + 11_000 + 24_000 + 25_000);
});

it('is the cheapest way to share out what is covered where a part may cover more', () => {
  // One case in each, or both of them in the north.
  expect(boundOfIslands(1)).toBe(10_000 + 11_000);
});
