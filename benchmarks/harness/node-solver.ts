import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attempt, BenchmarkSolver } from './answer.js';
import { runProcess } from './run-process.js';
import type { WrittenAnswer } from './solve-main.js';

/** A solver that keeps no time limit is ended this long after it. */
export function killAfter(timeLimitSeconds: number): number {
  return timeLimitSeconds * 1.5 + 15;
}

/** A solver that runs inside node, each attempt in a process of its own. */
export function nodeSolver(solver: Omit<BenchmarkSolver, 'attempt'>, script: string): BenchmarkSolver {
  return {
    ...solver,
    attempt: async (problemFile, folder, timeLimitSeconds): Promise<Attempt> => {
      const answerFile = join(folder, 'answer.json');
      const end = await runProcess(
        process.execPath,
        ['--max-old-space-size=4096', script, solver.name, problemFile, String(timeLimitSeconds), answerFile],
        { folder, killAfterSeconds: killAfter(timeLimitSeconds) },
      );
      if (!existsSync(answerFile)) {
        return {
          kind: 'no-answer',
          why: end.exitCode === null ? 'ended: over its time' : lastError(end.output),
          seconds: end.seconds,
          cpuSeconds: end.cpuSeconds,
          peakMegabytes: end.peakMegabytes,
        };
      }
      const { answer, ...spent } = JSON.parse(readFileSync(answerFile, 'utf8')) as WrittenAnswer;
      return typeof answer === 'string'
        ? { kind: 'no-answer', why: answer, ...spent }
        : { kind: 'answered', answer, ...spent };
    },
  };
}

function lastError(output: string): string {
  if (/heap out of memory|Allocation failed/.test(output)) return 'out of memory';
  const line = output.split('\n').find((one) => one.includes('Error')) ?? output.trim().split('\n').at(-1);
  return (line ?? 'no output').slice(0, 80);
}
