import type { MessagePort } from 'node:worker_threads';
import { assert } from '../domain/kernel/index.js';
import { type PackedPart, type SolvedPart, solvePart, unpackPart } from '../domain/planning/index.js';
import { posting } from './posting.js';
import { solverEngines } from './solver-engines.js';

/** One component for a thread. */
export interface PartTask {
  readonly part: PackedPart;
  /** For its stages. */
  readonly seconds: number;
  /** Receives StageProgress messages. */
  readonly port: MessagePort;
}

/** The thread's work: called by piscina with one task, in the built file. */
export default async function solvePartInThread({ part, seconds, port }: PartTask): Promise<SolvedPart> {
  try {
    const named = (await solverEngines()).find(({ engine }) => engine.name === part.engine);
    assert(named !== undefined, 'a part names an engine that every thread has');
    return solvePart(unpackPart(part), {
      ...{ engine: named.engine, seconds },
      secondsElapsed: () => performance.now() / 1000,
      onProgress: posting(port, ({ gap }) => (gap === undefined ? 'coverage' : 'score')),
    });
  } finally {
    port.close();
  }
}
