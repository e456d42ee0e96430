import type { ExitCode, Terminal } from '../terminal.js';
import { askLines } from './ask.js';
import { createdToken } from './resources.js';
import { RestClient } from './rest-client.js';
import { askOnce, refuse } from './service-session.js';
import type { Surroundings } from './surroundings.js';

export interface TokenOptions {
  readonly url: string;
  readonly username?: string;
  readonly name: string;
  readonly days: number;
  readonly json: boolean;
}

/** Prints the token alone, so that it can be put into a variable. */
export async function makeToken(
  options: TokenOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  const { url, name, days, json } = options;
  const questions = [
    ...(options.username === undefined ? [{ prompt: 'User name: ', secret: false }] : []),
    { prompt: 'Password: ', secret: true },
  ];
  const answers = await askLines(questions, surroundings, terminal);
  const password = answers?.at(-1);
  const username = options.username ?? answers?.[0];
  if (username === undefined || password === undefined || password === '') {
    return refuse({ json, terminal }, 'no-password', 'There is no password on standard input.');
  }
  const client = new RestClient(url, undefined);
  const request = client.post('/tokens', { username, password, name, expiresInDays: days }, createdToken);
  return askOnce({ client, json, terminal }, request, ({ token }) => [token]);
}
