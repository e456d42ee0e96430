import { Argument, type Command, Option } from 'commander';
import { OFFER_YEARS } from '../../../../libs/domain/kernel/index.js';
import type { ExitCode, Terminal } from '../terminal.js';
import type { ImportOptions } from './import-file.js';
import { KINDS } from './import-kinds.js';
import { addServiceOptions } from './service-options.js';
import type { Surroundings } from './surroundings.js';

/** `leader-match import`. */
export function addImportCommand(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const command = program
    .command('import')
    .description('upload a file to a running service, which reads it and stores all its good rows')
    .addArgument(new Argument('<kind>', 'what the file holds').choices([...KINDS]))
    .argument('<file>', 'the file, CSV')
    .addOption(
      new Option('--offer <year>', 'which offer it is for (survey and lists of one offer only)').choices([
        ...OFFER_YEARS,
      ]),
    )
    .option('--force', 'import it again, also when the same file was imported before', false)
    .option('--wait', 'wait until it is read, and tell what was wrong with its rows', false);
  addServiceOptions(command)
    .addHelpText(
      'after',
      `
With --wait: 0 also when some rows were refused (they are listed on stderr), 2 when the file cannot be used at all.
Ctrl-C ends the waiting only: the service goes on reading.`,
    )
    .action(async (kind: string, file: string, options: ImportOptions) => {
      const { importFile } = await import('./import-file.js');
      onExit(await importFile(kind, file, options, surroundings, terminal));
    });
}
