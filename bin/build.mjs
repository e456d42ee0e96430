// Builds dist/ unless it was made of exactly the sources that are here: a second start does not wait for the compilers.
// `node bin/build.mjs`, and imported by bin/leader-match.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));
const compiler = join(root, 'node_modules/@nestjs/cli/bin/nest.js');
/** Of the pages' style sheet: `npm run build` runs it after the compiler, which empties dist/. */
const styles = join(root, 'bin/styles.mjs');
const entry = join(root, 'dist/apps/cli/src/main.js');
/** What dist/ was made of; inside it, so that it goes with it. */
const stamp = join(root, 'dist/.built-of');
const SOURCES = ['apps', 'libs', 'migrations', 'benchmarks', 'samples'];
const SETTINGS = ['package.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json', 'bin/styles.mjs'];

function* sourceFiles(folder) {
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name);
    if (item.isDirectory()) yield* sourceFiles(path);
    else if (/\.(ts|scss)$/.test(item.name) && !item.name.endsWith('.spec.ts')) yield path;
  }
}

/** Names, sizes and times of change: a deleted source counts too. */
function sources() {
  const folders = SOURCES.map((name) => join(root, name)).filter((path) => existsSync(path));
  const settings = SETTINGS.map((name) => join(root, name)).filter((path) => existsSync(path));
  const lines = [...folders.flatMap((folder) => [...sourceFiles(folder)]), ...settings].map((path) => {
    const { size, mtimeMs } = statSync(path);
    return `${path} ${size} ${mtimeMs}`;
  });
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

/** Whether dist/ is as the sources are. An installed image has no sources: what is built is all there is. */
function isBuilt() {
  if (!existsSync(join(root, 'libs')) || (existsSync(entry) && !existsSync(compiler)))
    return existsSync(entry);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sources();
}

/** Ends the process with status 1, and says why on standard error, when the build fails. */
export function buildWhenChanged() {
  if (isBuilt()) return;
  if (!existsSync(compiler)) {
    process.stderr.write(`The compiler is missing: run "npm ci" in ${root} first.\n`);
    process.exit(1);
  }
  process.stderr.write('Building leader-match (once) ...\n');
  const before = sources();
  for (const step of [[compiler, 'build', 'api'], [styles]]) {
    const done = spawnSync(process.execPath, step, { cwd: root, encoding: 'utf8' });
    if (done.status === 0) continue;
    process.stderr.write(`${done.stdout}${done.stderr}The build failed.\n`);
    process.exit(1);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, before);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  buildWhenChanged();
