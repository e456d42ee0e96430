import type { PlannerSettings } from '../planner-settings.js';
import type { Component } from '../stages/component.js';

/** How a component is solved; flow where every leader's limit is a count. */
export type Way = 'engine' | 'decomposition' | { readonly counts: readonly number[] };

/** One component as a task of its own: it needs nothing of the rest of the problem, and may be solved anywhere. */
export interface Part {
  readonly component: Component;
  readonly levels: number;
  /** Name of the linear engine that serves it. */
  readonly engine: string;
  readonly way: Way;
  readonly settings: PlannerSettings;
}
