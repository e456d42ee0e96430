import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface WorkerProcessOptions {
  /** The settings of the child: DATABASE_URL and what else it reads. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** One line for the operator. */
  readonly say: (line: string) => void;
  /** The built worker; another one in tests. */
  readonly entry?: string;
  readonly restartDelayMs?: number;
}

const ENTRY = fileURLToPath(new URL('../../worker/src/main.js', import.meta.url));
const RESTART_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 30_000;
/** A worker that lived this long counts as sound again. */
const SOUND_AFTER_MS = 60_000;
const STOP_LIMIT_MS = 20_000;

/**
 * The worker as a process of its own, so that a solve never holds up the API; started again, with growing pauses,
 * whenever it dies. Its runs are not lost: another worker takes them over (features/runs).
 */
export class WorkerProcess {
  private child: ChildProcess | undefined;
  private timer: NodeJS.Timeout | undefined;
  private deaths = 0;
  private stopping = false;

  constructor(private readonly options: WorkerProcessOptions) {}

  /** Process id of the present worker; undefined between two. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  start(): void {
    if (this.stopping) return;
    const startedAt = performance.now();
    const child = spawn(process.execPath, [this.options.entry ?? ENTRY], {
      env: { ...this.options.environment },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'], // ipc: the worker ends when this process is gone
    });
    this.child = child;
    child.once('error', (error) => {
      this.options.say(`The worker could not be started: ${error.message}`);
    });
    child.once('close', (code, signal) => {
      this.child = undefined;
      if (this.stopping) return;
      this.deaths = performance.now() - startedAt > SOUND_AFTER_MS ? 1 : this.deaths + 1;
      const pauseMs = this.pauseMs();
      const how = signal ?? `exit code ${String(code)}`;
      this.options.say(`The worker ended (${how}); starting another in ${String(pauseMs / 1000)} s`);
      this.timer = setTimeout(() => {
        this.start();
      }, pauseMs);
    });
  }

  /** Lets the worker finish or put down what it holds; kills it when that takes too long. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((settle) => {
      child.once('close', () => {
        settle();
      });
    });
    child.kill('SIGTERM');
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(limit);
  }

  private pauseMs(): number {
    const first = this.options.restartDelayMs ?? RESTART_DELAY_MS;
    return Math.min(first * 2 ** (this.deaths - 1), LONGEST_DELAY_MS);
  }
}
