import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { BenchmarkSolver } from './answer.js';
import { OWN_THREADS } from './in-process-solvers.js';
import { ISLANDS } from './instances.js';
import { nodeSolver } from './node-solver.js';
import { CBC, GLPK, programSolver } from './program-solvers.js';

/** Above this the dense tableaus of the two JavaScript solvers have never led to an answer within the time. */
const MOST_FOR_DENSE_TABLEAUS = 400;
const WEIGHTS = 'one compact model with weights';

/** All competitors, ours first; programs that are not on the PATH are named and left out. */
export function allSolvers(folder: string, say: (line: string) => void): readonly BenchmarkSolver[] {
  const script = join(folder, 'solve-main.js');
  const inNode = (name: string, version: string, about: string, mostCases = Infinity): BenchmarkSolver =>
    nodeSolver({ name, version, about, mostCases }, script);
  const highs = installedVersion('highs');
  const own = versionIn(resolve('package.json'));
  const programs = [CBC, GLPK].flatMap((program) => {
    const solver = programSolver(program);
    if (solver === null) say(`${program.name}: skipped, no ${program.command} on the PATH`);
    return solver ?? [];
  });
  return [
    inNode('leader-match', own, 'this planner, engine `auto`, one thread'),
    {
      ...inNode(OWN_THREADS, own, 'this planner, engine `auto`, two threads'),
      onlyFamily: ISLANDS,
    },
    inNode('leader-match-on-highs', highs, "this planner's stages with every step left to HiGHS"),
    inNode('highs', highs, `HiGHS (wasm) by our adapter: ${WEIGHTS}`),
    inNode('highs-direct', highs, `HiGHS (wasm) as it comes: ${WEIGHTS}, as an MPS file`),
    inNode(
      'javascript-lp-solver',
      installedVersion('javascript-lp-solver'),
      `by our adapter: ${WEIGHTS}`,
      MOST_FOR_DENSE_TABLEAUS,
    ),
    inNode('yalps', installedVersion('yalps'), WEIGHTS, MOST_FOR_DENSE_TABLEAUS),
    ...programs,
  ];
}

/** The version of a package that is installed. */
function installedVersion(name: string): string {
  const entry = createRequire(import.meta.url).resolve(name);
  return versionIn(entry.replace(/(node_modules\/[^/]+)\/.*$/, '$1/package.json'));
}

function versionIn(file: string): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
