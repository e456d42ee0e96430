import { type Coefficients, lessEq, equalTo, solve } from 'yalps';
import { type LinearEngine, solveOnce, type SolveOptions } from '../../libs/domain/linear/index.js';
import type { Problem } from '../../libs/domain/planning/index.js';
import { loadHighsEngine } from '../../libs/engines/highs/index.js';
import { loadHighsRuntime } from '../../libs/engines/highs/highs-runtime.js';
import { javascriptLpEngine } from '../../libs/engines/javascript-lp/index.js';
import { solveOnThreads, solveProblem } from '../../libs/solving/index.js';
import type { Answer } from './answer.js';
import { chosenPairs, compactModel, mpsText } from './compact-model.js';

/** Everything that solves inside a node process: problem and seconds in, an answer or the reason for none out. */
export type InProcessSolver = (problem: Problem, seconds: number) => Promise<Answer | string>;

/** All scores have three decimals: nearer than this to the bound is proven. */
const LEAST_STEP = 0.00099;

/** The planner with a thread for each of two components. */
export const OWN_THREADS = 'leader-match-2-threads';

export const IN_PROCESS_SOLVERS: Readonly<Record<string, InProcessSolver>> = {
  'leader-match': (problem, seconds) => ownPlan(problem, seconds, 'auto'),
  [OWN_THREADS]: planOnTwoThreads,
  'leader-match-on-highs': (problem, seconds) => ownPlan(problem, seconds, 'highs'),
  highs: async (problem, seconds) => byEngine(await loadHighsEngine(), problem, seconds),
  'highs-direct': highsDirect,
  'javascript-lp-solver': (problem, seconds) =>
    Promise.resolve(byEngine(javascriptLpEngine(), problem, seconds)),
  yalps: (problem, seconds) => Promise.resolve(byYalps(problem, seconds)),
};

async function ownPlan(problem: Problem, seconds: number, engine: string): Promise<Answer | string> {
  const outcome = await solveProblem(problem, { engine, timeLimitSeconds: seconds, gap: 0, seed: 1 });
  return outcome.ok ? { kind: 'plan', plan: outcome.value } : outcome.refusal.code;
}

async function planOnTwoThreads(problem: Problem, seconds: number): Promise<Answer | string> {
  const options = { engine: 'auto', timeLimitSeconds: seconds, gap: 0, seed: 1 };
  const outcome = await solveOnThreads(problem, options, { most: 2 });
  return outcome.ok ? { kind: 'plan', plan: outcome.value } : outcome.refusal.code;
}

function byEngine(engine: LinearEngine, problem: Problem, seconds: number): Answer | string {
  const compact = compactModel(problem);
  const options: SolveOptions = {
    timeLimitSeconds: seconds,
    relativeGap: 0,
    absoluteGap: LEAST_STEP,
    seed: 1,
    nodeLimit: null,
    start: null,
    onProgress: null,
  };
  const outcome = solveOnce(engine, compact.model, options);
  if (!('values' in outcome)) return outcome.kind;
  if (outcome.values === null) return 'no plan found in time';
  const bound = outcome.bound === -Infinity ? null : outcome.bound;
  return { kind: 'pairs', pairs: chosenPairs(compact, outcome.values), bound };
}

/** The package as anybody would use it, our adapter and its options left out: the model as a file, and a time limit. */
async function highsDirect(problem: Problem, seconds: number): Promise<Answer | string> {
  const highs = await loadHighsRuntime();
  const compact = compactModel(problem);
  const model = highs.createModel();
  try {
    model.readModel({ data: mpsText(compact.model), format: 'mps' });
    model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: 0 });
    model.run();
    const feasible = highs.constants.solutionStatus.feasible;
    if (model.info.get('primal_solution_status') !== feasible) return 'no plan found in time';
    const bound = Number(model.info.get('mip_dual_bound'));
    return {
      kind: 'pairs',
      pairs: chosenPairs(compact, Array.from(model.getSolution().colValue)),
      bound: Number.isFinite(bound) ? bound : null,
    };
  } finally {
    model.dispose();
  }
}

function byYalps(problem: Problem, seconds: number): Answer | string {
  const compact = compactModel(problem);
  const { columns, rows } = compact.model;
  const entries = columns.map((column): [string, number][] => [['cost', column.cost]]);
  rows.forEach((row, index) => {
    row.columns.forEach((column, k) => entries[column]?.push([`r${index}`, row.coefficients[k] ?? 0]));
  });
  const solution = solve(
    {
      direction: 'minimize',
      objective: 'cost',
      // A case's row of ones already keeps each variable at 1 or below.
      constraints: rows.map((row, index) => [
        `r${index}`,
        row.lower === row.upper ? equalTo(row.upper) : lessEq(row.upper),
      ]),
      variables: entries.map((own, index): [string, Coefficients] => [`x${index}`, own]),
      integers: true,
    },
    { timeout: seconds * 1000, tolerance: 0, maxIterations: Infinity, maxPivots: Infinity },
  );
  if (Number.isNaN(solution.result) || solution.variables.length === 0) return solution.status;
  const values = columns.map(() => 0);
  for (const [name, value] of solution.variables) values[Number(name.slice(1))] = value;
  const bound = solution.status === 'optimal' ? solution.result : null;
  return { kind: 'pairs', pairs: chosenPairs(compact, values), bound };
}
