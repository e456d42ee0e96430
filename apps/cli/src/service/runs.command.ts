import { type Command, Option } from 'commander';
import { OFFER_YEARS } from '../../../../libs/domain/kernel/index.js';
import type { ExitCode, Terminal } from '../terminal.js';
import type { RunsOptions } from './list-runs.js';
import { addServiceOptions } from './service-options.js';
import type { Surroundings } from './surroundings.js';

/** `leader-match runs`. */
export function addRunsCommand(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const command = program
    .command('runs')
    .description('list the matching runs of a running service, newest first')
    .addOption(new Option('--offer <year>', 'of this offer only').choices([...OFFER_YEARS]));
  addServiceOptions(command).action(async (options: RunsOptions) => {
    const { listRuns } = await import('./list-runs.js');
    onExit(await listRuns(options, surroundings, terminal));
  });
}
