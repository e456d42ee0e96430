import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import type { CompareOptions } from './compare-runs.js';
import { addServiceOptions } from './service-options.js';
import type { Surroundings } from './surroundings.js';

/** `leader-match compare`. */
export function addCompareCommand(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const command = program
    .command('compare')
    .description(
      'two plans side by side: their figures, and every case treated otherwise with the reason; two runs of a running ' +
        'service, or two output folders of "leader-match match"',
    )
    .argument('<a>', 'id of a run, or a folder')
    .argument('<b>', 'id of a run, or a folder');
  addServiceOptions(command).action(async (a: string, b: string, options: CompareOptions) => {
    const { compare } = await import('./compare-runs.js');
    onExit(await compare(a, b, options, surroundings, terminal));
  });
}
