/**
 * The API alone, in a process of its own, so that whoever asks it costs it nothing:
 *
 *   node dist/benchmarks/api-process.js PORT DATABASE_URL
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startApi } from '../apps/api/src/start-api.js';
import { readSettings } from '../libs/platform/config/index.js';

const HERE = fileURLToPath(import.meta.url);

/** What a benchmark's demo users sign in with. */
export const PASSWORD = 'only-for-the-benchmark-0123';

export function urlAt(port: number): string {
  return `http://127.0.0.1:${String(port)}`;
}

/** Starts one and waits until it answers. */
export async function startApiProcess(port: number, databaseUrl: string): Promise<ChildProcess> {
  const api = spawn(process.execPath, [HERE, String(port), databaseUrl], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (;;) {
    const ready = await fetch(`${urlAt(port)}/health/live`).catch(() => null);
    if (ready?.ok === true) return api;
    if (api.exitCode !== null) throw new Error('The API did not start');
    await delay(200);
  }
}

async function serve(port: number, databaseUrl: string): Promise<void> {
  const settings = readSettings({
    ...{ DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn', API_REQUESTS_PER_MINUTE: '1000000' },
  });
  await startApi({
    ...{ databaseUrl, host: '127.0.0.1', port, uploadBytes: settings.limits.uploadBytes },
    ...{ sessionSecret: 'only-for-the-benchmark-'.repeat(3), logLevel: settings.logLevel },
    ...{ access: settings.access, secureCookies: false },
  });
}

if (process.argv[1] === HERE) {
  const [port = '', databaseUrl = ''] = process.argv.slice(2);
  await serve(Number(port), databaseUrl);
}
