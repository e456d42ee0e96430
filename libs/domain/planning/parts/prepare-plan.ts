import { accepted, type Outcome } from '../../kernel/index.js';
import type { LinearEngine } from '../../linear/index.js';
import { isForDecomposition } from '../decomposition/decomposition-solver.js';
import { countsOf, FLOW_ENGINE } from '../decomposition/flow/index.js';
import { integerProblem, type IntegerProblem } from '../integer-problem.js';
import { pinConflict } from '../pin-conflict.js';
import { chooseEngine, type EngineRefusal } from '../planner-engines.js';
import type { PlannerSettings, PlannerTools } from '../planner-settings.js';
import type { Problem } from '../problem.js';
import { type Component, componentsOf } from '../stages/component.js';
import type { Part, Way } from './part.js';

/** How plans name the planner's own part in them. */
const DECOMPOSITION = 'leader-match-decomposition 1';
/** Smaller components are an engine's affair. */
const DECOMPOSED_FROM = 9;
/** Mixed days are searched, equal days are computed. */
const WEIGHT_OF_MIXED_DAYS = 20;
const NOTHING = { mixedDays: false, cases: [], pairs: [] };

/** A problem split into parts that share nothing, each with what is to solve it. */
export interface PreparedPlan {
  readonly problem: Problem;
  readonly integers: IntegerProblem;
  readonly settings: PlannerSettings;
  /** Indices of the pins that contradict each other or a limit; null: none do. There are no parts to solve then. */
  readonly conflict: readonly number[] | null;
  /** Smallest first. */
  readonly parts: readonly Part[];
  /** By part: how much of the time it should get. */
  readonly weights: readonly number[];
  /** Who serves the parts, as the plan names them. */
  readonly engine: string;
}

/** Refused when the engine asked for is unknown, or known not to manage a component. */
export function preparePlan(
  problem: Problem,
  settings: PlannerSettings,
  tools: Pick<PlannerTools, 'engines' | 'decomposedFromCases'>,
): Outcome<PreparedPlan, EngineRefusal> {
  const integers = integerProblem(problem);
  const conflict = pinConflict(integers);
  const components = componentsOf(integers);
  const chosen: LinearEngine[] = [];
  // Also without any component an unknown engine is refused, and the plan names the one that would have served.
  for (const component of components.length > 0 ? components : [NOTHING]) {
    const engine = chooseEngine(tools.engines, settings.engine, component);
    if (!engine.ok) return engine;
    chosen.push(engine.value);
  }
  const ways = components.map((component): Way => wayFor(component, settings, tools));
  const levels = integers.priorities.length;
  const parts = components.map((component, index): Part => {
    const engine = chosen[index]?.name ?? '';
    return { component, levels, engine, way: ways[index] ?? 'engine', settings };
  });
  return accepted({
    ...{ problem, integers, settings, conflict, parts },
    weights: components.map(({ pairs, mixedDays }) => pairs.length * (mixedDays ? WEIGHT_OF_MIXED_DAYS : 1)),
    engine: enginesNamed(chosen, ways),
  });
}

function wayFor(
  component: Component,
  settings: PlannerSettings,
  { decomposedFromCases }: Pick<PlannerTools, 'decomposedFromCases'>,
): Way {
  if (settings.engine !== 'auto') return 'engine';
  const counts = countsOf(component);
  if (counts !== null) return { counts };
  const isLarge = isForDecomposition(component, decomposedFromCases ?? DECOMPOSED_FROM);
  return isLarge ? 'decomposition' : 'engine';
}

function enginesNamed(chosen: readonly LinearEngine[], ways: readonly Way[]): string {
  const names = chosen.flatMap((one, index) => {
    const way = ways[index] ?? 'engine';
    const engine = `${one.name} ${one.version}`;
    if (way === 'engine') return [engine];
    return way === 'decomposition' ? [DECOMPOSITION, engine] : [FLOW_ENGINE];
  });
  return [...new Set(names)].join(' + ');
}
