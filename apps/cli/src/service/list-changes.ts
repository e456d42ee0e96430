import { z } from 'zod';
import type { ExitCode, Terminal } from '../terminal.js';
import { EXIT } from '../terminal.js';
import type { ServiceOptions } from './service-options.js';
import { everyPage, pathOf, printJson, tellFailure, withService } from './service-session.js';
import type { Surroundings } from './surroundings.js';
import { textTable } from './text-table.js';

export interface ChangesOptions extends ServiceOptions {
  readonly change?: string;
  readonly underway: boolean;
}

const changePage = z.object({
  items: z.array(
    z.object({
      subjectKind: z.string(),
      subjectId: z.string(),
      name: z.string(),
      change: z.string(),
      caseId: z.string().nullable(),
      caseState: z.string().nullable(),
      underway: z.boolean(),
      why: z.string(),
    }),
  ),
  nextCursor: z.string().nullable(),
});
type Change = z.infer<typeof changePage>['items'][number];

/** What an assessment changed against the one before. */
export async function listChanges(
  assessmentId: string,
  options: ChangesOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  return withService(options, surroundings, terminal, async (session) => {
    const query = {
      ...(options.change === undefined ? {} : { change: options.change }),
      ...(options.underway ? { underway: 'true' } : {}),
    };
    const path = `${pathOf('assessments', assessmentId)}/changes`;
    const found = await everyPage(session.client, path, query, changePage);
    if (!found.ok) return tellFailure(session, found.failure);
    if (options.json) printJson(terminal, found.raw);
    else for (const line of changeLines(found.value)) terminal.out(`${line}\n`);
    return EXIT.done;
  });
}

function changeLines(changes: readonly Change[]): readonly string[] {
  if (changes.length === 0) return ['Nothing changed.'];
  return textTable(
    ['change', 'subject', 'name', 'case', 'state', 'why'],
    changes.map((change) => [
      change.change,
      `${change.subjectKind}-${change.subjectId}`,
      change.name,
      change.caseId ?? '',
      change.underway ? `${change.caseState ?? ''} (look at it)` : (change.caseState ?? ''),
      change.why,
    ]),
  );
}
