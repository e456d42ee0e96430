import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import type { ExportPersonOptions } from './export-person.js';
import { DATABASE_HELP } from './service-options.js';
import type { Surroundings } from './surroundings.js';

/** `leader-match person export`. */
export function addPersonCommand(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const person = program.command('person').description('what is held on one person');
  person
    .command('export')
    .argument('<ref-or-email>', "a leader's reference, a user name, or an email address")
    .description('write everything that is held on one person: person.json, and a CSV file for each table')
    .requiredOption('--out <folder>', 'where the files go')
    .requiredOption('--purpose <text>', 'why, for the audit trail; without names')
    .option('--json', 'print what was written as JSON', false)
    .addHelpText(
      'after',
      `${DATABASE_HELP}
The trail keeps that it was done. Free texts may speak of other people: read the files before you hand them on.
Exit codes: 0 done; 2 nobody is known by that, or bad usage; 1 the database cannot be used, or a fault of ours.`,
    )
    .action(async (key: string, options: Omit<ExportPersonOptions, 'key'>) => {
      const { exportPerson } = await import('./export-person.js');
      onExit(await exportPerson({ ...options, key }, surroundings, terminal));
    });
}
