/**
 * Writes a fictional national problem for `leader-match solve`.
 *
 *   node dist/benchmarks/make-national.js OUT.json [cases=1200] [ratio=1.3] [days=mixed|equal] [seed=1]
 */
import { writeFileSync } from 'node:fs';
import { nationalProblem } from './national.js';

const [out, cases = '1200', ratio = '1.3', days = 'mixed', seed = '1'] = process.argv.slice(2);
if (out === undefined || (days !== 'mixed' && days !== 'equal')) {
  console.error('usage: make-national OUT.json [cases=1200] [ratio=1.3] [days=mixed|equal] [seed=1]');
  process.exitCode = 2;
} else {
  const shape = { seed: Number(seed), cases: Number(cases), ratio: Number(ratio), days } as const;
  writeFileSync(out, JSON.stringify(nationalProblem(shape)));
}
