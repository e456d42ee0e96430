import { resolve } from 'node:path';
import { daysFromHalfDays } from '../../../libs/domain/kernel/index.js';
import { plural } from '../../../libs/wording/index.js';
import type { LoadedSamples } from './load-samples.js';
import type { Standalone } from './start-standalone.js';

/** What the operator reads once everything runs: what was done, where to look, how to sign in. */
export function startReport(service: Standalone, dataDir: string): string {
  const { url, samples, signIns } = service;
  return [
    '',
    `leader-match is ready: ${url}/`,
    '',
    ...(samples.samples === 'loaded' ? loadedLines(samples.what, url) : []),
    ...(samples.samples === 'here'
      ? ['Samples      fictional, loaded earlier (`npm run samples:remove` removes them)', '']
      : []),
    ...(samples.samples === 'none' ? [`Samples      none: ${samples.why}`, ''] : []),
    ...(signIns.usernames.length === 0
      ? []
      : [`Sign in as   ${signIns.usernames.join(', ')}; password (unless changed): ${signIns.password}`]),
    `Pages        ${url}/`,
    `REST         ${url}/api/v1, described at ${url}/api/v1/openapi.json`,
    `Data         ${service.database}; kept in ${dataDir} between starts`,
    ...(service.isEmbedded ? [commandsLine(dataDir)] : []),
    'Ctrl-C stops everything.',
    '',
  ].join('\n');
}

/** The password of that database stays in a file of the owner's: commands find it there. */
function commandsLine(dataDir: string): string {
  const folder = dataDir === resolve('var') ? '' : `DATA_DIR=${dataDir} `;
  return `Commands     ${folder}bin/leader-match audit, and users, person, retention, work on this database as they are`;
}

function loadedLines({ offers }: LoadedSamples, url: string): readonly string[] {
  return [
    'Samples      fictional schools, inspections and leaders in three regions, now matched:',
    ...offers.map(({ offer, runId, summary }) => {
      const days = plural(daysFromHalfDays(summary.halfDaysUsed), 'day', 'days');
      return (
        `  ${offer}    ${String(summary.covered)} of ${plural(summary.cases, 'case', 'cases')}, ` +
        `${days} of ${plural(summary.leadersUsed, 'leader', 'leaders')}: ${url}/runs/${runId}`
      );
    }),
    '  `npm run samples:remove` removes them again, `npm start -- --empty` starts without.',
    '',
  ];
}
