import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Threads run built JavaScript: the file beside this one when built itself, else the one in dist. */
export function threadFile(name: 'solve-thread' | 'part-thread'): string {
  const beside = fileURLToPath(new URL(`./${name}.js`, import.meta.url));
  return existsSync(beside) ? beside : resolve(process.cwd(), `dist/libs/solving/${name}.js`);
}
