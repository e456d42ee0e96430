import { parseProblem } from '../libs/domain/planning/index.js';
import { nationalProblem, type NationalShape } from './national.js';

const SHAPE: NationalShape = { seed: 1, cases: 200, ratio: 1.3, days: 'mixed' };

it('makes a problem that the planner accepts, the same one every time', () => {
  const problem = nationalProblem(SHAPE);
  expect(parseProblem(problem)).toEqual({ ok: true, value: problem });
  expect(nationalProblem(SHAPE)).toEqual(problem);
  expect(nationalProblem({ ...SHAPE, seed: 2 })).not.toEqual(problem);
});

it.each(['equal', 'mixed'] as const)('offers the days asked for, %s', (days) => {
  const problem = nationalProblem({ ...SHAPE, days, ratio: 0.8 });
  const needed = problem.cases.reduce((sum, one) => sum + one.days, 0);
  expect(problem.leaders).toHaveLength(80);
  expect(problem.leaders.reduce((sum, one) => sum + one.days, 0)).toBe(Math.round(needed * 0.8));
  expect(new Set(problem.cases.map((one) => one.days)).size).toBe(days === 'equal' ? 1 : 4);
});

it('gives no case more than thirty candidates, and some leaders a limit of engagements', () => {
  const problem = nationalProblem(SHAPE);
  const counts = new Map<string, number>();
  for (const one of problem.candidates) counts.set(one.case, (counts.get(one.case) ?? 0) + 1);
  expect(Math.max(...counts.values())).toBe(30);
  expect(problem.leaders.some((one) => one.maxEngagements !== undefined)).toBe(true);
  expect(problem.leaders.some((one) => one.maxEngagements === undefined)).toBe(true);
});
