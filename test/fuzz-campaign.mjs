// Fuzzes the readers of files for as long as is wanted: `node test/fuzz-campaign.mjs [CASES] [SEED]` (default
// 100000 cases, a seed by the day). A failure prints the seed that shows it again. Build first: `npm run build`.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const cases = process.argv[2] ?? '100000';
const seed = process.argv[3] ?? new Date().toISOString().slice(0, 10).replaceAll('-', '');
const started = Date.now();
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/jest/bin/jest.js'), '--runTestsByPath', join(root, 'test/corpus/fuzz.spec.ts')],
  { cwd: root, stdio: 'inherit', env: { ...process.env, FUZZ_CASES: cases, FUZZ_SEED: seed } },
);
console.log(`${cases} cases from seed ${seed}: ${String(Math.round((Date.now() - started) / 1000))} s`);
process.exitCode = status ?? 1;
