import { assert, type Outcome } from '../domain/kernel/index.js';
import type { EngineRefusal, Plan, Problem } from '../domain/planning/index.js';
import { solveOnThreads, type Threads } from './solve-on-threads.js';
import type { ProgressListener, SolveOptions } from './solve-options.js';
import { solverEngines } from './solver-engines.js';
import { solveWith } from './solve-with.js';

/**
 * Solves in this thread, which is blocked meanwhile: for the command line and for tests. A service uses `SolverPool`.
 *
 * @param problem accepted by `parseProblem`
 */
export async function solveProblem(
  problem: Problem,
  options: SolveOptions,
  onProgress: ProgressListener = () => undefined,
): Promise<Outcome<Plan, EngineRefusal>> {
  return solveWith(await solverEngines(), problem, options, onProgress);
}

/** Like `solveProblem` with the engine chosen by size, which is never refused: the shape that the pipeline asks for. */
export async function planHere(
  problem: Problem,
  { onProgress, ...options }: Omit<SolveOptions, 'engine'> & { readonly onProgress?: ProgressListener },
): Promise<Plan> {
  const outcome = await solveProblem(problem, { ...options, engine: 'auto' }, onProgress);
  assert(outcome.ok, 'the automatic choice of an engine is never refused');
  return outcome.value;
}

/** Like `planHere`, with components side by side where they are worth it. */
export function planOnThreads(threads: Threads, onTrouble?: (sentence: string) => void): typeof planHere {
  return async (problem, { onProgress, ...options }) => {
    const outcome = await solveOnThreads(problem, { ...options, engine: 'auto' }, threads, {
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(onTrouble === undefined ? {} : { onTrouble }),
    });
    assert(outcome.ok, 'the automatic choice of an engine is never refused');
    return outcome.value;
  };
}
