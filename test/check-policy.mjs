// `npm run check:policy`: every part of every offer has its row in docs/policy.md, every point of security in
// docs/security.md, and every row a test; and every licence is one that we may use.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/jest/bin/jest.js'),
    '--silent',
    '--runTestsByPath',
    join(root, 'test/architecture/policy-table.spec.ts'),
    join(root, 'test/architecture/security-table.spec.ts'),
  ],
  { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
);
process.exitCode = status ?? 1;
