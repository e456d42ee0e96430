import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OFFER_YEARS } from '../../../libs/domain/kernel/index.js';
import { folderOfTests, sampleFile } from '../../../test/support/cli-harness.js';

const BIN = join(process.cwd(), 'bin/leader-match');
/** The first call may have to build. */
const BUILD_MS = 240_000;

const folder = folderOfTests();

function leaderMatch(...args: readonly string[]): { exit: number | null; out: string; err: string } {
  const done = spawnSync(BIN, args, { cwd: tmpdir(), encoding: 'utf8', timeout: BUILD_MS });
  return { exit: done.status, out: done.stdout, err: done.stderr };
}

describe('bin/leader-match, as a process of its own, from another folder', () => {
  it(
    'works, and has built itself',
    () => {
      const run = leaderMatch('--help');
      expect(run.exit).toBe(0);
      expect(run.out).toContain('Usage: leader-match');
      expect(existsSync(join(process.cwd(), 'dist/apps/cli/src/main.js'))).toBe(true);
    },
    BUILD_MS,
  );

  it(
    'ends with exit code 2 for bad usage and 0 when done, without a progress bar in a pipe',
    () => {
      const bad = leaderMatch('assess', '--offer', '2023-24');
      expect(bad.exit).toBe(2);
      expect(bad.err).toContain(`Allowed choices are ${OFFER_YEARS.join(', ')}`);
      const out = join(folder.path, 'out');
      const inputs = [
        '--schools',
        sampleFile('gias.csv'),
        '--inspections',
        sampleFile('ofsted-2019.csv'),
        '--inspections-reach',
        '2020-08-31',
      ];
      const run = leaderMatch('assess', '--offer', '2019-20', ...inputs, '--out', out);
      expect(run).toMatchObject({ exit: 0, err: '' });
      expect(existsSync(join(out, 'decisions.csv'))).toBe(true);
    },
    BUILD_MS,
  );

  it(
    'does its work to the end when nobody reads what it writes any more',
    async () => {
      const child = spawn(BIN, ['--help'], { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'pipe'] });
      child.stdout.destroy();
      let err = '';
      child.stderr.on('data', (text: Buffer) => (err += text.toString()));
      expect(await once(child, 'close')).toEqual([0, null]);
      expect(err).toBe('');
    },
    BUILD_MS,
  );
});
