import 'reflect-metadata';
import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import { readSettings, SettingsError } from '../../../../libs/platform/config/index.js';
import {
  assertSchemaCurrent,
  DatabaseModule,
  type DataSourceSettings,
  runningEmbeddedUrl,
} from '../../../../libs/platform/database/index.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import { printJson, refuse } from './service-session.js';
import type { Surroundings } from './surroundings.js';

/** What a command needs of the service to work on its database without it. */
export interface DatabaseWork {
  readonly entities: DataSourceSettings['entities'];
  readonly feature: Type;
  /** As the database lists who is connected. */
  readonly applicationName: string;
}

/** Quiet, and a failed start is thrown, not the end of the process. */
const CONTEXT_OPTIONS = Object.assign(new NestApplicationContextOptions(), {
  logger: false as const,
  abortOnError: false,
});

@Module({})
class DatabaseCommandModule {}

/**
 * Does the work with the database that DATABASE_URL names, else with the embedded one that runs on DATA_DIR; without
 * any, or one that is not up to date, it says so.
 */
export async function onDatabase(
  needs: DatabaseWork,
  { json }: { readonly json: boolean },
  { environment }: Surroundings,
  terminal: Terminal,
  work: (context: INestApplicationContext) => Promise<ExitCode>,
): Promise<ExitCode> {
  let url: string | undefined;
  let dataDir: string;
  try {
    const settings = readSettings(environment);
    dataDir = settings.dataDir;
    url = settings.databaseUrls.app ?? runningEmbeddedUrl(dataDir);
  } catch (error) {
    if (error instanceof SettingsError) return refuse({ json, terminal }, 'bad-settings', error.message);
    if (!isForbidden(error)) throw error;
    const words = `${error.message}: run this as the user who started the service, or set DATABASE_URL.`;
    return refuse({ json, terminal }, 'not-your-database', words);
  }
  if (url === undefined) {
    const words =
      `DATABASE_URL is not set, and no embedded database runs on ${dataDir}: start the service (npm start), name ` +
      'its folder with DATA_DIR, or set DATABASE_URL.';
    return refuse({ json, terminal }, 'no-database-url', words);
  }
  const reason = await unusableReason(url);
  if (reason !== null) {
    if (json) printJson(terminal, { code: 'database-unusable', title: reason });
    terminal.err(`${reason}\n`);
    return EXIT.ourFault;
  }
  const { entities, feature, applicationName } = needs;
  const database = DatabaseModule.forRoot({ url, entities, applicationName, poolSize: 2 });
  const root = { module: DatabaseCommandModule, imports: [database, feature] };
  const context = await NestFactory.createApplicationContext(root, CONTEXT_OPTIONS);
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}

function isForbidden(error: unknown): error is NodeJS.ErrnoException {
  return (error as NodeJS.ErrnoException).code === 'EACCES';
}

/** Asked first, because Nest would try a dead database again and again. */
async function unusableReason(url: string): Promise<string | null> {
  try {
    await assertSchemaCurrent(url);
    return null;
  } catch (error) {
    const cause: unknown = error instanceof AggregateError ? error.errors[0] : error;
    const message = cause instanceof Error ? cause.message : String(cause);
    return message.startsWith('The database') ? message : `The database cannot be used: ${message}`;
  }
}
