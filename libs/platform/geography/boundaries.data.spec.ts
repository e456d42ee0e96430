import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readBoundaries } from './boundaries.js';

it('reads the regions of England as the Office for National Statistics publishes them', () => {
  const path = resolve(process.cwd(), '../shared/data/boundaries/england.topo.json');
  const read = readBoundaries(readFileSync(path, 'utf8'));
  const areas = read.ok ? read.value.areas : [];
  expect(areas.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['London', 'North East', 'South West', 'Yorkshire and The Humber']),
  );
  expect(areas).toHaveLength(9);
});
