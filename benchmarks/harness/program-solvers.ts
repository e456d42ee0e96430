import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../libs/domain/planning/index.js';
import type { Attempt, BenchmarkSolver } from './answer.js';
import { chosenPairs, compactModel, mpsText } from './compact-model.js';
import { killAfter } from './node-solver.js';
import { runProcess } from './run-process.js';

/** How a program of its own is started and what it leaves behind. */
interface Program {
  readonly name: string;
  readonly command: string;
  readonly versionArguments: readonly string[];
  arguments(modelFile: string, valuesFile: string, seconds: number): readonly string[];
  /** By column index, from the file of values; null where there is no whole-number solution. */
  values(text: string): ReadonlyMap<number, number> | null;
  /** The last lower bound that it printed. */
  bound(output: string): number | null;
}

export const CBC: Program = {
  name: 'cbc',
  command: 'cbc',
  versionArguments: ['-stop'],
  arguments: (model, values, seconds) => [
    model,
    '-timeMode',
    'elapsed',
    '-sec',
    String(seconds),
    '-ratio',
    '0',
    '-threads',
    '0',
    '-solve',
    '-solution',
    values,
  ],
  values: (text) => {
    const [head = '', ...lines] = text.split('\n');
    if (/infeasible|no integer solution|unbounded/i.test(head)) return null;
    return new Map(
      lines.flatMap((line): [number, number][] => {
        const match = /^\s*(?:\*\*)?\s*\d+\s+x(\d+)\s+(\S+)/.exec(line);
        return match === null ? [] : [[Number(match[1]) - 1, Number(match[2])]];
      }),
    );
  },
  bound: (output) => {
    const optimal = /Result - Optimal solution found[\s\S]*?Objective value:\s+(\S+)/.exec(output)?.[1];
    return optimal === undefined ? lowered(/Lower bound:\s+(\S+)/.exec(output)?.[1]) : Number(optimal);
  },
};

export const GLPK: Program = {
  name: 'glpk',
  command: 'glpsol',
  versionArguments: ['--version'],
  arguments: (model, values, seconds) => [
    '--mps',
    model,
    '--tmlim',
    String(Math.max(1, Math.round(seconds))),
    '--mipgap',
    '0',
    '--write',
    values,
  ],
  values: (text) => {
    if (!/^s mip \d+ \d+ [of] /m.test(text)) return null;
    return new Map(
      [...text.matchAll(/^j (\d+) (\S+)$/gm)].map((match) => [Number(match[1]) - 1, Number(match[2])]),
    );
  },
  bound: (output) => lowered([...output.matchAll(/ >=\s+(-?[\d.][\d.e+-]*)/g)].at(-1)?.[1]),
};

/** Printed bounds are rounded: take what is surely below. */
function lowered(printed: string | undefined): number | null {
  const value = Number(printed);
  return Number.isFinite(value) ? value - 0.001 - 1e-8 * Math.abs(value) : null;
}

/** Null where the program is not on the PATH. */
export function programSolver(program: Program): BenchmarkSolver | null {
  const version = versionOf(program);
  if (version === null) return null;
  return {
    name: program.name,
    version,
    about: 'one compact model with weights, as an MPS file; seconds include reading it',
    mostCases: Infinity,
    attempt: async (problemFile, folder, timeLimitSeconds): Promise<Attempt> => {
      const compact = compactModel(JSON.parse(readFileSync(problemFile, 'utf8')) as Problem);
      const modelFile = join(folder, 'model.mps');
      const valuesFile = join(folder, 'values.txt');
      writeFileSync(modelFile, mpsText(compact.model));
      const end = await runProcess(
        program.command,
        program.arguments(modelFile, valuesFile, timeLimitSeconds),
        {
          folder,
          killAfterSeconds: killAfter(timeLimitSeconds),
        },
      );
      const { seconds, cpuSeconds, peakMegabytes } = end;
      const spent = { seconds, cpuSeconds, peakMegabytes };
      if (end.exitCode === null) return { kind: 'no-answer', why: 'ended: over its time', ...spent };
      const values = existsSync(valuesFile) ? program.values(readFileSync(valuesFile, 'utf8')) : null;
      if (values === null) return { kind: 'no-answer', why: 'no plan found in time', ...spent };
      const all = compact.model.columns.map((_column, index) => values.get(index) ?? 0);
      return {
        kind: 'answered',
        answer: { kind: 'pairs', pairs: chosenPairs(compact, all), bound: program.bound(end.output) },
        ...spent,
      };
    },
  };
}

function versionOf(program: Program): string | null {
  try {
    const output = execFileSync(program.command, program.versionArguments, { encoding: 'utf8' });
    return /\d+\.\d+(\.\d+)?/.exec(output)?.[0] ?? 'unknown';
  } catch {
    return null;
  }
}
