/**
 * One solve in a process of its own, started by the benchmark:
 *
 *   node dist/benchmarks/harness/solve-main.js SOLVER PROBLEM.json SECONDS ANSWER.json
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Problem } from '../../libs/domain/planning/index.js';
import type { Answer } from './answer.js';
import { IN_PROCESS_SOLVERS } from './in-process-solvers.js';

/** What ANSWER.json holds. */
export interface WrittenAnswer {
  /** Or the reason why there is none. */
  readonly answer: Answer | string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

const [name = '', problemFile = '', seconds = '', answerFile = ''] = process.argv.slice(2);
const solver = IN_PROCESS_SOLVERS[name];
if (solver === undefined) {
  console.error(`no solver ${name}`);
  process.exitCode = 2;
} else {
  const problem = JSON.parse(readFileSync(problemFile, 'utf8')) as Problem;
  const startedMs = performance.now();
  const before = process.cpuUsage();
  const answer = await solver(problem, Number(seconds));
  const { user, system } = process.cpuUsage(before);
  const written: WrittenAnswer = {
    answer,
    seconds: (performance.now() - startedMs) / 1000,
    cpuSeconds: (user + system) / 1e6,
    // Linux gives kilobytes.
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
  writeFileSync(answerFile, JSON.stringify(written));
}
