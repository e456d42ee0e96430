import { readdirSync } from 'node:fs';
import { type MigrationInterface } from 'typeorm';

export type MigrationClass = new () => MigrationInterface;

const FOLDER = new URL('../../../migrations/', import.meta.url);
const FILE = /^\d{13}-[a-z0-9-]+\.(?:ts|js)$/;

/**
 * Every migration in file order, found beside the compiled code (`dist/migrations`), or as TypeScript under Jest:
 * this room names no table, so it must not name a migration either.
 */
export async function listMigrations(): Promise<readonly MigrationClass[]> {
  const files = readdirSync(FOLDER)
    .filter((file) => FILE.test(file))
    .sort();
  return Promise.all(files.map((file) => load(file.replace(/\.ts$/, '.js'))));
}

async function load(file: string): Promise<MigrationClass> {
  const exported = Object.values((await import(`../../../migrations/${file}`)) as Record<string, unknown>);
  const classes = exported.filter((value): value is MigrationClass => typeof value === 'function');
  const [only] = classes;
  const stamp = file.slice(0, 13);
  if (only === undefined || classes.length > 1 || !only.name.endsWith(stamp)) {
    throw new Error(`migrations/${file} must export one class whose name ends with ${stamp}`);
  }
  return only;
}
