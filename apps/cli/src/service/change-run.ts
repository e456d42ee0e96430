import { plural } from '../../../../libs/wording/index.js';
import type { ExitCode, Terminal } from '../terminal.js';
import { cancelAnswer, publishedRun } from './resources.js';
import type { ServiceOptions } from './service-options.js';
import { askOnce, pathOf, withService } from './service-session.js';
import type { Surroundings } from './surroundings.js';

export interface UnpublishOptions extends ServiceOptions {
  readonly reason?: string;
}

export function publishRun(
  runId: string,
  options: ServiceOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  return withService(options, surroundings, terminal, (session) =>
    askOnce(
      session,
      session.client.post(`${pathOf('runs', runId)}/publish`, {}, publishedRun),
      ({ matches }) => [`${plural(matches, 'match', 'matches')} published; their days are reserved.`],
    ),
  );
}

export function unpublishRun(
  runId: string,
  options: UnpublishOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  const body = options.reason === undefined ? {} : { reason: options.reason };
  return withService(options, surroundings, terminal, (session) =>
    askOnce(
      session,
      session.client.post(`${pathOf('runs', runId)}/unpublish`, body, publishedRun),
      ({ matches }) => [`${plural(matches, 'match', 'matches')} taken back; their days are free again.`],
    ),
  );
}

export function cancelRun(
  runId: string,
  options: ServiceOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  return withService(options, surroundings, terminal, (session) =>
    askOnce(
      session,
      session.client.post(`${pathOf('runs', runId)}/cancel`, {}, cancelAnswer),
      ({ answer }) => [answer === 'cancelled' ? 'The run is stopped.' : 'The run is being stopped.'],
    ),
  );
}
