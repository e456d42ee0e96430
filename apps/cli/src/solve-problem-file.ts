import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { EngineRefusal, Plan } from '../../../libs/domain/planning/index.js';
import { parseProblem, type Problem } from '../../../libs/domain/planning/index.js';
import { type Outcome, refused, type Refusal } from '../../../libs/domain/kernel/index.js';
import { solveOnThreads } from '../../../libs/solving/index.js';
import { plural } from '../../../libs/wording/index.js';
import { fileSystemReason } from './output-folder.js';
import { ProgressBar } from './progress-bar.js';
import { engineRefusalWords, type FaultLine, faultLine } from './solve-fault-words.js';
import { EXIT, type ExitCode, type Terminal } from './terminal.js';

export interface SolveCommandOptions {
  readonly engine: string;
  readonly timeLimit: number;
  readonly gap: number;
  readonly seed: number;
  readonly deterministic: boolean;
  /** Absent: as many as cores. */
  readonly threads?: number;
  readonly out?: string;
  readonly json: boolean;
}

/** The whole of `solve`, from read options to exit code. */
export async function solveProblemFile(
  path: string,
  options: SolveCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const read = await readProblem(path);
  if ('faults' in read) return tellFaults(path, read.faults, options, terminal);
  const bar = new ProgressBar(terminal, !options.json);
  const { engine, timeLimit, gap, seed, deterministic } = options;
  const outcome = await solveOnThreads(
    read.problem,
    { engine, timeLimitSeconds: timeLimit, gap, seed, deterministic },
    options.threads === undefined ? {} : { most: options.threads },
    {
      onProgress: bar.show,
      onTrouble: (sentence) => {
        terminal.err(`${sentence}\n`);
      },
    },
  );
  bar.clear();
  if (!outcome.ok) return tellFaults(path, [engineFault(outcome.refusal)], options, terminal);
  return deliver(outcome.value, path, options, terminal);
}

async function readProblem(
  path: string,
): Promise<{ readonly problem: Problem } | { readonly faults: readonly FaultLine[] }> {
  const text = await textOf(path);
  if (!text.ok) return { faults: [fileFault('unreadable-file', text.refusal)] };
  const json = jsonOf(text.value);
  if (!json.ok) return { faults: [fileFault('not-json', json.refusal)] };
  const parsed = parseProblem(json.value);
  return parsed.ok ? { problem: parsed.value } : { faults: parsed.refusal.facts.faults.map(faultLine) };
}

async function textOf(path: string): Promise<Outcome<string, 'unreadable-file'>> {
  try {
    const bytes = await readFile(path);
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return refused('unreadable-file', { reason: 'it is not UTF-8 text' });
    const reason = fileSystemReason(error);
    if (reason === null) throw error;
    return refused('unreadable-file', { reason });
  }
}

function jsonOf(text: string): Outcome<unknown, 'not-json'> {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    return refused('not-json', { reason: error instanceof Error ? error.message : String(error) });
  }
}

function fileFault(code: string, { facts }: Refusal): FaultLine {
  const reason = typeof facts['reason'] === 'string' ? facts['reason'] : 'for no known reason';
  const message = code === 'not-json' ? `it is not JSON: ${reason}` : `it cannot be read: ${reason}`;
  return { pointer: '', code, facts: { reason }, message };
}

function engineFault({ code, facts }: Refusal<EngineRefusal>): FaultLine {
  return { pointer: '', code, facts, message: engineRefusalWords(code, facts) };
}

function tellFaults(
  path: string,
  faults: readonly FaultLine[],
  options: SolveCommandOptions,
  terminal: Terminal,
): ExitCode {
  if (options.json)
    terminal.out(`${JSON.stringify({ exit: EXIT.badInput, problem: path, faults }, null, 2)}\n`);
  terminal.err(`${path} cannot be solved: ${plural(faults.length, 'fault', 'faults')}.\n`);
  if (!options.json) {
    for (const fault of faults) {
      terminal.err(`  ${fault.pointer === '' ? '' : `${fault.pointer}: `}${fault.message}\n`);
    }
  }
  return EXIT.badInput;
}

async function deliver(
  plan: Plan,
  path: string,
  options: SolveCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const text = `${JSON.stringify(plan, null, 2)}\n`;
  if (options.out === undefined) {
    terminal.out(text);
    return EXIT.done;
  }
  const reason = await written(options.out, text);
  if (reason !== null) {
    const message = `the plan cannot be written to ${options.out}: ${reason}`;
    return tellFaults(
      path,
      [{ pointer: '', code: 'unwritable-file', facts: { reason }, message }],
      options,
      terminal,
    );
  }
  terminal.out(
    options.json
      ? `${JSON.stringify(summaryOf(plan, options.out), null, 2)}\n`
      : summaryLine(plan, options.out),
  );
  return EXIT.done;
}

/** Writes all or nothing; the reason when it cannot. */
async function written(out: string, text: string): Promise<string | null> {
  const beside = `${out}.partial`;
  try {
    await writeFile(beside, text, 'utf8');
    await rename(beside, out);
    return null;
  } catch (error) {
    await rm(beside, { force: true });
    const reason = fileSystemReason(error);
    if (reason === null) throw error;
    return reason;
  }
}

function summaryOf(plan: Plan, out: string) {
  const { status, coverage, score, scoreBound, gap, engine, seconds } = plan;
  return { exit: EXIT.done, out, status, coverage, score, scoreBound, gap, engine, seconds };
}

function summaryLine(plan: Plan, out: string): string {
  const cases = plan.matches.length + plan.uncovered.length;
  const covered = `${plan.matches.length} of ${plural(cases, 'case', 'cases')} covered`;
  return `${plan.status}: ${covered}, score ${plan.score} (at least ${plan.scoreBound}), by ${plan.engine} in ${plan.seconds} s. Wrote ${out}\n`;
}
