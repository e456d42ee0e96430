import { z } from 'zod';
import type { ExitCode, Terminal } from '../terminal.js';
import type { ServiceOptions } from './service-options.js';
import { askOnce, pathOf, withService } from './service-session.js';
import type { Surroundings } from './surroundings.js';

export interface AcceptOptions extends ServiceOptions {
  readonly version?: number;
}

export interface DeclineOptions extends AcceptOptions {
  readonly reason: string;
  readonly otherDates?: 'yes' | 'no';
  readonly otherDatesNote?: string;
}

export interface EndWaitingOptions extends AcceptOptions {
  readonly reason: string;
}

const answeredMatch = z.object({ matchId: z.string(), state: z.string() });

export function acceptMatch(
  matchId: string,
  options: AcceptOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  return withService(options, surroundings, terminal, (session) =>
    askOnce(
      session,
      session.client.post(`${pathOf('matches', matchId)}/accept`, versionIn(options), answeredMatch),
      () => ['The match is accepted.'],
    ),
  );
}

export function declineMatch(
  matchId: string,
  options: DeclineOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  const { reason, otherDates, otherDatesNote } = options;
  const body = {
    ...{ reason, ...versionIn(options) },
    ...(otherDates === undefined ? {} : { otherDates: otherDates === 'yes' }),
    ...(otherDatesNote === undefined ? {} : { otherDatesNote }),
  };
  return withService(options, surroundings, terminal, (session) =>
    askOnce(
      session,
      session.client.post(`${pathOf('matches', matchId)}/decline`, body, answeredMatch),
      () => ['The match is declined; its days are free again.'],
    ),
  );
}

export function endWaiting(
  matchId: string,
  options: EndWaitingOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  const body = { reason: options.reason, ...versionIn(options) };
  return withService(options, surroundings, terminal, (session) =>
    askOnce(
      session,
      session.client.post(`${pathOf('matches', matchId)}/end-waiting`, body, answeredMatch),
      () => ['The match has ended without an answer; its days are free again.'],
    ),
  );
}

function versionIn({ version }: AcceptOptions): { readonly version?: number } {
  return version === undefined ? {} : { version };
}
