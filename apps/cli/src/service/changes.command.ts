import { type Command, Option } from 'commander';
import { DECISION_CHANGES } from '../../../../libs/domain/offers/index.js';
import type { ExitCode, Terminal } from '../terminal.js';
import type { ChangesOptions } from './list-changes.js';
import { addServiceOptions } from './service-options.js';
import type { Surroundings } from './surroundings.js';

/** `leader-match changes`. */
export function addChangesCommand(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const command = program
    .command('changes')
    .description('list what an assessment of a running service changed against the one before, and why')
    .argument('<assessment>', 'id of the assessment')
    .addOption(new Option('--change <kind>', 'only these').choices([...DECISION_CHANGES]))
    .option('--underway', 'only what took eligibility from a case that was taken further', false);
  addServiceOptions(command).action(async (assessment: string, options: ChangesOptions) => {
    const { listChanges } = await import('./list-changes.js');
    onExit(await listChanges(assessment, options, surroundings, terminal));
  });
}
