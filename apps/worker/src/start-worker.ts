import 'reflect-metadata';
import { ConsoleLogger, type INestApplicationContext, type LogLevel as NestLevel } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import type { LogLevel } from '../../../libs/platform/config/index.js';
import { assertSchemaCurrent } from '../../../libs/platform/database/index.js';
import { WorkerModule } from './worker.module.js';
import type { WorkerSettings } from './worker.service.js';

/** Nest's names for our levels, each with those above it. */
const LOG_LEVELS: Readonly<Record<LogLevel, readonly NestLevel[]>> = {
  silent: [],
  fatal: ['fatal'],
  error: ['fatal', 'error'],
  warn: ['fatal', 'error', 'warn'],
  info: ['fatal', 'error', 'warn', 'log'],
  debug: ['fatal', 'error', 'warn', 'log', 'debug'],
  trace: ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'],
};

/**
 * A worker that takes jobs from now on; close the context to end it. Refuses a database whose schema it does not know,
 * saying what to do.
 */
export async function startWorker(settings: WorkerSettings): Promise<INestApplicationContext> {
  await assertSchemaCurrent(settings.databaseUrl);
  const options = Object.assign(new NestApplicationContextOptions(), {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(settings), options);
  // Only now: what is of interest is what the worker does, not how it was put together.
  app.useLogger(new ConsoleLogger({ logLevels: [...LOG_LEVELS[settings.logLevel]], colors: false }));
  return app;
}
