import type { z } from 'zod';
import { readClientSettings } from '../../../../libs/platform/config/index.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import { type Answer, type Failure, RestClient } from './rest-client.js';
import type { ServiceOptions } from './service-options.js';
import type { Surroundings } from './surroundings.js';

/** What every command over REST works with. */
export interface ServiceSession {
  readonly client: RestClient;
  readonly json: boolean;
  readonly terminal: Terminal;
}

/** Gives the command's work a client with the person's token; without a token there is nothing to ask the service. */
export async function withService(
  { url, token: given, json }: ServiceOptions,
  surroundings: Surroundings,
  terminal: Terminal,
  work: (session: ServiceSession) => Promise<ExitCode>,
): Promise<ExitCode> {
  const token = given ?? readClientSettings(surroundings.environment).token;
  if (token === undefined || !/^[\x21-\x7e]+$/.test(token)) {
    const what = token === undefined ? 'There is no token' : 'The token holds characters that no token has';
    return refuse(
      { json, terminal },
      token === undefined ? 'no-token' : 'bad-token',
      `${what}: get one with "leader-match token" and give it as --token or in the variable LEADER_MATCH_TOKEN.`,
    );
  }
  return work({ client: new RestClient(url, token), json, terminal });
}

/** A refusal of our own, before the service was asked. */
export function refuse(
  { json, terminal }: Pick<ServiceSession, 'json' | 'terminal'>,
  code: string,
  message: string,
): ExitCode {
  if (json) printJson(terminal, { code, title: message });
  terminal.err(`${message}\n`);
  return EXIT.badInput;
}

/** Tells why it did not work: title, detail and every fault of a problem on stderr; as it came with --json. */
export function tellFailure(
  { json, terminal }: Pick<ServiceSession, 'json' | 'terminal'>,
  failure: Failure,
): ExitCode {
  if (failure.kind !== 'refused') {
    if (json) printJson(terminal, { code: failure.kind, title: failure.message });
    terminal.err(`${failure.message}\n`);
    return EXIT.ourFault;
  }
  const { title, detail, errors = [] } = failure.problem;
  if (json) printJson(terminal, failure.raw);
  terminal.err(`${plain(title)}\n`);
  if (detail !== undefined) terminal.err(`  ${plain(detail)}\n`);
  for (const { pointer, row, column, code, detail: what } of errors) {
    const place = [pointer, row === undefined ? undefined : `row ${String(row)}`, column]
      .filter((part) => part !== undefined && part !== '')
      .join(', ');
    terminal.err(`  ${plain(`${place === '' ? '' : `${place}: `}${what} (${code})`)}\n`);
  }
  return EXIT.badInput;
}

/** Asks one thing; tells the answer with `lines`, or as it came with --json. */
export async function askOnce<T>(
  session: ServiceSession,
  request: Promise<Answer<T>>,
  lines: (value: T) => readonly string[],
): Promise<ExitCode> {
  const answer = await request;
  if (!answer.ok) return tellFailure(session, answer.failure);
  if (session.json) printJson(session.terminal, answer.raw);
  else for (const line of lines(answer.value)) session.terminal.out(`${plain(line)}\n`);
  return EXIT.done;
}

export function printJson(terminal: Terminal, value: unknown): void {
  terminal.out(`${JSON.stringify(value, null, 2)}\n`);
}

/** Without control characters: what others wrote must not steer this terminal. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}

/** `/runs/ID`, whatever the id holds. */
export function pathOf(...parts: readonly string[]): string {
  return parts.map((part) => `/${encodeURIComponent(part)}`).join('');
}

/** What a page of a list looks like. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Reads every page of a list. */
export async function everyPage<T>(
  client: RestClient,
  path: string,
  query: Readonly<Record<string, string>>,
  schema: z.ZodType<Page<T>>,
): Promise<Answer<readonly T[]>> {
  const items: T[] = [];
  const raw: unknown[] = [];
  let cursor: string | null = null;
  do {
    const search: URLSearchParams = new URLSearchParams({
      ...query,
      limit: '200',
      ...(cursor === null ? {} : { cursor }),
    });
    const page: Answer<Page<T>> = await client.get(`${path}?${search.toString()}`, schema);
    if (!page.ok) return page;
    items.push(...page.value.items);
    raw.push(...(page.raw as { readonly items: readonly unknown[] }).items);
    cursor = page.value.nextCursor;
  } while (cursor !== null);
  return { ok: true, value: items, raw: { items: raw, nextCursor: null } };
}
