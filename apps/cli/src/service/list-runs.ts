import type { ExitCode, Terminal } from '../terminal.js';
import { runPage } from './resources.js';
import type { ServiceOptions } from './service-options.js';
import { askOnce, everyPage, withService } from './service-session.js';
import type { Surroundings } from './surroundings.js';
import { textTable } from './text-table.js';

export interface RunsOptions extends ServiceOptions {
  readonly offer?: string;
}

export async function listRuns(
  options: RunsOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  const query = options.offer === undefined ? {} : { offer: options.offer };
  return withService(options, surroundings, terminal, (session) =>
    askOnce(session, everyPage(session.client, '/runs', query, runPage), (runs) =>
      runs.length === 0
        ? ['There is no run.']
        : textTable(
            ['run', 'offer', 'state', 'covered', 'created', 'label'],
            runs.map(({ id, offer, state, summary, createdAt, label }) => [
              id,
              offer,
              state,
              summary === null ? '' : `${String(summary.covered)} of ${String(summary.cases)}`,
              createdAt,
              label,
            ]),
          ),
    ),
  );
}
