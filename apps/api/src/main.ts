import { readSettings } from '../../../libs/platform/config/index.js';
import { assertSchemaCurrent } from '../../../libs/platform/database/index.js';
import { needsSecureCookies } from './access/sign-in-way.js';
import { startApi } from './start-api.js';

/** `npm run start:api`: the API alone, on an external PostgreSQL. As many as wanted. */
async function main(): Promise<void> {
  const settings = readSettings();
  const databaseUrl = settings.databaseUrls.app;
  if (databaseUrl === undefined)
    throw new Error('DATABASE_URL is not set: `npm start` brings its own database');
  const sessionSecret = settings.sessionSecret();
  await assertSchemaCurrent(databaseUrl);
  const app = await startApi({
    databaseUrl,
    host: settings.http.host,
    port: settings.http.port,
    uploadBytes: settings.limits.uploadBytes,
    sessionSecret,
    logLevel: settings.logLevel,
    access: settings.access,
    secureCookies: needsSecureCookies(settings.http.host, settings.access.publicUrl),
  });
  console.log(`leader-match API on ${await app.getUrl()}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
