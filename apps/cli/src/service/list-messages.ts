import { dayInEngland } from '../../../../libs/wording/index.js';
import { z } from 'zod';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import type { ServiceOptions } from './service-options.js';
import { everyPage, plain, printJson, tellFailure, withService } from './service-session.js';
import type { Surroundings } from './surroundings.js';
import { textTable } from './text-table.js';

export interface MessagesOptions extends ServiceOptions {
  readonly state?: string;
  readonly match?: string;
  readonly texts: boolean;
}

const messagePage = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      toKind: z.string(),
      toRef: z.string(),
      caseId: z.string().nullable(),
      state: z.string(),
      reason: z.string().nullable(),
      createdAt: z.string(),
      subject: z.string(),
      body: z.string(),
    }),
  ),
  nextCursor: z.string().nullable(),
});
type Message = z.infer<typeof messagePage>['items'][number];

/** What people were told, and what waits to be sent. */
export function listMessages(
  options: MessagesOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  return withService(options, surroundings, terminal, async (session) => {
    const { state, match, texts } = options;
    const query = {
      ...(state === undefined ? {} : { state }),
      ...(match === undefined ? {} : { matchId: match }),
    };
    const found = await everyPage(session.client, '/messages', query, messagePage);
    if (!found.ok) return tellFailure(session, found.failure);
    if (options.json) printJson(terminal, found.raw);
    else
      for (const line of texts ? textLines(found.value) : tableLines(found.value)) terminal.out(`${line}\n`);
    return EXIT.done;
  });
}

function tableLines(messages: readonly Message[]): readonly string[] {
  if (messages.length === 0) return ['There is no message.'];
  return textTable(
    ['id', 'written', 'to', 'case', 'state', 'subject'],
    messages.map(({ id, createdAt, toKind, toRef, caseId, state, reason, subject }) => [
      ...[id, dayInEngland(createdAt), `${toKind} ${toRef}`, caseId ?? ''],
      ...[reason === null ? state : `${state} (${reason})`, subject],
    ]),
  );
}

function textLines(messages: readonly Message[]): readonly string[] {
  if (messages.length === 0) return ['There is no message.'];
  return messages.flatMap(({ toKind, toRef, state, subject, body }) => [
    `To: ${toKind} ${plain(toRef)} (${state})`,
    `Subject: ${plain(subject)}`,
    ...body.split('\n').map((line) => `  ${plain(line)}`.trimEnd()),
    '',
  ]);
}
