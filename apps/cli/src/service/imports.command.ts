import { type Command, Option } from 'commander';
import { OFFER_YEARS } from '../../../../libs/domain/kernel/index.js';
import type { ExitCode, Terminal } from '../terminal.js';
import { KINDS } from './import-kinds.js';
import type { ConfirmOptions, ImportsOptions, RejectedOptions, UndoOptions } from './manage-imports.js';
import { addServiceOptions, type ServiceOptions } from './service-options.js';
import type { Surroundings } from './surroundings.js';

/** `leader-match imports`, `confirm`, `discard`, `undo` and `rejected`: files after their upload. */
export function addImportsCommands(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const load = () => import('./manage-imports.js');
  const list = program
    .command('imports')
    .description('list the files that a service received, newest first')
    .addOption(new Option('--kind <kind>', 'only files of this kind').choices([...KINDS]))
    .addOption(new Option('--offer <year>', 'only files of this offer').choices([...OFFER_YEARS]));
  addServiceOptions(list).action(async (options: ImportsOptions) => {
    onExit(await (await load()).listImports(options, surroundings, terminal));
  });
  const one = (name: string, description: string): Command =>
    program.command(name).description(description).argument('<import>', 'id of the import');
  const confirm = one('confirm', 'store what the preview of an import showed, and wait for it');
  confirm.option('--accept-removal', 'it is meant that most of what is stored goes', false);
  addServiceOptions(confirm).action(async (id: string, options: ConfirmOptions) => {
    onExit(await (await load()).confirmImport(id, options, surroundings, terminal));
  });
  addServiceOptions(one('discard', 'put an import aside of which nothing is stored')).action(
    async (id: string, options: ServiceOptions) => {
      onExit(await (await load()).discardImport(id, options, surroundings, terminal));
    },
  );
  const undo = one('undo', 'take the facts of the newest file of its kind back, and wait for it');
  undo.option('--reason <text>', 'why, for the audit trail');
  addServiceOptions(undo).action(async (id: string, options: UndoOptions) => {
    onExit(await (await load()).undoImport(id, options, surroundings, terminal));
  });
  const rejected = one(
    'rejected',
    'write the faulty rows of an import as its file has them, with what is wrong',
  );
  rejected.requiredOption('--out <file>', 'where to, CSV');
  addServiceOptions(rejected).action(async (id: string, options: RejectedOptions) => {
    onExit(await (await load()).writeRejected(id, options, surroundings, terminal));
  });
}
