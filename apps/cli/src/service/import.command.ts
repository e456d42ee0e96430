import { type Command, InvalidArgumentError, Option } from 'commander';
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
    .usage('[options] [kind] <file>')
    .argument('<file>', 'the file, CSV or XLSX; the kind may stand before it')
    .argument('[after-kind]', 'the file, when the kind stands before it')
    .addOption(
      new Option('--kind <kind>', 'what the file holds; auto: recognise it by its header')
        .choices(['auto', ...KINDS])
        .default('auto'),
    )
    .addOption(
      new Option('--offer <year>', 'which offer it is for (survey and lists of one offer only)').choices([
        ...OFFER_YEARS,
      ]),
    )
    .option('--map <file>', 'column map, JSON: {"their column": "our column"}; remembered for such files')
    .option('--review', 'store nothing yet: show what would change, for confirm or discard', false)
    .option('--accept-removal', 'it is meant that most of what is stored goes', false)
    .option('--force', 'import it again, also when the same file was imported before', false)
    .option('--wait', 'wait until it is read, and tell what was wrong with its rows', false);
  addServiceOptions(command)
    .addHelpText(
      'after',
      `
Kinds: ${KINDS.join(', ')}.
With --wait or --review: 0 also when some rows were refused (they are listed on stderr), 2 when the file cannot be
used, when its kind or columns are not clear, or when it waits because it would remove most of what is stored.
Ctrl-C ends the waiting only: the service goes on reading.`,
    )
    .action(async (first: string, second: string | undefined, options: ImportOptions) => {
      const { importFile } = await import('./import-file.js');
      const [file, kind] = second === undefined ? [first, options.kind] : [second, kindOf(first)];
      onExit(await importFile(file, { ...options, kind }, surroundings, terminal));
    });
}

function kindOf(word: string): string {
  if (KINDS.some((kind) => kind === word)) return word;
  throw new InvalidArgumentError(`"${word}" is no kind of file: write one of ${KINDS.join(', ')}.`);
}
