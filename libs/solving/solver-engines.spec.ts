import { solveOnce } from '../domain/linear/index.js';
import { EXACT_OPTIONS } from '../engines/conformance/index.js';
import { solverEngines } from './solver-engines.js';

async function highs() {
  const found = (await solverEngines()).find(({ engine }) => engine.name === 'highs');
  if (found === undefined) throw new Error('no HiGHS');
  return found.engine;
}

it('keeps HiGHS until it is spent, and then loads it anew', async () => {
  const first = await highs();
  expect(await highs()).toBe(first);
  const columns = Array.from({ length: 100_001 }, () => ({ cost: 1, lower: 0, upper: 1, integer: false }));
  solveOnce(first, { columns, rows: [] }, EXACT_OPTIONS);
  const second = await highs();
  expect(second).not.toBe(first);
  expect(solveOnce(second, { columns: columns.slice(0, 1), rows: [] }, EXACT_OPTIONS).kind).toBe('optimal');
});
