import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

/** How the server process is started so that it is not root and ends with us. */
export interface ServerUser {
  /** Words to put before the command. */
  readonly prefix: readonly string[];
  /** Who the command is started as, when not as ourselves. */
  readonly ids?: Ids;
  /** Whom the cluster's files must belong to, when not to us. */
  readonly owner?: Ids;
}

export interface Ids {
  readonly uid: number;
  readonly gid: number;
}

export interface RunningServer {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

type ServerProcess = ChildProcessByStdio<null, null, Readable>;

interface ServerOptions {
  readonly postgres: string;
  readonly cluster: string;
  readonly user: ServerUser;
  readonly durable: boolean;
}

const NOBODY: Ids = { uid: 65534, gid: 65534 };
const START_ATTEMPTS = 15;
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;

/**
 * PostgreSQL refuses to run as root. A root service runs it in a user namespace, where the files stay root's; where
 * namespaces are refused (most containers), as `nobody` who may still pass root's folders; failing that, as `nobody`.
 * On Linux the kernel stops the server when this process dies.
 */
export function findServerUser(
  isRoot: boolean = process.getuid?.() === 0,
  works: (words: readonly string[]) => boolean = canRun,
): ServerUser {
  const diesWithUs = ['setpriv', '--pdeathsig', 'INT'];
  if (!isRoot) return { prefix: works([...diesWithUs, '--']) ? [...diesWithUs, '--'] : [] };
  const [uid, gid] = [String(NOBODY.uid), String(NOBODY.gid)];
  const namespace = ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`];
  if (works(namespace)) {
    return {
      prefix: works([...namespace, ...diesWithUs, '--']) ? [...namespace, ...diesWithUs, '--'] : namespace,
    };
  }
  const nobody = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const passes = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  const asNobody = [...diesWithUs, ...nobody, ...passes, '--'];
  return works(asNobody) ? { prefix: asNobody, owner: NOBODY } : { prefix: [], ids: NOBODY, owner: NOBODY };
}

function canRun(words: readonly string[]): boolean {
  return spawnSync(words[0] ?? '', [...words.slice(1), 'true'], { stdio: 'ignore' }).status === 0;
}

export function commandLine(user: ServerUser, command: readonly string[]): [string, string[]] {
  const [first = '', ...rest] = [...user.prefix, ...command];
  return [first, rest];
}

/** Starts the server; tries again for a few seconds while processes of a killed predecessor are still leaving. */
export async function runServer(options: ServerOptions): Promise<RunningServer> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const started = await startOnce(options, port);
    if (started.ready) {
      started.server.unref(); // a forgotten stop() must not keep this process alive
      if (started.server.stderr instanceof Socket) started.server.stderr.unref();
      return running(started.server, port);
    }
    if (attempt === START_ATTEMPTS || !isPassing(started.log)) throw startError(options.cluster, started.log);
    await delay(300);
  }
}

/** Still held by a predecessor, or the free port was taken meanwhile. */
function isPassing(log: string): boolean {
  return /lock file "postmaster\.pid"|pre-existing shared memory|could not bind|could not create any TCP/.test(
    log,
  );
}

/** Another server runs on the folder; the message is for whoever wanted to start one. */
export class ClusterInUse extends Error {}

function startError(cluster: string, log: string): Error {
  if (!/lock file "postmaster\.pid"|pre-existing shared memory/.test(log)) {
    return new Error(`The embedded PostgreSQL did not start on ${cluster}:\n${log}`);
  }
  let pid = 'unknown';
  try {
    pid = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0] ?? pid;
  } catch {
    // gone meanwhile: the message stands without it
  }
  return new ClusterInUse(
    `${cluster} is already in use by another service (PostgreSQL process ${pid}): ` +
      'stop that service, or give this one its own folder with DATA_DIR',
  );
}

async function startOnce(
  { postgres, cluster, user, durable }: ServerOptions,
  port: number,
): Promise<{ readonly ready: boolean; readonly server: ServerProcess; readonly log: string }> {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `port=${String(port)}`];
  if (!durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const [command, args] = commandLine(user, [
    ...[postgres, '-D', cluster],
    ...settings.flatMap((setting) => ['-c', setting]),
  ]);
  const server = spawn(command, args, { ...user.ids, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  const ready = await new Promise<boolean>((settle) => {
    const limit = setTimeout(() => {
      server.kill('SIGQUIT');
      settle(false);
    }, START_LIMIT_MS);
    const end = (value: boolean): void => {
      clearTimeout(limit);
      settle(value);
    };
    server.stderr.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-8000);
      if (log.includes('ready to accept connections')) end(true);
    });
    server.once('error', (error) => {
      log += error.message;
      end(false);
    });
    // `close`, not `exit`: what the server wrote last says why.
    server.once('close', () => {
      end(false);
    });
  });
  return { ready, server, log };
}

function running(server: ServerProcess, port: number): RunningServer {
  const ended = new Promise<void>((settle) => {
    server.once('exit', () => {
      settle();
    });
  });
  return {
    port,
    pid: server.pid ?? 0,
    stop: async () => {
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.ref();
      server.kill('SIGINT'); // "fast": ends sessions, keeps every commit
      const limit = setTimeout(() => server.kill('SIGQUIT'), STOP_LIMIT_MS);
      await ended;
      clearTimeout(limit);
    },
  };
}

async function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        settle(port);
      });
    });
  });
}
