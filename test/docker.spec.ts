import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = process.cwd();
const dockerfile = readFileSync(join(root, 'docker', 'Dockerfile'), 'utf8');

interface ComposeService {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly build?: { readonly context: string; readonly dockerfile: string; readonly target: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly read_only?: boolean;
}
const compose = parse(readFileSync(join(root, 'docker', 'compose.yaml'), 'utf8'), { merge: true }) as {
  readonly services: Readonly<Record<string, ComposeService>>;
};

/** Stage name to the text of the stage. */
const stages = new Map(
  dockerfile
    .split(/^(?=FROM )/m)
    .slice(1)
    .map((text) => [/ AS (\w+)/.exec(text)?.[1] ?? '', text] as const),
);

describe('docker', () => {
  it('builds the three targets that compose names', () => {
    const built = Object.entries(compose.services).flatMap(([name, { build }]) =>
      build ? [[name, build.target]] : [],
    );
    expect(built).toEqual([
      ['migrate', 'migrate'],
      ['api', 'api'],
      ['worker', 'worker'],
    ]);
    for (const [, target] of built) expect([...stages.keys()]).toContain(target);
  });

  it.each(['api', 'worker', 'migrate'])('starts a file that the build makes: %s', (target) => {
    const command = JSON.parse(/^CMD (\[.*\])/m.exec(stages.get(target) ?? '')?.[1] ?? '[]') as string[];
    expect(command[0]).toBe('node');
    const source = (command[1] ?? '').replace(/^dist\//, '').replace(/\.js$/, '.ts');
    expect({ source, exists: existsSync(join(root, source)) }).toEqual({ source, exists: true });
  });

  it('copies only what exists, and runs as a user without rights', () => {
    for (const [, line] of dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)) {
      for (const path of (line ?? '').split(' '))
        expect({ path, exists: existsSync(join(root, path)) }).toEqual({ path, exists: true });
    }
    expect(stages.get('runtime')).toMatch(/^USER node$/m);
  });

  it('gives each process the role it may have, and Redis no way to lose jobs', () => {
    const { migrate, api, worker, redis } = compose.services;
    expect(Object.keys(migrate?.environment ?? {})).toEqual(['MIGRATION_DATABASE_URL']);
    expect(migrate?.environment?.['MIGRATION_DATABASE_URL']).toContain('//leader_match_owner:');
    for (const service of [api, worker]) {
      expect(service?.environment?.['DATABASE_URL']).toContain('//leader_match_app:');
      expect(service?.read_only).toBe(true);
      expect(service?.depends_on?.['migrate']?.condition).toBe('service_completed_successfully');
    }
    expect(redis?.command?.join(' ')).toBe('redis-server --appendonly yes --maxmemory-policy noeviction');
  });
});
