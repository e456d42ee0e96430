import { setTimeout as delay } from 'node:timers/promises';
import type { Answer } from './rest-client.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
const GROWTH = 1.4;
/** The service may be restarted meanwhile: what it was given goes on. */
const FAILURES_IN_A_ROW = 8;

/** Looks again and again until `isEnded`, less often with time; gives the last look. */
export async function waitUntil<T>(
  look: () => Promise<Answer<T>>,
  isEnded: (value: T) => boolean,
  onLook: (value: T) => void,
  pause: (milliseconds: number) => Promise<unknown> = (milliseconds) => delay(milliseconds),
): Promise<Answer<T>> {
  let pauseMs = FIRST_PAUSE_MS;
  let failures = 0;
  for (;;) {
    const answer = await look();
    if (answer.ok) {
      failures = 0;
      if (isEnded(answer.value)) return answer;
      onLook(answer.value);
    } else {
      failures += 1;
      if (answer.failure.kind === 'refused' || failures >= FAILURES_IN_A_ROW) return answer;
    }
    await pause(pauseMs);
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * GROWTH);
  }
}
