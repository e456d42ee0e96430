import type { Facts } from '../../../libs/domain/kernel/index.js';
import { readSettings } from '../../../libs/platform/config/index.js';
import { removeSamples, type RemoveSamplesRefusal } from './remove-samples.js';

const EXIT_REFUSED = 2;

/** `npm run samples:remove`. */
async function main(): Promise<void> {
  const settings = readSettings();
  if (settings.databaseUrls.app !== undefined) {
    refuse('DATABASE_URL is set: this command only empties the embedded database, never one of yours.');
    return;
  }
  const removed = await removeSamples(settings.dataDir);
  if (removed.ok) {
    console.log(
      `The samples are gone: the database in ${settings.dataDir} was made anew, and with it went every matching ` +
        'and decision made on them. `npm start` starts empty from now on; `npm start -- --samples` loads them again.',
    );
    return;
  }
  const { code, facts } = removed.refusal;
  refuse(REFUSALS[code](facts));
}

const REFUSALS: Readonly<Record<RemoveSamplesRefusal, (facts: Facts) => string>> = {
  'no-samples': () => 'There are no samples in this database: nothing was changed.',
  'more-than-samples': more,
  'service-running': (facts) =>
    `The service is running on ${facts['dataDir'] as string}: nothing was changed. Stop it (Ctrl-C where it was started), ` +
    'then run this again.',
};

function more(facts: Facts): string {
  const list = (name: string): readonly string[] => (facts[name] as readonly string[] | undefined) ?? [];
  const named = [
    ...(list('files').length > 0 ? [`imported files ${list('files').join(', ')}`] : []),
    ...(list('users').length > 0 ? [`users ${list('users').join(', ')}`] : []),
  ].join(' and ');
  return (
    `This database holds more than samples (${named}), and emptying it would lose that: nothing was changed. ` +
    'To start over on purpose, stop the service and move its data folder away.'
  );
}

function refuse(message: string): void {
  console.error(message);
  process.exitCode = EXIT_REFUSED;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
