import { pauseAfterFailure } from './pause-after-failure.js';

it('hands on the answer without a pause', async () => {
  let pauses = 0;
  const ask = pauseAfterFailure(
    (name: string) => Promise.resolve(`job of ${name}`),
    () => Promise.resolve((pauses += 1)),
  );
  await expect(ask('solve')).resolves.toBe('job of solve');
  expect(pauses).toBe(0);
});

it('tells of a failure only after the pause', async () => {
  const told: string[] = [];
  let endPause: () => void = () => undefined;
  const ask = pauseAfterFailure(
    () => Promise.reject(new Error('connect ENOENT')),
    () => new Promise<void>((resolve) => (endPause = resolve)),
  );
  const failed = ask().catch((error: unknown) => told.push(String(error)));
  // Whatever was to be told at once would be told by now.
  await new Promise((resolve) => setImmediate(resolve));
  expect(told).toEqual([]);
  endPause();
  await failed;
  expect(told).toEqual(['Error: connect ENOENT']);
});
