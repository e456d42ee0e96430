import { javascriptLpEngine } from '../../engines/javascript-lp/index.js';
import type { LinearEngine, LinearModel } from '../linear/index.js';
import { makePlan, type PlannerEngine, type Problem } from './index.js';
import { chooseEngine } from './planner-engines.js';

/** An engine that notes every model it is given. */
function spy(name: string, given: LinearModel[] = []): LinearEngine {
  const right = javascriptLpEngine();
  return {
    name,
    version: '1',
    open: (model) => {
      given.push(model);
      return right.open(model);
    },
  };
}

const SMALL: PlannerEngine = {
  engine: spy('small'),
  preferredUpTo: { mixedDaysCases: 8, equalDaysPairs: 100 },
  refusedBeyond: { mixedDaysCases: 25, equalDaysPairs: 200 },
};
const LARGE: PlannerEngine = {
  engine: spy('large'),
  preferredUpTo: { mixedDaysCases: Infinity, equalDaysPairs: Infinity },
  refusedBeyond: { mixedDaysCases: Infinity, equalDaysPairs: Infinity },
};

function component(mixedDays: boolean, cases: number, pairs: number) {
  return { mixedDays, cases: Array.from({ length: cases }), pairs: Array.from({ length: pairs }) };
}

function chosen(requested: string, ...size: Parameters<typeof component>): string {
  const outcome = chooseEngine([SMALL, LARGE], requested, component(...size));
  return outcome.ok ? outcome.value.name : outcome.refusal.code;
}

it.each<[string, Parameters<typeof component>, string]>([
  ['auto', [true, 8, 1000], 'small'],
  ['auto', [true, 9, 9], 'large'],
  ['auto', [false, 1000, 100], 'small'],
  ['auto', [false, 1, 101], 'large'],
  ['small', [true, 25, 1000], 'small'],
  ['small', [true, 26, 26], 'component-too-large-for-engine'],
  ['small', [false, 1000, 200], 'small'],
  ['small', [false, 1, 201], 'component-too-large-for-engine'],
  ['large', [true, 5000, 99_999], 'large'],
  ['other', [true, 1, 1], 'unknown-engine'],
])('%s for %j: %s', (requested, size, expected) => {
  expect(chosen(requested, ...size)).toBe(expected);
});

/** One component of so many cases whose days differ: one leader who may take any of them. */
function mixedProblem(cases: number): Problem {
  return {
    version: 1,
    leaders: [{ id: 'L', days: cases }],
    cases: Array.from({ length: cases }, (_, index) => ({ id: `C${index}`, days: 1 + (index % 2) })),
    candidates: Array.from({ length: cases }, (_, index) => ({
      leader: 'L',
      case: `C${index}`,
      score: index,
    })),
  };
}

describe('the planner', () => {
  const made = (problem: Problem, engine: string, small: LinearModel[], large: LinearModel[]) =>
    makePlan(
      problem,
      { engine, timeLimitSeconds: 5, gap: 0, seed: 1 },
      {
        engines: [
          { ...SMALL, preferredUpTo: LARGE.preferredUpTo, engine: spy('small', small) },
          { ...LARGE, engine: spy('large', large) },
        ],
        secondsElapsed: () => 0,
        onProgress: () => undefined,
      },
    );

  it('refuses, with the limit, what an engine asked for by name does not manage, and gives it nothing', () => {
    const given: LinearModel[] = [];
    expect(made(mixedProblem(26), 'small', given, given)).toEqual({
      ok: false,
      refusal: {
        code: 'component-too-large-for-engine',
        facts: { engine: 'small', mixedDays: true, size: 26, limit: 25 },
      },
    });
    expect(given).toEqual([]);
  });

  it('gives it work within its limit', () => {
    const given: LinearModel[] = [];
    const outcome = made(mixedProblem(6), 'small', given, []);
    expect(outcome.ok && outcome.value.engine).toBe('small 1');
    expect(given.length).toBeGreaterThan(0);
  });

  it('names the engine also when there was nothing to solve', () => {
    const outcome = made({ version: 1, leaders: [], cases: [], candidates: [] }, 'large', [], []);
    expect(outcome.ok && outcome.value.engine).toBe('large 1');
  });
});
