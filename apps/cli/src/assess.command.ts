import type { Command } from 'commander';
import { addInputOptions, type InputOptions } from './input-options.js';
import type { ExitCode, Terminal } from './terminal.js';

/** `leader-match assess`: who is eligible for one offer, from files to decisions.csv. */
export function registerAssessCommand(
  program: Command,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const command = program
    .command('assess')
    .description('decide who is eligible for an offer, with the rule, the evidence and what is missing');
  addInputOptions(command, 'schools').action(async (options: InputOptions) => {
    // Loaded only when asked for, so that help and slips in the options are answered at once.
    const { assessFromFiles } = await import('./assess-from-files.js');
    onExit(await assessFromFiles(options, terminal));
  });
}
