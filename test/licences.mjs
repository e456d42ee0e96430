// `npm run check:licences`: every package that the lock file brings has a licence that we may use. `npm run sbom` writes
// the list itself (CycloneDX). A file given as argument is checked instead of our own, to show that the check can fail.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const ALLOWED = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['Unlicense', 'CC0-1.0', 'CC-BY-3.0', 'CC-BY-4.0', 'Python-2.0', 'MPL-2.0', 'OFL-1.1', 'WTFPL', 'Zlib'],
]);
/** Whose lock entry names none, and where it was read instead. */
const READ_BY_HAND = { busboy: 'MIT', streamsearch: 'MIT' };

/** "(MIT OR GPL-2.0)" allows a choice, "A AND B" does not. */
function isAllowed(expression) {
  const plain = expression.replace(/[()]/g, ' ').trim();
  return plain
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((one) => ALLOWED.has(one.trim())));
}

const lock = JSON.parse(readFileSync(resolve(process.argv[2] ?? 'package-lock.json'), 'utf8'));
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
const faults = [];
const counts = new Map();
for (const [path, { version, license }] of packages) {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const licence = license ?? READ_BY_HAND[name] ?? '';
  counts.set(licence, (counts.get(licence) ?? 0) + 1);
  if (!isAllowed(licence))
    faults.push(`${name}@${version}: ${licence === '' ? 'no licence named' : licence}`);
}
for (const [licence, count] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`${count}\t${licence}`);
if (packages.length === 0) faults.push('the lock file names no package');
if (faults.length > 0) {
  console.error(`Not allowed (test/licences.mjs):\n${faults.join('\n')}`);
  process.exitCode = 1;
}
