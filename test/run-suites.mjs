// Runs every suite and adds up their counts. A suite is named by the suffix of its spec files and skips, with a line
// that says why, where what it needs is missing. REQUIRE_ALL_SUITES=1 (CI) makes such a skip a failure, except for the
// reference data, which is not part of the project. Arguments name suites: `npm test -- unit database`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const root = resolve(import.meta.dirname, '..');
const strict = process.env.REQUIRE_ALL_SUITES === '1';
const onPath = (command) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));
const suites = [
  { name: 'unit', suffix: '.spec.ts' },
  {
    name: 'database',
    suffix: '.db.spec.ts',
    database: 'embedded',
    // Beside an external server, on which all of them run, only what rests on the server itself.
    within: process.env.TEST_DATABASE_URL ? 'libs/platform/' : '',
  },
  {
    name: 'database-external',
    suffix: '.db.spec.ts',
    database: 'external',
    missing: () =>
      !process.env.TEST_DATABASE_URL && 'TEST_DATABASE_URL (superuser of a PostgreSQL server) is not set',
  },
  { name: 'service', suffix: '.e2e.spec.ts', database: 'embedded' },
  {
    name: 'redis',
    suffix: '.redis.spec.ts',
    database: process.env.TEST_DATABASE_URL ? 'external' : 'embedded',
    missing: () =>
      !process.env.TEST_REDIS_URL &&
      !onPath('redis-server') &&
      'no redis-server on the PATH and TEST_REDIS_URL is not set',
  },
  {
    name: 'browser',
    suffix: '.browser.spec.ts',
    database: 'embedded',
    missing: () =>
      !process.env.CHROMIUM_PATH &&
      !onPath('chromium') &&
      'no chromium on the PATH and CHROMIUM_PATH is not set',
  },
  {
    name: 'reference-data',
    suffix: '.data.spec.ts',
    optional: true,
    besides: 'redis',
    missing: () =>
      !existsSync(resolve(root, '../shared/data')) && 'the reference data folder is not beside the project',
  },
];

const SUFFIX = /(\.[a-z0-9]+)?\.spec\.ts$/;
function specFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name === 'must-be-rejected' || entry.name === 'node_modules' ? [] : specFiles(path);
    return SUFFIX.test(entry.name) ? [path] : [];
  });
}
const all = ['apps', 'libs', 'test', 'benchmarks', 'samples']
  .filter((d) => existsSync(join(root, d)))
  .flatMap((d) => specFiles(join(root, d)));
const filesOf = ({ suffix, within = '' }) =>
  all.filter((path) => SUFFIX.exec(path)[0] === suffix && relative(root, path).startsWith(within));

const scratch = mkdtempSync(join(tmpdir(), 'leader-match-suites-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
const failures = [];
let broken = false;
const named = process.argv.slice(2);
const chosen = suites.filter((suite) => named.length === 0 || named.includes(suite.name));
if (chosen.length < named.length)
  throw new Error(`Unknown suite. Suites: ${suites.map((s) => s.name).join(', ')}`);
const reports = new Map();
const running = new Map();

/** Runs one suite to its end; resolves to jest's exit status. */
async function run(suite) {
  reports.set(suite.name, join(scratch, `${suite.name}.json`));
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules/jest/bin/jest.js'),
      '--json',
      `--outputFile=${reports.get(suite.name)}`,
      '--runTestsByPath',
      ...filesOf(suite),
    ],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        SUITE_DATABASE: suite.database ?? '',
        TEST_DATABASE_URL: suite.database === 'external' ? process.env.TEST_DATABASE_URL : '',
      },
    },
  );
  const [status] = await once(child, 'exit');
  return status;
}

/** What failed in one spec file, to be read at the end of a long output: nobody should have to scroll for it. */
function wordsOfFailures(suite, file) {
  if (file.status !== 'failed') return [];
  const tests = file.assertionResults.filter(({ status }) => status === 'failed');
  const told = tests.map(({ fullName, failureMessages }) => [fullName, failureMessages.join('\n')]);
  if (told.length === 0) told.push(['could not run', file.message]);
  return told.map(
    ([name, message]) =>
      `FAILED ${suite}: ${relative(root, file.name)}: ${name}\n${indented(stripVTControlCharacters(message))}`,
  );
}
const MOST_LINES = 25;
const indented = (text) =>
  text
    .split('\n')
    .slice(0, MOST_LINES)
    .map((line) => `  ${line}`)
    .join('\n');

for (const suite of chosen) {
  const files = filesOf(suite);
  const why = suite.missing?.();
  if (why) {
    lines.push(`SKIPPED ${suite.name}: ${why} (${files.length} files)`);
    total.skipped += files.length;
    if (strict && !suite.optional) broken = true;
    continue;
  }
  // One spec file keeps one core busy: what runs beside it costs no time.
  for (const beside of chosen)
    if (beside.besides === suite.name && !beside.missing()) running.set(beside.name, run(beside));
  const status = await (running.get(suite.name) ?? run(suite));
  const report = reports.get(suite.name);
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  const passed = result?.numPassedTests ?? 0;
  // A spec file that cannot even load counts as one failure.
  const failed =
    (result?.numFailedTests ?? 0) +
    (result?.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
      .length ?? 1);
  const skipped = (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0);
  if (status !== 0 || failed > 0 || passed === 0) broken = true;
  if (strict && skipped > 0) broken = true;
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  failures.push(...(result?.testResults ?? []).flatMap((file) => wordsOfFailures(suite.name, file)));
  const seconds = (file) => (file.endTime - file.startTime) / 1000;
  const slowest = (result?.testResults ?? []).toSorted((a, b) => seconds(b) - seconds(a)).slice(0, 3);
  lines.push(
    `${suite.name}: ${passed} passed, ${failed} failed, ${skipped} skipped in ${files.length} files${passed === 0 ? ' - A SUITE THAT RUNS NO TEST FAILS' : ''}`,
    `  slowest: ${slowest.map((file) => `${relative(root, file.name)} ${seconds(file).toFixed(0)} s`).join(', ')}`,
  );
}
rmSync(scratch, { recursive: true, force: true });
if (failures.length > 0) console.log(`\n${failures.join('\n')}`);
console.log(`\n${lines.join('\n')}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = broken ? 1 : 0;
