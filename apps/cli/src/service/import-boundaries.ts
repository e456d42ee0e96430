import { basename } from 'node:path';
import { plural } from '../../../../libs/wording/index.js';
import type { ExitCode, Terminal } from '../terminal.js';
import { unreadableReason } from './read-json-file.js';
import { importedBoundaries } from './resources.js';
import type { ServiceOptions } from './service-options.js';
import { askOnce, refuse, withService } from './service-session.js';
import type { Surroundings } from './surroundings.js';

/** Sends an outline for the maps to the service. */
export async function importBoundaries(
  file: string,
  options: ServiceOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  const reason = await unreadableReason(file);
  if (reason !== null) {
    return refuse({ json: options.json, terminal }, 'unreadable-file', `${file} cannot be read: ${reason}.`);
  }
  const query = new URLSearchParams({ fileName: basename(file) });
  return withService(options, surroundings, terminal, (session) =>
    askOnce(
      session,
      session.client.upload(`/boundaries?${query.toString()}`, file, importedBoundaries),
      ({ areas }) => [`${plural(areas, 'area', 'areas')} imported: maps are drawn over them from now on.`],
    ),
  );
}
