import { accepted, type Outcome } from '../kernel/index.js';
import type { LinearEngine } from '../linear/index.js';
import { countsOf, FLOW_ENGINE, FlowSolver } from './decomposition/flow/index.js';
import { DecompositionSolver, isForDecomposition } from './decomposition/decomposition-solver.js';
import { countedClock, runningClock } from './decomposition/effort.js';
import { dayValues } from './day-values.js';
import { explainUncovered } from './explain-plan.js';
import { integerProblem, type IntegerProblem } from './integer-problem.js';
import { pinConflict } from './pin-conflict.js';
import type { CoverageLevel, Plan, PlanMatch, UncoveredCase } from './plan.js';
import { chooseEngine, type EngineRefusal } from './planner-engines.js';
import type { PlannerSettings, PlannerTools } from './planner-settings.js';
import type { Problem } from './problem.js';
import { type Component, componentsOf } from './stages/component.js';
import { ComponentSolver } from './stages/component-solver.js';
import { runStages, type StageBounds } from './stages/run-stages.js';
import type { StageSolver } from './stages/stage-solver.js';
import { scoreFromThousandths } from './thousandths.js';

/**
 * Makes the best plan it can within the time (contracts: "Problem and plan"). There always is one: a plan comes from a
 * local search first, and engines better it and bound it. Refused only when the engine asked for by name is unknown or
 * known not to manage a component of this problem.
 *
 * @param problem accepted by `parseProblem`
 */
export function makePlan(
  problem: Problem,
  settings: PlannerSettings,
  tools: PlannerTools,
): Outcome<Plan, EngineRefusal> {
  tools.onProgress({ phase: 'preparing', fraction: 0 });
  const integers = integerProblem(problem);
  const conflict = pinConflict(integers);
  const components = componentsOf(integers);
  const work = settings.deterministic === true ? countedClock() : runningClock(tools.secondsElapsed);
  const chosen: LinearEngine[] = [];
  // Also without any component an unknown engine is refused, and the plan names the one that would have served.
  for (const component of components.length > 0 ? components : [NOTHING]) {
    const engine = chooseEngine(tools.engines, settings.engine, component);
    if (!engine.ok) return engine;
    chosen.push(engine.value);
  }
  const ways = components.map((component): Way => wayFor(component, settings, tools));
  const engine = enginesNamed(chosen, ways);
  const header = { engine, seed: settings.seed };
  if (conflict !== null) {
    return accepted({ ...infeasiblePlan(integers, conflict), ...header, seconds: seconds(tools) });
  }
  const solvers = components.map((component, index): StageSolver => {
    const own = chosen[index];
    if (own === undefined) throw new RangeError(`no engine for component ${index}`);
    const levels = integers.priorities.length;
    const way = ways[index] ?? 'engine';
    if (way === 'engine') return new ComponentSolver(component, own, levels, settings);
    return way === 'decomposition'
      ? new DecompositionSolver(component, own, levels, work, settings)
      : new FlowSolver(component, own, levels, way.counts);
  });
  const bounds = runStages(solvers, settings, tools, work);
  const values = dayValues(integers, solvers);
  const plan = { ...planFrom(problem, integers, solvers, bounds), ...header, dayValues: values };
  tools.onProgress({ phase: 'solving', fraction: 1, gap: plan.gap });
  return accepted({ ...plan, seconds: seconds(tools) });
}

/** How plans name the planner's own part in them. */
const DECOMPOSITION = 'leader-match-decomposition 1';
/** Smaller components are an engine's affair. */
const DECOMPOSED_FROM = 9;

/** How a component is solved; flow where every leader's limit is a count. */
type Way = 'engine' | 'decomposition' | { readonly counts: readonly number[] };

function wayFor(component: Component, settings: PlannerSettings, tools: PlannerTools): Way {
  if (settings.engine !== 'auto') return 'engine';
  const counts = countsOf(component);
  if (counts !== null) return { counts };
  const isLarge = isForDecomposition(component, tools.decomposedFromCases ?? DECOMPOSED_FROM);
  return isLarge ? 'decomposition' : 'engine';
}

/** Who serves the components, as plans name them. */
function enginesNamed(chosen: readonly LinearEngine[], ways: readonly Way[]): string {
  const names = chosen.flatMap((one, index) => {
    const way = ways[index] ?? 'engine';
    const engine = `${one.name} ${one.version}`;
    if (way === 'engine') return [engine];
    return way === 'decomposition' ? [DECOMPOSITION, engine] : [FLOW_ENGINE];
  });
  return [...new Set(names)].join(' + ');
}

const NOTHING = { mixedDays: false, cases: [], pairs: [] };

function seconds(tools: PlannerTools): number {
  return Math.round(tools.secondsElapsed() * 1000) / 1000;
}

type Unsigned = Omit<Plan, 'engine' | 'seed' | 'seconds'>;

function infeasiblePlan(problem: IntegerProblem, conflict: readonly number[]): Unsigned {
  return {
    version: 1,
    status: 'infeasible',
    matches: [],
    uncovered: problem.cases.map((one) => ({ case: one.id, reason: 'pins-contradict' })),
    coverage: problem.priorities.map((priority, level) => ({
      priority,
      cases: problem.cases.filter((one) => one.level === level).length,
      covered: 0,
      bound: 0,
    })),
    score: 0,
    scoreBound: 0,
    gap: 0,
    conflict: conflict.map((index) => {
      const pair = problem.pairs[index];
      return { leader: idAt(problem.leaders, pair?.leader), case: idAt(problem.cases, pair?.case) };
    }),
  };
}

function planFrom(
  problem: Problem,
  integers: IntegerProblem,
  solvers: readonly StageSolver[],
  bounds: StageBounds,
): Unsigned {
  const matched = [
    ...integers.pins,
    ...solvers.flatMap((solver) =>
      solver.best.matchedPairs().map((pair) => solver.component.pairs[pair]?.source ?? -1),
    ),
  ].sort((left, right) => left - right);
  const pairs = matched.flatMap((index) => integers.pairs[index] ?? []);
  const matches = pairs.map((pair): PlanMatch => ({
    leader: idAt(integers.leaders, pair.leader),
    case: idAt(integers.cases, pair.case),
    days: pair.halfDays / 2,
    score: scoreFromThousandths(pair.score),
  }));
  const pinned = integers.pins.flatMap((pin) => integers.pairs[pin] ?? []);
  const atLevel = (level: number) => (pair: { readonly case: number }) =>
    integers.cases[pair.case]?.level === level;
  const coverage = integers.priorities.map((priority, level): CoverageLevel => ({
    priority,
    cases: integers.cases.filter((one) => one.level === level).length,
    covered: pairs.filter(atLevel(level)).length,
    bound: pinned.filter(atLevel(level)).length + (bounds.coverage[level] ?? 0),
  }));
  const score = pairs.reduce((sum, pair) => sum + pair.score, 0);
  const scoreBound = pinned.reduce((sum, pair) => sum + pair.score, 0) + bounds.score;
  const isOptimal = score === scoreBound && coverage.every((level) => level.covered === level.bound);
  const used = integers.leaders.map(() => 0);
  for (const pair of pairs) used[pair.leader] = (used[pair.leader] ?? 0) + pair.halfDays;
  return {
    version: 1,
    status: isOptimal ? 'optimal' : 'feasible',
    matches,
    uncovered: uncoveredCases(problem, matches, coverage),
    coverage,
    score: scoreFromThousandths(score),
    scoreBound: scoreFromThousandths(scoreBound),
    gap: score === 0 ? 0 : (score - scoreBound) / score,
    largestShare: integers.leaders.reduce(
      (largest, leader, index) =>
        leader.halfDays === 0 ? largest : Math.max(largest, (used[index] ?? 0) / leader.halfDays),
      0,
    ),
  };
}

function uncoveredCases(
  problem: Problem,
  matches: readonly PlanMatch[],
  coverage: readonly CoverageLevel[],
): UncoveredCase[] {
  return explainUncovered(problem, { matches, coverage }).map(({ remedy, ...uncovered }) => ({
    case: uncovered.case,
    reason: uncovered.reason,
    facts: { ...uncovered.facts, ...(remedy === null ? {} : { remedy: { ...remedy } }) },
  }));
}

function idAt(items: readonly { readonly id: string }[], index: number | undefined): string {
  const item = index === undefined ? undefined : items[index];
  if (item === undefined) throw new RangeError(`no item ${String(index)}`);
  return item.id;
}
