import { setTimeout as delay } from 'node:timers/promises';

/** Waits for what happens elsewhere: gives the first value that is not undefined, fails after the limit. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  limitMs = 20_000,
): Promise<T> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    if (performance.now() > endMs)
      throw new Error(`This did not happen within ${String(limitMs)} ms: ${what}`);
    await delay(20);
  }
}
