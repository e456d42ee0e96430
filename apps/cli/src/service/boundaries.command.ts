import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import { addServiceOptions, type ServiceOptions } from './service-options.js';
import type { Surroundings } from './surroundings.js';

/** `leader-match boundaries`. */
export function addBoundariesCommand(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const command = program
    .command('boundaries')
    .description('import the outline that maps are drawn over (GeoJSON or TopoJSON in degrees)')
    .argument('<file>', 'regions of England, as the Office for National Statistics publishes them');
  addServiceOptions(command).action(async (file: string, options: ServiceOptions) => {
    const { importBoundaries } = await import('./import-boundaries.js');
    onExit(await importBoundaries(file, options, surroundings, terminal));
  });
}
