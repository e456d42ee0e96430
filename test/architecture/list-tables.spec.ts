import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOT_SORTED, unsortedTables } from './list-tables.js';

const PAGES = join(__dirname, '../../apps/api/src/pages');
const views = readdirSync(PAGES, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.njk'),
);
const found = views.flatMap((view) => unsortedTables(view, readFileSync(join(PAGES, view), 'utf8')));

it('sorts every list of rows by its headings, but for those that say why not', () => {
  expect(found.toSorted()).toEqual(Object.keys(NOT_SORTED).toSorted());
  expect(views.length).toBeGreaterThan(50);
});

it('finds a table without links to sort by, whether or not another of the page has them', () => {
  const table = (id: string, heads: string): string =>
    `<div role="region" aria-labelledby="${id}" tabindex="0">\n<table><caption id="${id}">A</caption>${heads}</table></div>`;
  const sorted = table('a', '{{ sortHeads(list.columns) }}');
  expect(unsortedTables('x.njk', sorted + table('b', '<th>Name</th>'))).toEqual(['x.njk b']);
  expect(unsortedTables('x.njk', table('b', '<th>Name</th>') + sorted)).toEqual(['x.njk b']);
  expect(unsortedTables('x.njk', '<table><caption class="c" id="c">A</caption></table>')).toEqual([
    'x.njk c',
  ]);
  expect(unsortedTables('x.njk', table('b', '{{ sortButtons(columns, "/x") }}'))).toEqual([]);
});
