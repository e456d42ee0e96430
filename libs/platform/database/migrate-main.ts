import { readSettings } from '../config/index.js';
import { migrate } from './migrate.js';

/** `npm run migrate`: the one-shot step before services start on a new version, as the owner role. */
async function main(): Promise<void> {
  const ownerUrl = readSettings().databaseUrls.owner;
  if (ownerUrl === undefined)
    throw new Error('MIGRATION_DATABASE_URL is not set: the address of the owner role');
  const { ran } = await migrate(ownerUrl);
  console.log(ran.length === 0 ? 'The database is up to date.' : `Ran ${ran.join(', ')}.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
