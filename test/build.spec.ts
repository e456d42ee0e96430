import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const COMPILER = `
const fs = require('node:fs');
const builds = fs.existsSync('builds') ? Number(fs.readFileSync('builds', 'utf8')) : 0;
if (fs.existsSync('apps/faulty.ts')) { console.log('apps/faulty.ts(1,1): wrong'); process.exit(2); }
fs.rmSync('dist', { recursive: true, force: true });
fs.mkdirSync('dist/apps/cli/src', { recursive: true });
fs.writeFileSync('dist/apps/cli/src/main.js', '');
fs.writeFileSync('builds', String(builds + 1));
`;

const STYLES = `
import { readFileSync, writeFileSync } from 'node:fs';
const sheet = readFileSync('apps/service.scss', 'utf8');
if (sheet === 'faulty') { console.error('service.scss is wrong'); process.exit(1); }
writeFileSync('dist/service.css', sheet);
`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'leader-match-build-'));
  cpSync(join(process.cwd(), 'bin/build.mjs'), join(root, 'bin/build.mjs'));
  write('node_modules/@nestjs/cli/bin/nest.js', COMPILER);
  write('bin/styles.mjs', STYLES);
  write('apps/main.ts', 'first');
  write('apps/main.spec.ts', 'first');
  write('apps/service.scss', 'first');
  write('libs/rule.ts', 'first');
  write('migrations/1-first.ts', 'first');
  write('package.json', '{}');
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const run = (): ReturnType<typeof spawnSync> =>
  spawnSync(process.execPath, [join(root, 'bin/build.mjs')], { encoding: 'utf8' });
const builds = (): number => Number(readFileSync(join(root, 'builds'), 'utf8'));

describe('bin/build.mjs', () => {
  it.each<[string, () => void, number]>([
    ['nothing changed', () => undefined, 1],
    [
      'a test changed',
      () => {
        write('apps/main.spec.ts', 'second, longer');
      },
      1,
    ],
    [
      'a source says something else',
      () => {
        write('libs/rule.ts', 'second');
      },
      2,
    ],
    [
      'the style sheet says something else',
      () => {
        write('apps/service.scss', 'second');
      },
      2,
    ],
    [
      'a source is older than before',
      () => {
        utimesSync(join(root, 'libs/rule.ts'), 1, 1);
      },
      2,
    ],
    [
      'a source is new',
      () => {
        write('libs/another.ts', 'first');
      },
      2,
    ],
    [
      'a migration is gone',
      () => {
        rmSync(join(root, 'migrations/1-first.ts'));
      },
      2,
    ],
    [
      'the packages changed',
      () => {
        write('package.json', '{ "version": "2.0.0" }');
      },
      2,
    ],
    [
      'the build was removed',
      () => {
        rmSync(join(root, 'dist'), { recursive: true });
      },
      2,
    ],
  ])('after one build, when %s', (_what, change, expected) => {
    run();
    change();
    expect(run().status).toBe(0);
    expect(builds()).toBe(expected);
  });

  it('says what the compiler says, and builds again once that is mended', () => {
    write('apps/faulty.ts', '');
    const refused = run();
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('apps/faulty.ts(1,1): wrong');
    rmSync(join(root, 'apps/faulty.ts'));
    expect(run().status).toBe(0);
    expect(builds()).toBe(1);
  });

  it('makes the style sheet after the compiler, and fails with it', () => {
    run();
    expect(readFileSync(join(root, 'dist/service.css'), 'utf8')).toBe('first');
    write('apps/service.scss', 'faulty');
    const refused = run();
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('service.scss is wrong');
    expect(existsSync(join(root, 'dist/.built-of'))).toBe(false);
  });

  it('takes what is built for all there is where the sources or the compiler are not installed', () => {
    run();
    rmSync(join(root, 'node_modules'), { recursive: true });
    write('libs/rule.ts', 'second');
    expect(run()).toMatchObject({ status: 0, stderr: '' });
  });

  it('names the missing packages where nothing is built yet', () => {
    rmSync(join(root, 'node_modules'), { recursive: true });
    const refused = run();
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('run "npm ci"');
    expect(existsSync(join(root, 'dist'))).toBe(false);
  });
});
