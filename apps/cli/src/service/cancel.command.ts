import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import { addServiceOptions, type ServiceOptions } from './service-options.js';
import type { Surroundings } from './surroundings.js';

/** `leader-match cancel`. */
export function addCancelCommand(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const command = program
    .command('cancel')
    .description('stop a run that waits or is being solved')
    .argument('<run>', 'id of the run');
  addServiceOptions(command).action(async (run: string, options: ServiceOptions) => {
    const { cancelRun } = await import('./change-run.js');
    onExit(await cancelRun(run, options, surroundings, terminal));
  });
}
