// `npm run sbom`: every package that runs in the service, as CycloneDX on standard output, by the lock file alone. Of
// npm's own list, because `npm sbom --omit dev` leaves out whatever development packages need as well: half of them.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { stdout, status } = spawnSync('npm', ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 256 * 1024 * 1024,
  stdio: ['ignore', 'pipe', 'inherit'],
});
if (status !== 0) process.exit(status ?? 1);

const { name, packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const running = new Set(
  Object.entries(packages)
    .filter(([, { dev }]) => dev !== true)
    .map(([path, { name: alias, version }]) => `${alias ?? path.split('node_modules/').at(-1)}@${version}`),
);
const bom = JSON.parse(stdout);
const own = bom.metadata.component;
const runs = (ref) => ref === own['bom-ref'] || running.has(ref);
// A package that also stands somewhere for development only would be marked so.
const unmarked = (properties) => properties.filter((one) => one.name !== 'cdx:npm:package:development');
console.log(
  JSON.stringify(
    {
      ...bom,
      metadata: { ...bom.metadata, component: { ...own, name } },
      components: bom.components
        .filter((one) => running.has(`${one.name}@${one.version}`))
        .map((one) => ({ ...one, properties: unmarked(one.properties) })),
      dependencies: bom.dependencies
        .filter(({ ref }) => runs(ref))
        .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(runs) })),
    },
    null,
    2,
  ),
);
