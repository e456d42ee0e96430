import { accepted, type Outcome, refused } from '../kernel/index.js';
import type { LinearEngine } from '../linear/index.js';

/** An engine with what it is known to manage; the numbers come from measurements, kept where the engines are named. */
export interface PlannerEngine {
  readonly engine: LinearEngine;
  /** Up to here it is the first choice of `auto`. */
  readonly preferredUpTo: ComponentSize;
  /** Beyond this it is never used, not even when asked for by name. */
  readonly refusedBeyond: ComponentSize;
}

/** Largest component by kind: cases where days are mixed, pairs where all days are equal. */
export interface ComponentSize {
  readonly mixedDaysCases: number;
  readonly equalDaysPairs: number;
}

export type EngineRefusal = 'unknown-engine' | 'component-too-large-for-engine';

interface Sized {
  readonly mixedDays: boolean;
  readonly cases: readonly unknown[];
  readonly pairs: readonly unknown[];
}

/**
 * The engine for one component. `auto` takes the first in the list that prefers work of this size, else the last; a name
 * is taken at its word, and refused where that engine is known not to manage.
 */
export function chooseEngine(
  engines: readonly PlannerEngine[],
  requested: string,
  component: Sized,
): Outcome<LinearEngine, EngineRefusal> {
  const last = engines.at(-1);
  const chosen =
    requested === 'auto'
      ? (engines.find((one) => isWithin(component, one.preferredUpTo)) ?? last)
      : engines.find((one) => one.engine.name === requested);
  if (chosen === undefined) {
    return refused('unknown-engine', { engine: requested, known: engines.map((one) => one.engine.name) });
  }
  if (isWithin(component, chosen.refusedBeyond)) return accepted(chosen.engine);
  return refused('component-too-large-for-engine', {
    engine: chosen.engine.name,
    mixedDays: component.mixedDays,
    size: sizeOf(component),
    limit: limitOf(component, chosen.refusedBeyond),
  });
}

function isWithin(component: Sized, size: ComponentSize): boolean {
  return sizeOf(component) <= limitOf(component, size);
}

function sizeOf(component: Sized): number {
  return component.mixedDays ? component.cases.length : component.pairs.length;
}

function limitOf(component: Sized, size: ComponentSize): number {
  return component.mixedDays ? size.mixedDaysCases : size.equalDaysPairs;
}
