import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const { resolve } = createRequire(__filename);
const assets = [
  join(dirname(resolve('govuk-frontend/package.json')), 'dist', 'govuk', 'assets'),
  join(dirname(resolve('@ministryofjustice/frontend/package.json')), 'moj', 'assets'),
];
/** As the build made it, and as it is served. */
const css = readFileSync(join(process.cwd(), 'dist', 'apps', 'api', 'static', 'service.css'), 'utf8');
const templates = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.njk'))
  .map((name) => readFileSync(join(__dirname, name), 'utf8'));

/** Parts of MOJ Frontend that templates draw, and its classes that they name themselves. */
function partsUsed(texts: readonly string[]): readonly string[] {
  const found = texts.flatMap((text) => [
    ...[...text.matchAll(/"moj\/components\/([a-z-]+)\/macro\.njk"/g)].map(([, part]) => `moj-${part ?? ''}`),
    ...[...text.matchAll(/\bmoj-[a-z-]+(?:__[a-z-]+)?\b/g)].map(([name]) => name),
  ]);
  return [...new Set(found)].sort();
}

function unstyled(names: readonly string[], sheet: string): readonly string[] {
  return names.filter((name) => !new RegExp(`\\.${name}(?![\\w-])`).test(sheet));
}

describe('the style sheet of the pages', () => {
  it('styles every part of MOJ Frontend that a page draws', () => {
    const used = partsUsed(templates);
    expect(used).toContain('moj-sub-navigation');
    expect(unstyled(used, css)).toEqual([]);
  });

  it('would be seen to lack a part', () => {
    const used = partsUsed(['{% from "moj/components/timeline/macro.njk" %}<p class="moj-filter__tag">']);
    expect(used).toEqual(['moj-filter__tag', 'moj-timeline']);
    expect(unstyled(used, '.moj-timeline__item{} .moj-filter__tags{}')).toEqual(used);
  });

  it('brings GOV.UK Frontend once, with its letters, and asks for no file that is not served', () => {
    expect(css.match(/--govuk-frontend-version:/g)).toHaveLength(1);
    expect(css.match(/@font-face/g)).toHaveLength(2);
    const asked = [...css.matchAll(/url\("?\/assets\/([^")?#]+)/g)].map(([, path]) => path ?? '');
    const served = new Set(
      assets.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' })),
    );
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((path) => !served.has(path))).toEqual([]);
  });
});
