import { type CsvColumn, csvText } from '../../../../libs/platform/files/index.js';
import { plural } from '../../../../libs/wording/index.js';
import { LIST_SEPARATOR } from '../../../../libs/features/reports/figures.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import { noteExport, type PurposeOptions } from './note-export.js';
import { matchPage, type MatchResource, runResource } from './resources.js';
import type { Answer } from './rest-client.js';
import type { ServiceOptions } from './service-options.js';
import {
  everyPage,
  pathOf,
  printJson,
  refuse,
  type ServiceSession,
  tellFailure,
  withService,
} from './service-session.js';
import type { Surroundings } from './surroundings.js';
import { textTable } from './text-table.js';
import { writtenFile } from './written-file.js';

export interface MatchesOptions extends ServiceOptions, Partial<PurposeOptions> {
  /** Written for a purpose only. */
  readonly csv?: string;
}

/** As in matches.csv of `leader-match match`, then what only the service knows. */
export const MATCH_COLUMNS: readonly CsvColumn<MatchResource>[] = [
  { name: 'case_id', of: ({ caseId }) => caseId },
  { name: 'subject_kind', of: ({ caseId }) => caseId.slice(0, Math.max(0, caseId.indexOf('-'))) },
  { name: 'subject_id', of: ({ caseId }) => caseId.slice(caseId.indexOf('-') + 1) },
  { name: 'name', of: ({ caseName }) => caseName },
  { name: 'leader_ref', of: ({ leaderRef }) => leaderRef },
  { name: 'days', of: ({ days }) => days },
  { name: 'distance_miles', of: ({ distanceMiles }) => distanceMiles },
  { name: 'needs_met', of: ({ needsMet }) => needsMet.join(LIST_SEPARATOR) },
  { name: 'needs_missed', of: ({ needsMissed }) => needsMissed.join(LIST_SEPARATOR) },
  { name: 'score', of: ({ score }) => score.total },
  { name: 'why', of: ({ why }) => why },
  { name: 'state', of: ({ state }) => state },
  { name: 'match_id', of: ({ id }) => id },
];

export async function listMatches(
  runId: string,
  options: MatchesOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  return withService(options, surroundings, terminal, async (session) => {
    const found = await matchesOf(session, runId);
    if (!found.ok) return tellFailure(session, found.failure);
    const { csv, json, purpose } = options;
    if (csv !== undefined) {
      if (purpose === undefined) return refuse(session, 'export-purpose-needed', 'A file needs a --purpose.');
      const what = { table: 'run-matches', runId, format: 'csv', rows: found.value.length } as const;
      const noted = await noteExport(session, what, { ...options, purpose });
      if (!noted.ok) return tellFailure(session, noted.failure);
      const reason = await writtenFile(csv, csvText(MATCH_COLUMNS, found.value));
      if (reason !== null) return refuse(session, 'unwritable-file', `${csv} cannot be written: ${reason}.`);
    }
    if (json) printJson(terminal, found.raw);
    else if (csv !== undefined) {
      terminal.out(`Wrote ${plural(found.value.length, 'match', 'matches')} to ${csv}\n`);
    } else for (const line of matchLines(found.value)) terminal.out(`${line}\n`);
    return EXIT.done;
  });
}

/** A run that does not exist has no matches either: only then is the run itself asked for. */
export async function matchesOf(
  { client }: ServiceSession,
  runId: string,
): Promise<Answer<readonly MatchResource[]>> {
  const found = await everyPage(client, '/matches', { runId }, matchPage);
  if (!found.ok || found.value.length > 0) return found;
  const run = await client.get(pathOf('runs', runId), runResource);
  const isUnknown = !run.ok && run.failure.kind === 'refused' && run.failure.problem.status === 404;
  return isUnknown ? run : found;
}

function matchLines(matches: readonly MatchResource[]): readonly string[] {
  if (matches.length === 0) return ['There is no match.'];
  return textTable(
    ['case', 'name', 'priority', 'leader', 'days', 'miles', 'state', 'match'],
    matches.map((match) => [
      match.caseId,
      match.caseName,
      String(match.priority),
      `${match.leaderRef} ${match.leaderName}`,
      String(match.days),
      String(match.distanceMiles),
      match.state,
      match.id,
    ]),
  );
}
