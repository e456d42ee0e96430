// `npm run check:migrations`: every migration up, down and up again, and no drift between entities and tables.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const files = ['libs/platform/database/schema.db.spec.ts', 'test/architecture/drift.db.spec.ts'].map((file) =>
  join(root, file),
);
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/jest/bin/jest.js'), '--silent', '--runTestsByPath', ...files],
  {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, SUITE_DATABASE: process.env.TEST_DATABASE_URL ? 'external' : 'embedded' },
  },
);
process.exitCode = status ?? 1;
