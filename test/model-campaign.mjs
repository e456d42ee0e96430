// Drives whole rounds beside the model for as long as is wanted: `node test/model-campaign.mjs [SEQUENCES] [SEED]
// [STEPS]` (default 500 sequences, a seed by the day, at most 40 steps each). A failure prints the seed and the shortest
// sequence that shows it again. With TEST_DATABASE_URL on that PostgreSQL, else on one of its own.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const sequences = process.argv[2] ?? '500';
const seed = process.argv[3] ?? new Date().toISOString().slice(0, 10).replaceAll('-', '');
const steps = process.argv[4] ?? '40';
const spec = join(root, 'test/model/round-model.db.spec.ts');
const started = Date.now();
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/jest/bin/jest.js'), '--runTestsByPath', spec],
  {
    ...{ cwd: root, stdio: 'inherit' },
    env: {
      ...process.env,
      SUITE_DATABASE: process.env.TEST_DATABASE_URL ? 'external' : 'embedded',
      ...{ MODEL_RUNS: sequences, MODEL_SEED: seed, MODEL_STEPS: steps },
    },
  },
);
console.log(
  `${sequences} sequences from seed ${seed}: ${String(Math.round((Date.now() - started) / 1000))} s`,
);
process.exitCode = status ?? 1;
