import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import { assertSchemaCurrent } from '../../../libs/platform/database/index.js';
import { WorkerModule } from './worker.module.js';
import type { WorkerSettings } from './worker.service.js';

/**
 * A worker that takes jobs from now on; close the context to end it. Refuses a database whose schema it does not know,
 * saying what to do.
 */
export async function startWorker(settings: WorkerSettings): Promise<INestApplicationContext> {
  await assertSchemaCurrent(settings.databaseUrl);
  const options = Object.assign(new NestApplicationContextOptions(), {
    logger: ['error', 'warn', 'log'],
    abortOnError: false,
  });
  return NestFactory.createApplicationContext(WorkerModule.forRoot(settings), options);
}
