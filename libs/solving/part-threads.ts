import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { packPart, type Part, type SolvedPart, type StageProgress } from '../domain/planning/index.js';
import { threadFile } from './thread-file.js';

const DEFAULT_HEAP_MEGABYTES = 1024;
const OUT_OF_MEMORY = 'ERR_WORKER_OUT_OF_MEMORY';

/** The thread died before it answered; the message says of what. */
export class ThreadStopped extends Error {}

/** Threads that solve one component each; close them when done. */
export class PartThreads {
  readonly #pool: Piscina;
  /** Aborted once a thread dies before it takes a task: the pool would keep tasks waiting for one that lives. */
  readonly #dead = new AbortController();

  constructor(most: number, heapMegabytes = DEFAULT_HEAP_MEGABYTES) {
    this.#pool = new Piscina({
      ...{ filename: threadFile('part-thread'), minThreads: 0, maxThreads: most },
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    });
    this.#pool.on('error', (error: Error) => {
      this.#dead.abort(error);
    });
  }

  /** @throws ThreadStopped when the thread dies; an error of `signal` when that stops it; what the solve itself throws */
  async solve(
    part: Part,
    seconds: number,
    control: { readonly onProgress: (progress: StageProgress) => void; readonly signal?: AbortSignal },
  ): Promise<SolvedPart> {
    this.#refuseTheDead();
    const { port1, port2 } = new MessageChannel();
    port1.on('message', control.onProgress);
    const stops = [this.#dead.signal, ...(control.signal === undefined ? [] : [control.signal])];
    try {
      return (await this.#pool.run(
        { part: packPart(part), seconds, port: port2 },
        { transferList: [port2], signal: AbortSignal.any(stops) },
      )) as SolvedPart;
    } catch (error) {
      if (control.signal?.aborted === true) throw error;
      this.#refuseTheDead();
      if (isDeath(error)) throw new ThreadStopped(deathWords(error));
      throw error;
    } finally {
      port1.close();
    }
  }

  #refuseTheDead(): void {
    if (this.#dead.signal.aborted) throw new ThreadStopped(deathWords(this.#dead.signal.reason));
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

/** An error thrown by the solve itself is a bug and no death. */
function isDeath(error: unknown): boolean {
  return codeOf(error) === OUT_OF_MEMORY || deathWords(error).startsWith('worker exited with code');
}

function deathWords(error: unknown): string {
  if (codeOf(error) === OUT_OF_MEMORY) return 'out of memory';
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
