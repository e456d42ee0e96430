import { createRequire } from 'node:module';

/** The package's JSON model: a coefficient map per variable, named constraints with `min`, `max` or `equal`. */
export interface JsonModel {
  readonly optimize: string;
  readonly opType: 'min';
  readonly constraints: Readonly<Record<string, JsonBound>>;
  readonly variables: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly ints: Readonly<Record<string, 1>>;
  readonly unrestricted: Readonly<Record<string, 1>>;
  readonly options: {
    readonly timeout: number;
    readonly tolerance: number;
    readonly presolve: boolean;
    readonly exitOnCycles: boolean;
    readonly useMIRCuts: boolean;
    readonly keep_solutions: boolean;
  };
}

export interface JsonBound {
  readonly min?: number;
  readonly max?: number;
  readonly equal?: number;
}

/** Variables at zero are left out of the result. */
export interface JsonResult {
  readonly feasible: boolean;
  readonly result: number;
  readonly bounded?: boolean;
  readonly isIntegral?: boolean;
  readonly [variable: string]: number | boolean | undefined;
}

const require = createRequire(import.meta.url);

/** The typings describe `export default` while the runtime is the solver object itself, so it is required by hand. */
const solver = require('javascript-lp-solver') as {
  Solve(this: unknown, model: JsonModel, precision: number): JsonResult;
};
const { version } = require('javascript-lp-solver/package.json') as { version: string };

export const JAVASCRIPT_LP_VERSION = version;

/** Called as a method: `Solve()` needs its `this`. */
export function solveJsonModel(model: JsonModel, precision: number): JsonResult {
  return solver.Solve(model, precision);
}
