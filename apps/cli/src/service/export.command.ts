import { type Command, InvalidArgumentError } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import type { ExportOptions } from './export-table.js';
import { addPurposeOptions } from './note-export.js';
import { addServiceOptions } from './service-options.js';
import type { Surroundings } from './surroundings.js';

const TABLES = [
  ['matches', 'run', 'matches of a run, with the columns of matches.csv, and the state and id of each'],
  ['uncovered', 'run', 'cases that a run left without a leader, with the columns of uncovered.csv'],
  ['claim', 'claim', 'the visits of a claim'],
  ['statements', 'offer', 'every movement of days of every leader with the balance after it'],
] as const;

/** `leader-match export matches`, `uncovered`, `claim` and `statements`. */
export function addExportCommands(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const parent = program
    .command('export')
    .description('write a table of a running service into a CSV file or a workbook');
  for (const [table, of, description] of TABLES) {
    const command = parent
      .command(table)
      .description(description)
      .argument(`<${of}>`, of === 'offer' ? 'e.g. 2024-25' : `id of the ${of}`)
      .requiredOption('--out <file>', 'where to: its name ends in .csv or .xlsx', outOption);
    addServiceOptions(addPurposeOptions(command, true)).action(async (id: string, options: ExportOptions) => {
      const { exportTable } = await import('./export-table.js');
      onExit(await exportTable(table, id, options, surroundings, terminal));
    });
  }
}

function outOption(value: string): string {
  if (!/\.(csv|xlsx)$/i.test(value))
    throw new InvalidArgumentError('Write a name that ends in .csv or .xlsx.');
  return value;
}
