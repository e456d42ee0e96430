import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { compareFolders } from '../compare-folders.js';
import { comparisonLines } from '../comparison-lines.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import type { ServiceOptions } from './service-options.js';
import { askOnce, plain, printJson, refuse, withService } from './service-session.js';
import type { Surroundings } from './surroundings.js';

export type CompareOptions = ServiceOptions;

const metrics = z.object({
  cases: z.number(),
  covered: z.number(),
  coverage: z.array(z.object({ priority: z.number(), cases: z.number(), covered: z.number() })),
  score: z.number(),
  meanMiles: z.number().nullable(),
  medianMiles: z.number().nullable(),
  longestMiles: z.number().nullable(),
  needsMissed: z.number().nullable(),
  daysUsed: z.number(),
  leadersUsed: z.number(),
  largestShare: z.number().nullable(),
});

const comparison = z.object({
  a: z.object({ label: z.string(), metrics }),
  b: z.object({ label: z.string(), metrics }),
  cases: z.array(
    z.object({
      caseId: z.string(),
      name: z.string(),
      kind: z.string(),
      priority: z.number(),
      leaderBefore: z.string().nullable(),
      leaderAfter: z.string().nullable(),
      reason: z.string(),
      why: z.string(),
    }),
  ),
});

/** Two folders are compared here; everything else is taken for runs of the service. */
export async function compare(
  a: string,
  b: string,
  options: CompareOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  if ((await isFolder(a)) && (await isFolder(b))) {
    const compared = await compareFolders(a, b);
    if (typeof compared === 'string') {
      return refuse({ json: options.json, terminal }, 'folder-refused', compared);
    }
    if (options.json) printJson(terminal, compared);
    else for (const line of comparisonLines(compared)) terminal.out(`${plain(line)}\n`);
    return EXIT.done;
  }
  const query = new URLSearchParams({ a, b }).toString();
  return withService(options, surroundings, terminal, (session) =>
    askOnce(session, session.client.get(`/runs/compare?${query}`, comparison), comparisonLines),
  );
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
