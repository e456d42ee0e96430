import { Logger } from '@nestjs/common';
import { readSettings } from '../../../libs/platform/config/index.js';
import { startWorker } from './start-worker.js';
import { WorkerService } from './worker.service.js';

/** `npm run start:worker`: one worker process; as many as wanted beside each other. */
async function main(): Promise<void> {
  const settings = readSettings();
  const databaseUrl = settings.databaseUrls.app;
  if (databaseUrl === undefined)
    throw new Error('DATABASE_URL is not set: `npm start` brings its own database and worker');
  const app = await startWorker({
    databaseUrl,
    ...(settings.redisUrl === undefined ? {} : { redisUrl: settings.redisUrl }),
    ...settings.worker,
    logLevel: settings.logLevel,
    publicUrl: settings.access.publicUrl ?? `http://${settings.http.host}:${String(settings.http.port)}`,
    ...(settings.notify === undefined ? {} : { notify: settings.notify }),
  });
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    await app.close();
    process.exit(app.get(WorkerService).endedCleanly ? 0 : 1);
  };
  const endOrDie = (): void => {
    end().catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  };
  process.once('SIGTERM', endOrDie);
  process.once('SIGINT', endOrDie);
  // Started by `npm start`: the worker does not outlive it.
  process.once('disconnect', endOrDie);
  new Logger('Worker').log('takes jobs');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
