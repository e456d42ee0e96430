import { type Command, InvalidArgumentError } from 'commander';
import type { SolveCommandOptions } from './solve-problem-file.js';
import type { ExitCode, Terminal } from './terminal.js';

const LONGEST_SECONDS = 7 * 24 * 3600;
const LARGEST_SEED = 2_147_483_647;
const MOST_THREADS = 64;

/** `leader-match solve`: a problem file in the planner's own language to a plan. */
export function registerSolveCommand(
  program: Command,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  program
    .command('solve')
    .description("make the best plan for a problem in the planner's own language (JSON, version 1)")
    .argument('<problem>', 'problem file, JSON')
    .option('--engine <name>', 'auto, javascript-lp-solver or highs', 'auto')
    .option('--time-limit <seconds>', 'stop here with the best plan so far', secondsOption, 60)
    .option('--gap <fraction>', 'stop once the score is proven to be this close to the best', gapOption, 0)
    .option('--seed <number>', 'whole number that repeats a run', seedOption, 1)
    .option(
      '--deterministic',
      'count work instead of time, so that the same input makes the same plan',
      false,
    )
    .option(
      '--threads <number>',
      'parts of the problem that share nobody are solved side by side, at most so many (default: as many as cores)',
      threadsOption,
    )
    .option('--out <file>', 'write the plan here instead of to standard output')
    .option('--json', 'tell every fault as JSON; no progress bar', false)
    .addHelpText(
      'after',
      `
Exit codes: 0 a plan was made, also when the pins contradict each other (status "infeasible" with the conflict);
2 bad usage or a problem that cannot be used, every fault with its JSON pointer; 1 a fault of ours.`,
    )
    .action(async (problem: string, options: SolveCommandOptions) => {
      // Loaded only when asked for, so that help and slips in the options are answered at once.
      const { solveProblemFile } = await import('./solve-problem-file.js');
      onExit(await solveProblemFile(problem, options, terminal));
    });
}

function secondsOption(value: string): number {
  const seconds = numberFrom(value);
  if (!(seconds > 0 && seconds <= LONGEST_SECONDS)) {
    throw new InvalidArgumentError(`Write seconds above 0 and up to ${LONGEST_SECONDS}.`);
  }
  return seconds;
}

function gapOption(value: string): number {
  const gap = numberFrom(value);
  if (!(gap >= 0 && gap <= 1)) throw new InvalidArgumentError('Write a fraction from 0 to 1.');
  return gap;
}

function seedOption(value: string): number {
  const seed = numberFrom(value);
  if (!(Number.isInteger(seed) && seed >= 0 && seed <= LARGEST_SEED)) {
    throw new InvalidArgumentError(`Write a whole number from 0 to ${LARGEST_SEED}.`);
  }
  return seed;
}

/** Used by `match`, too. */
export function threadsOption(value: string): number {
  const threads = numberFrom(value);
  if (!(Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS)) {
    throw new InvalidArgumentError(`Write a whole number from 1 to ${MOST_THREADS}.`);
  }
  return threads;
}

/** NaN unless the text is a plain decimal number. */
function numberFrom(value: string): number {
  return /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(value) ? Number(value) : NaN;
}
