import type { ComponentSize, PlannerEngine } from '../domain/planning/index.js';
import { type HighsEngine, loadHighsEngine } from '../engines/highs/index.js';
import { javascriptLpEngine } from '../engines/javascript-lp/index.js';

/** This file is the only one that names solvers. */
export const ENGINE_NAMES = ['auto', 'javascript-lp-solver', 'highs'] as const;

/**
 * What javascript-lp-solver manages. Mixed days: with 50 cases and 107 pairs it had no answer after 120 s, so it is never
 * given more than 25 cases. Equal days: 6,200 pairs took it a second; its tableau is dense (rows times columns: 100 MB at
 * 12,000 pairs) and its simplex cannot be stopped.
 */
const JAVASCRIPT_LP_REFUSED: ComponentSize = { mixedDaysCases: 25, equalDaysPairs: 12_000 };
const JAVASCRIPT_LP_PREFERRED: ComponentSize = { mixedDaysCases: 8, equalDaysPairs: 3000 };
const ANY_SIZE: ComponentSize = { mixedDaysCases: Infinity, equalDaysPairs: Infinity };

let loaded: Promise<HighsEngine> | undefined;

/** HiGHS compiles its WebAssembly first, and is kept by the thread until it is spent. */
export async function solverEngines(): Promise<readonly PlannerEngine[]> {
  loaded ??= loadHighsEngine();
  const { isSpent } = await loaded;
  if (isSpent) loaded = loadHighsEngine();
  return [
    {
      engine: javascriptLpEngine(),
      preferredUpTo: JAVASCRIPT_LP_PREFERRED,
      refusedBeyond: JAVASCRIPT_LP_REFUSED,
    },
    { engine: await loaded, preferredUpTo: ANY_SIZE, refusedBeyond: ANY_SIZE },
  ];
}
