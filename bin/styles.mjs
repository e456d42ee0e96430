// Makes the one style sheet of the pages: GOV.UK Frontend, the parts of MOJ Frontend that are used, and our own.
// Run by `npm run build` and bin/build.mjs, after the compiler.
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'sass';

const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));
const made = join(root, 'dist/apps/api/static/service.css');

// Both packages name GOV.UK Frontend from the project's root: by another path it would be a second copy.
const { css } = compile(join(root, 'apps/api/src/pages/service.scss'), {
  loadPaths: [root],
  style: 'compressed',
});
mkdirSync(dirname(made), { recursive: true });
writeFileSync(made, css);
