import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import type { MatchesOptions } from './list-matches.js';
import { addPurposeOptions } from './note-export.js';
import { addServiceOptions } from './service-options.js';
import type { Surroundings } from './surroundings.js';

/** `leader-match matches`. */
export function addMatchesCommand(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const command = program
    .command('matches')
    .description('list the matches of a run of a running service, best priority first')
    .argument('<run>', 'id of the run')
    .option('--csv <file>', 'write them here with the columns of matches.csv, and the state of each');
  addServiceOptions(addPurposeOptions(command, false)).action(
    async (run: string, options: MatchesOptions) => {
      const { listMatches } = await import('./list-matches.js');
      onExit(await listMatches(run, options, surroundings, terminal));
    },
  );
}
