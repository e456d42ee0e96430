import { type QueueErrorListener } from './job-queue.js';

/** The same trouble is told again only after this long: a queue that is away fails many times a second. */
const REMIND_MS = 60_000;
const MOST_KEPT = 1000;

/** Passes each trouble on once a minute. */
export function tellOnce(onError: QueueErrorListener): QueueErrorListener {
  const toldAtMs = new Map<string, number>();
  return (error, where) => {
    const what = `${where}: ${error.message}`;
    const nowMs = performance.now();
    const before = toldAtMs.get(what);
    if (before !== undefined && nowMs - before < REMIND_MS) return;
    if (toldAtMs.size >= MOST_KEPT) toldAtMs.clear();
    toldAtMs.set(what, nowMs);
    onError(error, where);
  };
}
