import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import type { RetentionOptions } from './apply-retention.js';
import { DATABASE_HELP } from './service-options.js';
import type { Surroundings } from './surroundings.js';

/** `leader-match retention`. */
export function addRetentionCommand(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  program
    .command('retention')
    .description('blank the personal data of offers that ended long ago; the trail and the ledger stay whole')
    .option('--dry-run', 'change nothing, list what would be blanked', false)
    .option('--apply', 'blank it', false)
    .option(
      '--years <number>',
      'whole years to keep it after the end of the academic year (default: RETENTION_YEARS, or 6)',
    )
    .option('--json', 'print the figures as JSON', false)
    .addHelpText(
      'after',
      `${DATABASE_HELP}
The service may run meanwhile. Backups keep what they hold until they are deleted.
Exit codes: 0 done; 2 bad usage; 1 the database cannot be used, or a fault of ours.`,
    )
    .action(async (options: RetentionOptions) => {
      const { applyRetention } = await import('./apply-retention.js');
      onExit(await applyRetention(options, surroundings, terminal));
    });
}
