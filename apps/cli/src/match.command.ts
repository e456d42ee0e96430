import type { Command } from 'commander';
import { addInputOptions, type MatchOptions } from './input-options.js';
import { threadsOption } from './solve.command.js';
import type { ExitCode, Terminal } from './terminal.js';

/** `leader-match match`: the whole job from files to files, without a database. */
export function registerMatchCommand(
  program: Command,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const command = program
    .command('match')
    .description('decide who is eligible, match them with the leaders of a capacity survey, and say why')
    .requiredOption('--survey <file>', 'capacity survey, CSV or XLSX')
    .option(
      '--threads <number>',
      'parts of the matching that share nobody are solved side by side, at most so many (default: as many as cores)',
      threadsOption,
    )
    .option('--boundaries <file>', 'outline for the map of report.html, GeoJSON or TopoJSON in degrees');
  addInputOptions(command, 'survey').action(async (options: MatchOptions) => {
    // Loaded only when asked for, so that help and slips in the options are answered at once.
    const { matchFromFiles } = await import('./match-from-files.js');
    onExit(await matchFromFiles(options, terminal));
  });
}
