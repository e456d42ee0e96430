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

const REGION = /<div class="lm-scroll" role="region" aria-labelledby="([^"]+)" tabindex="0">\s*$/;

/** Tables that a keyboard cannot scroll, or whose part that scrolls has no name. */
function tablesOutOfReach(template: string): readonly string[] {
  const parts = template.split('<table');
  return parts.slice(1).flatMap((table, index) => {
    const name = REGION.exec(parts[index] ?? '')?.[1];
    return name !== undefined && template.includes(`id="${name}"`) ? [] : [table.slice(0, 60)];
  });
}

describe('every table', () => {
  it('scrolls sideways by keyboard too, in a part of the page that has a name', () => {
    expect(templates.flatMap(tablesOutOfReach)).toEqual([]);
    expect(templates.filter((template) => template.includes('<table')).length).toBeGreaterThan(25);
  });

  it.each([
    '<table class="a"><caption id="x">',
    '<div class="lm-scroll" tabindex="0"><table><caption id="x">',
    '<div class="lm-scroll" role="region" aria-labelledby="x"><table><caption id="x">',
    '<div class="lm-scroll" role="region" aria-labelledby="y" tabindex="0"><table><caption id="x">',
  ])('would be seen to lack that: %s', (template) => {
    expect(tablesOutOfReach(template)).toHaveLength(1);
  });
});
