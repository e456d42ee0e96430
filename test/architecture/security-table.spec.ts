import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APPLYING_POINTS, securityTableFaults } from './security-table.js';

const textOf = (path: string): string | null => {
  const full = join(process.cwd(), path);
  return existsSync(full) ? readFileSync(full, 'utf8') : null;
};
interface Bom {
  readonly bomFormat: string;
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    readonly licenses?: readonly object[];
  }[];
}
interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version: string; readonly name?: string; readonly dev?: boolean }>
  >;
}
const TABLE = textOf('docs/security.md') ?? '';

describe('docs/security.md', () => {
  it('has a row and a test for every point that applies', () => {
    expect(securityTableFaults(TABLE, textOf)).toEqual([]);
    expect(APPLYING_POINTS.length).toBeGreaterThan(100);
  });

  it('is seen to lack a point, a test, or the test that it names', () => {
    const faults = (from: string, to: string): readonly string[] =>
      securityTableFaults(TABLE.replace(from, to), textOf);
    expect(faults('2.3.4, ', '')).toEqual(['no row for 2.3.4']);
    expect(faults('2.3.4, ', '2.3.4, 99.1.1, ')).toEqual(['99.1.1 is no point']);
    expect(faults('"is never below zero while others give days back"', '"is never wrong"')).toEqual([
      'Limited resource: there is no test "is never wrong" in libs/features/budgets/budget-races.db.spec.ts',
    ]);
    expect(faults('"is never below zero while others give days back"', '"never below zero"')).toHaveLength(1);
    // A text of that file, and no test.
    const text = '`test/e2e/sessions.e2e.spec.ts` "form has expired"';
    expect(faults('`test/e2e/sessions.e2e.spec.ts` "are worth nothing after sign-out"', text)).toHaveLength(
      1,
    );
    expect(
      faults(
        '`test/e2e/sessions.e2e.spec.ts` "need their own form token on every unsafe route of the pages"',
        '',
      ),
    ).toEqual(['Forms: no test']);
  });
});

describe('the list of parts', () => {
  it('is CycloneDX, and names every package that runs, with its version and licence', () => {
    const { stdout } = spawnSync('npm', ['run', '--silent', 'sbom'], {
      ...{ encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    });
    const { bomFormat, components } = JSON.parse(stdout) as Bom;
    const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));
    const { packages } = JSON.parse(textOf('package-lock.json') ?? '{}') as Lock;
    const running = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);
    const missing = running
      .map(([path, { version, name }]) => `${name ?? path.split('node_modules/').at(-1) ?? ''}@${version}`)
      .filter((name) => !listed.has(name));
    expect([bomFormat, missing]).toEqual(['CycloneDX', []]);
    expect(listed.size).toBeLessThanOrEqual(running.length);
    expect(components.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['@nestjs/core', 'express', 'pg']),
    );
    expect(components.filter(({ licenses }) => licenses === undefined).map(({ name }) => name)).toEqual([
      ...['busboy', 'streamsearch'],
    ]);
  });
});

describe('the licences', () => {
  const check = (lock: object): { status: number | null; stderr: string } => {
    const folder = mkdtempSync(join(tmpdir(), 'leader-match-licences-'));
    const file = join(folder, 'package-lock.json');
    writeFileSync(file, JSON.stringify(lock));
    const { status, stderr } = spawnSync(process.execPath, ['test/licences.mjs', file], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    return { status, stderr };
  };
  const lockOf = (license?: string): object => ({
    packages: { 'node_modules/a': { version: '1.0.0', license } },
  });

  it('finds a licence that is not allowed, and a package that names none', () => {
    expect(spawnSync(process.execPath, ['test/licences.mjs']).status).toBe(0);
    expect(check(lockOf('(GPL-3.0 OR MIT)')).status).toBe(0);
    expect(check(lockOf('GPL-3.0')).stderr).toContain('a@1.0.0: GPL-3.0');
    expect(check(lockOf('MIT AND GPL-3.0')).status).toBe(1);
    expect(check(lockOf()).stderr).toContain('a@1.0.0: no licence named');
    expect(check({ packages: {} }).status).toBe(1);
  });
});
