import { once } from 'node:events';
import { createServer } from 'node:net';

const LOWEST = 20_000;
const PLACES = 1_500;
/** More than spec files run at the same time. */
const WORKERS = 8;

/**
 * A port on which nothing listens. It lies below those that systems give to outgoing connections (Linux from 32768), of
 * which a port found by listening on 0 is one: another spec file's connection could take it before a server does. Each
 * worker of jest has ports of its own.
 */
export async function freePort(): Promise<number> {
  const worker = Number(process.env['JEST_WORKER_ID'] ?? '0') % WORKERS;
  for (;;) {
    const port = LOWEST + WORKERS * Math.floor(Math.random() * PLACES) + worker;
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  const settled = new Promise<boolean>((settle) => {
    probe.once('error', () => {
      settle(false);
    });
    probe.listen(port, '127.0.0.1', () => {
      settle(true);
    });
  });
  if (!(await settled)) return false;
  probe.close();
  await once(probe, 'close');
  return true;
}
