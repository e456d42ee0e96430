// Runs the tests of races, stale decisions, the ledger and recorded histories at full size:
// `node test/reliability-campaign.mjs [SHARE] [SEED]` (default share 1; 0.1 is a tenth of it; a seed by the day). Ends at
// the first that fails. Build first: `npm run build`. With TEST_DATABASE_URL on that PostgreSQL, else on one of its own.
// Whole rounds beside a model have a campaign of their own (test/model-campaign.mjs).
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const share = Number(process.argv[2] ?? '1');
const seed = process.argv[3] ?? new Date().toISOString().slice(0, 10).replaceAll('-', '');
if (!(share > 0)) throw new Error(`The share ${process.argv[2]} must be a number above 0`);
const sized = (full) => String(Math.max(1, Math.round(full * share)));

const HTTP_RACES = 'test/e2e/decisions-at-once.e2e.spec.ts';
const OVERRIDE_RACES = 'libs/features/overrides/override-races.db.spec.ts';
/** What is tried, the spec of it, its sizes; the shortest first. */
const PARTS = [
  ['attacks on the ledger in SQL', 'libs/features/budgets/ledger-attacks.db.spec.ts', {}],
  [
    'the ledger beside a model',
    'libs/domain/ledger/ledger-model.spec.ts',
    { LEDGER_SEQUENCES: sized(40_000) },
  ],
  [
    'the stored ledger beside a model; in orders chosen statement by statement',
    'test/model/budget-model.db.spec.ts',
    { LEDGER_STORED_SEQUENCES: sized(1000), LEDGER_SCHEDULES: sized(500), LEDGER_SEED: seed },
  ],
  [
    'swaps of leaders, 200 at once; decisions on what two saw',
    OVERRIDE_RACES,
    { SWAP_RUNS: '50', SWAP_ROUNDS: sized(50), SWAP_SEED: seed, STALE_RACES: sized(500) },
  ],
  [
    'recorded histories',
    'test/reliability/recorded-history.e2e.spec.ts',
    { HISTORY_OPERATIONS: sized(10_000), HISTORY_SEED: seed },
  ],
  [
    'races over HTTP, 64 at once',
    HTTP_RACES,
    { RACE_AT_ONCE: '64', RACE_PATIENT: '64', RACE_ROUNDS: sized(100) },
  ],
  [
    'races over HTTP, 256 at once',
    HTTP_RACES,
    { RACE_AT_ONCE: '256', RACE_PATIENT: '256', RACE_ROUNDS: sized(100) },
  ],
];

for (const [what, spec, sizes] of PARTS) {
  const started = Date.now();
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/jest/bin/jest.js'), '--runTestsByPath', join(root, spec)],
    {
      ...{ cwd: root, stdio: 'inherit' },
      env: {
        ...process.env,
        SUITE_DATABASE: process.env.TEST_DATABASE_URL ? 'external' : 'embedded',
        ...sizes,
      },
    },
  );
  const seconds = String(Math.round((Date.now() - started) / 1000));
  console.log(`${status === 0 ? 'held' : 'FAILED'}: ${what}, ${JSON.stringify(sizes)}, ${seconds} s`);
  if (status !== 0) {
    process.exitCode = status ?? 1;
    break;
  }
}
