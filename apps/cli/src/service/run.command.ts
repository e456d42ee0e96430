import { Argument, type Command } from 'commander';
import { OFFER_YEARS } from '../../../../libs/domain/kernel/index.js';
import type { ExitCode, Terminal } from '../terminal.js';
import { addServiceOptions } from './service-options.js';
import type { StartRunOptions } from './start-run.js';
import type { Surroundings } from './surroundings.js';

/** `leader-match run`. */
export function addRunCommand(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const command = program
    .command('run')
    .description('start a matching run in a running service, over what it holds now')
    .addArgument(new Argument('<offer>', 'academic year').choices([...OFFER_YEARS]))
    .option('--params <file>', 'settings of the run, JSON; what is left out has its default')
    .option('--label <text>', 'what people call the run')
    .option('--wait', 'wait until it ends', false);
  addServiceOptions(command)
    .addHelpText(
      'after',
      `
With --wait: 0 when there is a plan; 2 when the run cannot be solved as it is or was stopped; 1 when the service gave
it up. Ctrl-C ends the waiting only: the run goes on (leader-match cancel stops it).`,
    )
    .action(async (offer: string, options: StartRunOptions) => {
      const { startRun } = await import('./start-run.js');
      onExit(await startRun(offer, options, surroundings, terminal));
    });
}
