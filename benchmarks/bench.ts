/**
 * Solves benchmark problems with this planner and with other solvers side by side, and writes docs/benchmarks.md.
 *
 *   npm run bench -- --sizes 120,400 --seeds 1 --time-limit 30
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instancesOf } from './harness/instances.js';
import { type BenchOptions, parseOptions, USAGE } from './harness/options.js';
import { machineText, reportText } from './harness/report.js';
import { RowFile, runBenchmark } from './harness/run-benchmark.js';
import { allSolvers } from './harness/solvers.js';

async function bench(options: BenchOptions): Promise<void> {
  const say = (line: string): void => {
    console.log(line);
  };
  const solvers = allSolvers(join(import.meta.dirname, 'harness'), say);
  const unknown = options.only.filter((name) => !solvers.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`--only: no ${unknown.join(', ')} here`);
  const chosen = solvers.filter((one) => options.only.length === 0 || options.only.includes(one.name));
  const rows = new RowFile(options.results);
  const all = await runBenchmark(instancesOf(options), chosen, options.timeLimitSeconds, rows, say);
  writeFileSync(options.out, reportText(all, solvers, machineText(options.note)));
  say(`Wrote ${options.out}`);
  if (all.some((row) => row.why?.startsWith('REJECTED') === true)) process.exitCode = 1;
}

let options: BenchOptions | null = null;
try {
  options = parseOptions(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
if (options !== null) await bench(options);
