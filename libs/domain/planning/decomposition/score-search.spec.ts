import { bestPlanOf, compactsIn } from '../../../../test/support/planning-compacts.js';
import {
  isMixedInteger,
  type LinearEngine,
  type LinearModel,
  type LinearSession,
  type SolveOutcome,
} from '../../linear/index.js';
import { javascriptLpEngine } from '../../../engines/javascript-lp/index.js';
import { pseudoRandom } from '../stages/pseudo-random.js';
import { countedClock, Effort } from './effort.js';
import { PatternPool } from './patterns.js';
import { Relaxation } from './relaxation.js';
import { Roster } from './roster.js';
import { type ScoreSearch, searchScore } from './score-search.js';
import type { KnownScore } from './search-context.js';

const PROBLEM = {
  version: 1 as const,
  leaders: ['ann', 'bea'].map((id) => ({ id, days: 10 })),
  cases: [
    { id: 'long', days: 10, priority: 1 },
    { id: 'short', days: 5, priority: 1 },
    { id: 'shorter', days: 3, priority: 1 },
  ],
  candidates: ['long', 'short', 'shorter'].flatMap((id, index) =>
    ['ann', 'bea'].map((leader, at) => ({ leader, case: id, score: 3 + ((index * 5 + at * 4) % 7) })),
  ),
};

/** The bound that the search gives where another one is known already. */
function boundWhere(knownScore: (cases: number) => KnownScore): { bound: number; best: number } {
  const [compact] = compactsIn(PROBLEM, 1);
  if (compact === undefined) throw new Error('no component');
  const roster = new Roster(compact);
  // Long to the first leader, the others to the second: all covered, not at least cost.
  for (const [index, leader] of [0, 1, 1].entries()) {
    roster.place((compact.caseStart[index] ?? 0) + leader);
  }
  const relaxation = new Relaxation(compact, { level: null, mostUncovered: [0] });
  const context = { compact, roster, engine: javascriptLpEngine(), random: pseudoRandom(1), seed: 1 };
  const found = searchScore(
    { ...context, pool: new PatternPool(compact), cuts: [], knownScore: knownScore(compact.cases) },
    relaxation,
    {
      effort: new Effort(countedClock(), 20),
      prices: new Float64Array(compact.cases),
      gap: 0,
      onGap: () => undefined,
    },
  );
  return { bound: found.value, best: bestPlanOf(compact).cost };
}

it('goes on from a bound that is known for the same coverage', () => {
  const { bound } = boundWhere((cases) => ({
    mostUncovered: [0],
    found: { prices: new Float64Array(cases), value: 1e12 },
    isFromProgram: true,
  }));
  expect(bound).toBe(1e12);
});

it.each([[[1]], [[0, 0]], [[]]])(
  'takes no bound that is known for another coverage (%j)',
  (mostUncovered) => {
    const { bound, best } = boundWhere((cases) => ({
      mostUncovered,
      found: { prices: new Float64Array(cases), value: 1e12 },
      isFromProgram: true,
    }));
    expect(bound).toBeLessThanOrEqual(best);
    expect(bound).toBeGreaterThan(best - 1);
  },
);

/** Too few days, every leader a candidate for every case. */
function crowded(leaders: number, cases: number) {
  return {
    version: 1 as const,
    leaders: Array.from({ length: leaders }, (_, at) => ({
      id: `leader-${String(at)}`,
      days: 5 + 3 * (at % 2),
    })),
    cases: Array.from({ length: cases }, (_, at) => ({
      ...{ id: `case-${String(at)}`, days: at % 2 === 0 ? 3 : 5, priority: 1 },
    })),
    candidates: Array.from({ length: leaders * cases }, (_, at) => ({
      ...{ leader: `leader-${String(at % leaders)}`, case: `case-${String(Math.floor(at / leaders))}` },
      score: 100 + ((at * 37) % 101),
    })),
  };
}

/** Searches from a plan at hand, with a bound so low that it rules out no pair. */
function searched(
  problem: ReturnType<typeof crowded>,
  engine: LinearEngine,
  onGap: ScoreSearch['onGap'],
): Roster {
  const [compact] = compactsIn(problem, 1);
  if (compact === undefined) throw new Error('no component');
  const roster = new Roster(compact);
  for (let pair = compact.pairs - 1; pair >= 0; pair--) {
    if (roster.pairOf[compact.pairCase[pair] ?? 0] === -1 && roster.hasRoom(pair)) roster.place(pair);
  }
  const mostUncovered = [compact.cases - (roster.covered[0] ?? 0)];
  const prices = new Float64Array(compact.cases);
  const knownScore = { mostUncovered, found: { prices, value: 300 }, isFromProgram: true };
  const context = { compact, roster, engine, random: pseudoRandom(1), seed: 1 };
  searchScore(
    { ...context, pool: new PatternPool(compact), cuts: [], knownScore },
    new Relaxation(compact, { level: null, mostUncovered }),
    { effort: new Effort(countedClock(), 20), prices, gap: 0, onGap },
  );
  return roster;
}

it('puts a component of few pairs to the engine whole', () => {
  const models: LinearModel[] = [];
  const engine = javascriptLpEngine();
  const roster = searched(
    crowded(5, 8),
    {
      ...{ name: engine.name, version: engine.version },
      open: (model) => {
        if (isMixedInteger(model)) models.push(model);
        return engine.open(model);
      },
    },
    () => undefined,
  );
  // Pairs and what stays uncovered are fractions of cases, profiles are chosen or not.
  const { pairs, cases } = roster.compact;
  expect(models[0]?.columns.filter((column) => !column.integer)).toHaveLength(pairs + cases);
});

/** An engine that finds nothing. */
const STOPPED = { kind: 'stopped-at-limit', limit: 'nodes', values: null, objective: null } as const;

function answering(outcome: SolveOutcome): LinearSession {
  const nothing = (): void => undefined;
  return {
    solve: () => outcome,
    ...{ setCosts: nothing, addRow: nothing, addColumns: nothing, dispose: nothing },
  };
}

it('rules no pair out by a bound that its penalties do not come from', () => {
  const problem = crowded(5, 8);
  const [compact] = compactsIn(problem, 1);
  if (compact === undefined) throw new Error('no component');
  const { cost } = bestPlanOf(compact);
  const sizes: number[] = [];
  const engine = javascriptLpEngine();
  searched(
    problem,
    {
      ...{ name: engine.name, version: engine.version },
      open: (model) => {
        if (!isMixedInteger(model)) return engine.open(model);
        sizes.push(model.columns.length);
        return answering({ ...STOPPED, bound: cost - 2 });
      },
    },
    () => undefined,
  );
  expect(sizes.length).toBeGreaterThan(1);
  expect(new Set(sizes).size).toBe(1);
});

it('tells of ever smaller gaps while it searches for profiles, before any engine is asked', () => {
  const told: number[] = [];
  const engine = javascriptLpEngine();
  let toldBefore: readonly number[] = [];
  searched(
    crowded(7, 14),
    {
      ...{ name: engine.name, version: engine.version },
      open: (model) => {
        if (toldBefore.length === 0) toldBefore = [...told];
        return engine.open(model);
      },
    },
    (gap) => told.push(gap),
  );
  expect(toldBefore.length).toBeGreaterThan(10);
  expect(new Set(toldBefore).size).toBeGreaterThan(1);
  expect(toldBefore).toEqual([...toldBefore].sort((a, b) => b - a));
});
