import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import type { UnpublishOptions } from './change-run.js';
import { addServiceOptions } from './service-options.js';
import type { Surroundings } from './surroundings.js';

/** `leader-match unpublish`. */
export function addUnpublishCommand(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const command = program
    .command('unpublish')
    .description('take a published run back and release its days, all or nothing')
    .argument('<run>', 'id of the run')
    .option('--reason <text>', 'why; kept with the run');
  addServiceOptions(command).action(async (run: string, options: UnpublishOptions) => {
    const { unpublishRun } = await import('./change-run.js');
    onExit(await unpublishRun(run, options, surroundings, terminal));
  });
}
