import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import { addServiceOptions, type ServiceOptions } from './service-options.js';
import type { Surroundings } from './surroundings.js';

/** `leader-match publish`. */
export function addPublishCommand(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const command = program
    .command('publish')
    .description('publish every match of a solved run and reserve the days, all or nothing')
    .argument('<run>', 'id of the run');
  addServiceOptions(command).action(async (run: string, options: ServiceOptions) => {
    const { publishRun } = await import('./change-run.js');
    onExit(await publishRun(run, options, surroundings, terminal));
  });
}
