import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { LinearEngine, LinearModel, SolveOutcome } from '../../domain/linear/index.js';
import { solveOnce } from '../../domain/linear/index.js';
import { loadHighsEngine } from '../highs/index.js';
import { javascriptLpEngine } from '../javascript-lp/index.js';
import { type ConformanceCase, conformanceFaults, EXACT_OPTIONS, modelOf, outcomeFaults } from './index.js';

const CASES = ['linear', 'mixed-integer'].flatMap(
  (file) => JSON.parse(readFileSync(join(__dirname, `cases/${file}.json`), 'utf8')) as ConformanceCase[],
);
const engines: Record<string, LinearEngine> = { 'javascript-lp-solver': javascriptLpEngine() };

beforeAll(async () => {
  engines['highs'] = await loadHighsEngine();
});

function engineNamed(name: string): LinearEngine {
  const engine = engines[name];
  if (engine === undefined) throw new Error(`no engine ${name}`);
  return engine;
}

/** Binary programs small enough to try every combination; every cost and coefficient a whole number. */
const smallBinaryModels = fc
  .record({ columns: fc.integer({ min: 1, max: 7 }), rows: fc.integer({ min: 0, max: 4 }) })
  .chain((size) =>
    fc.record({
      costs: fc.array(fc.integer({ min: -50, max: 50 }), {
        minLength: size.columns,
        maxLength: size.columns,
      }),
      rows: fc.array(
        fc.record({
          coefficients: fc.array(fc.integer({ min: -9, max: 9 }), {
            minLength: size.columns,
            maxLength: size.columns,
          }),
          lower: fc.option(fc.integer({ min: -10, max: 5 }), { nil: -Infinity }),
          width: fc.option(fc.integer({ min: 0, max: 15 }), { nil: Infinity }),
          upper: fc.integer({ min: -5, max: 20 }),
        }),
        { minLength: size.rows, maxLength: size.rows },
      ),
    }),
  )
  .map(({ costs, rows }): LinearModel => ({
    columns: costs.map((cost) => ({ cost, lower: 0, upper: 1, integer: true })),
    rows: rows.map((row) => ({
      columns: costs.map((_cost, k) => k),
      coefficients: row.coefficients,
      lower: row.lower,
      upper: row.lower === -Infinity ? row.upper : row.lower + row.width,
    })),
  }));

function bruteForce(model: LinearModel): number | null {
  let best: number | null = null;
  for (let mask = 0; mask < 2 ** model.columns.length; mask++) {
    const values = model.columns.map((_column, k) => Math.floor(mask / 2 ** k) % 2);
    const fits = model.rows.every((row) => {
      const activity = row.coefficients.reduce((sum, a, k) => sum + a * (values[k] ?? 0), 0);
      return activity >= row.lower && activity <= row.upper;
    });
    const cost = model.columns.reduce((sum, column, k) => sum + column.cost * (values[k] ?? 0), 0);
    if (fits && (best === null || cost < best)) best = cost;
  }
  return best;
}

describe.each(['highs', 'javascript-lp-solver'])('%s', (name) => {
  it('passes every named case, once and in a session', () => {
    expect(conformanceFaults(engineNamed(name), CASES)).toEqual([]);
  });

  it('agrees with trying every combination of small binary programs', () => {
    fc.assert(
      fc.property(smallBinaryModels, (model) => {
        const best = bruteForce(model);
        const outcome = solveOnce(engineNamed(name), model, EXACT_OPTIONS);
        const expected =
          best === null ? ({ kind: 'infeasible' } as const) : ({ kind: 'optimal', objective: best } as const);
        expect(outcomeFaults(model, outcome, expected)).toEqual([]);
      }),
      { numRuns: 200, seed: 20 },
    );
  });

  it('accepts a start and a node limit without a change of answer', () => {
    const knapsack = CASES.find((one) => one.name === 'a knapsack whose relaxation misleads');
    if (knapsack === undefined) throw new Error('no such case');
    const model = modelOf(knapsack);
    const outcome = solveOnce(engineNamed(name), model, {
      ...EXACT_OPTIONS,
      start: [1, 1, 0, 0],
      nodeLimit: 10_000,
    });
    expect(outcomeFaults(model, outcome, knapsack.expected)).toEqual([]);
  });
});

/** An engine that passes `outcome` through a deliberate fault. */
function wrongEngine(spoil: (outcome: SolveOutcome, model: LinearModel) => SolveOutcome): LinearEngine {
  const right = javascriptLpEngine();
  return {
    ...right,
    open: (model) => {
      const session = right.open(model);
      return { ...boundTo(session), solve: (options) => spoil(session.solve(options), model) };
    },
  };
}

function boundTo(session: ReturnType<LinearEngine['open']>) {
  return {
    setCosts: session.setCosts.bind(session),
    addRow: session.addRow.bind(session),
    addColumns: session.addColumns.bind(session),
    dispose: session.dispose.bind(session),
  };
}

describe('the suite itself rejects', () => {
  const spoilOptimal =
    (change: (outcome: Extract<SolveOutcome, { kind: 'optimal' }>) => SolveOutcome) =>
    (outcome: SolveOutcome) => (outcome.kind === 'optimal' ? change(outcome) : outcome);

  it.each<[string, (outcome: SolveOutcome) => SolveOutcome, RegExp]>([
    [
      'values that break a row',
      spoilOptimal((o) => ({ ...o, values: o.values.map((v) => v + 100) })),
      /row 0 sums/,
    ],
    [
      'fractions',
      spoilOptimal((o) => ({ ...o, values: o.values.map((v) => v * 0.5) })),
      /not a whole number/,
    ],
    ['a false objective', spoilOptimal((o) => ({ ...o, objective: o.objective - 1 })), /its values cost/],
    ['a bound above the objective', spoilOptimal((o) => ({ ...o, bound: o.objective + 5 })), /lies above/],
    ['a proof without a bound', spoilOptimal((o) => ({ ...o, bound: -Infinity })), /without a bound/],
    ['too few values', spoilOptimal((o) => ({ ...o, values: o.values.slice(1) })), /values for/],
    ['infeasible where an answer exists', () => ({ kind: 'infeasible' }), /answered infeasible/],
    [
      'an answer where none exists',
      () => ({ kind: 'optimal', values: [], objective: 0, bound: 0, rowPrices: null }),
      /expected infe/,
    ],
    [
      'row prices that prove nothing',
      spoilOptimal((o) => ({ ...o, rowPrices: (o.rowPrices ?? [0, 0, 0]).map(() => -1e6) })),
      /row prices/,
    ],
    [
      'something feasible that is not the best',
      spoilOptimal((o) => ({ ...o, values: o.values.map(() => 0), objective: 0, bound: 0 })),
      /known best/,
    ],
  ])('%s', (_what, spoil, fault) => {
    expect(conformanceFaults(wrongEngine(spoil), CASES).join('\n')).toMatch(fault);
  });

  it('a session that forgets its changes', () => {
    const right = javascriptLpEngine();
    const forgetful: LinearEngine = {
      ...right,
      open: (model) => {
        const session = right.open(model);
        return {
          solve: session.solve.bind(session),
          setCosts: () => undefined,
          addRow: () => undefined,
          addColumns: () => undefined,
          dispose: () => undefined,
        };
      },
    };
    expect(conformanceFaults(forgetful, CASES).join('\n')).toMatch(/change 1/);
  });
});
