import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import { DATABASE_HELP } from './service-options.js';
import type { Surroundings } from './surroundings.js';

/** `leader-match audit`. */
export function addAuditCommand(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  program
    .command('audit')
    .description('recompute every balance of days from its events, and compare all the books')
    .option('--json', 'print every difference as JSON', false)
    .addHelpText(
      'after',
      `${DATABASE_HELP}
The service may run meanwhile; nothing is changed.
Exit codes: 0 the books balance; 2 they do not, every difference is listed; 1 the database cannot be used, or a fault of ours.`,
    )
    .action(async (options: { readonly json: boolean }) => {
      const { auditBooks } = await import('./audit-books.js');
      onExit(await auditBooks(options, surroundings, terminal));
    });
}
