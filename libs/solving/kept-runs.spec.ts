import { type KeptRun, KeptRuns } from './kept-runs.js';

const runOf = (pairs: number): KeptRun =>
  ({ prepared: { candidates: { length: pairs } }, plan: {} }) as unknown as KeptRun;
const keptOf = (runs: KeptRuns, keys: string): string =>
  Array.from(keys)
    .filter((key) => runs.get(key) !== undefined)
    .join('');

it('keeps the last three runs that were asked about', () => {
  const runs = new KeptRuns();
  for (const key of 'abc') runs.keep(key, runOf(10));
  expect(runs.get('a')).toBeDefined();
  runs.keep('d', runOf(10));
  expect(keptOf(runs, 'abcd')).toBe('acd');
});

it('keeps fewer of very large runs, and always the last', () => {
  const runs = new KeptRuns();
  for (const key of 'ab') runs.keep(key, runOf(300_000));
  expect(keptOf(runs, 'ab')).toBe('ab');
  runs.keep('c', runOf(900_000));
  expect(keptOf(runs, 'abc')).toBe('c');
});
