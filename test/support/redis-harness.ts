import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './free-port.js';

export interface TestRedis {
  readonly url: string;
  /** Key prefix of this spec file: spec files that share a server do not meet. */
  readonly prefix: string;
  /** Loses everything, as a Redis without persistence does when it restarts. */
  flushAll(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A Redis for one spec file: TEST_REDIS_URL (for tests only: it is emptied) when given, else a `redis-server` from the
 * PATH on a free port, without persistence. Throws when there is neither.
 */
export async function openTestRedis(): Promise<TestRedis> {
  const given = process.env['TEST_REDIS_URL'];
  const prefix = `test-${randomBytes(4).toString('hex')}`;
  if (given !== undefined && given !== '') {
    return { url: given, prefix, flushAll: () => flushAll(given), close: () => Promise.resolve() };
  }
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'leader-match-redis-'));
  const options = { port: String(port), bind: '127.0.0.1', save: '', appendonly: 'no', dir: folder };
  const server = spawn(
    'redis-server',
    Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
    { stdio: 'ignore' },
  );
  const failed = new Promise<never>((_settle, fail) => {
    server.once('error', (cause) => {
      fail(new Error('These suites need TEST_REDIS_URL, or redis-server on the PATH', { cause }));
    });
  });
  const url = `redis://127.0.0.1:${String(port)}`;
  await Promise.race([failed, untilItAnswers(url)]);
  return {
    url,
    prefix,
    flushAll: () => flushAll(url),
    close: async () => {
      const ended = new Promise((settle) => server.once('exit', settle));
      server.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(url: string): Promise<void> {
  const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  await client.ping();
  client.disconnect();
}

async function flushAll(url: string): Promise<void> {
  const client = new Redis(url);
  await client.flushall();
  client.disconnect();
}
