import type { MessagePort } from 'node:worker_threads';

const PROGRESS_EVERY_MS = 200;

/** Tells progress a few times a second, and each phase when it begins. */
export function posting<T extends object>(
  port: MessagePort,
  phaseOf: (progress: T) => string,
): (progress: T) => void {
  let postedMs = -Infinity;
  let phase = '';
  return (progress) => {
    const nowMs = performance.now();
    if (phaseOf(progress) === phase && nowMs - postedMs < PROGRESS_EVERY_MS) return;
    postedMs = nowMs;
    phase = phaseOf(progress);
    port.postMessage(progress);
  };
}
