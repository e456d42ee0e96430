import { readBoundaries } from './boundaries.js';

const RING = [
  [-1.6, 53.7],
  [-1.5, 53.7],
  [-1.5, 53.8],
  [-1.6, 53.7],
];
function collection(
  geometry: unknown,
  properties: unknown = { RGN22NM: 'Yorkshire and The Humber' },
): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties, geometry }],
  });
}
const TOPOLOGY = {
  type: 'Topology',
  arcs: [
    [
      [0, 0],
      [100, 0],
      [0, 100],
      [-100, -100],
    ],
  ],
  transform: { scale: [0.001, 0.001], translate: [-1.6, 53.7] },
  objects: {
    districts: {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', arcs: [[0]], properties: { name: 'A' } },
        { type: 'Polygon', arcs: [[0]], properties: { name: 'B' } },
      ],
    },
    regions: {
      type: 'GeometryCollection',
      geometries: [{ type: 'Polygon', arcs: [[0]], properties: { name: 'Whole' } }],
    },
  },
};

it('reads polygons of GeoJSON, with the names that the Office for National Statistics gives', () => {
  const read = readBoundaries(collection({ type: 'MultiPolygon', coordinates: [[RING], [RING]] }));
  expect(read).toMatchObject({ ok: true, value: { areas: [{ name: 'Yorkshire and The Humber' }] } });
  expect(read.ok ? read.value.areas[0]?.rings : []).toHaveLength(2);
});

it('takes the layer with the fewest areas of a topology', () => {
  const read = readBoundaries(JSON.stringify(TOPOLOGY));
  expect(read).toMatchObject({ ok: true, value: { areas: [{ name: 'Whole' }] } });
  expect(read.ok ? read.value.areas[0]?.rings[0]?.[1] : null).toEqual([-1.5, 53.7]);
});

it.each([
  ['no JSON', '<svg/>', 'bad-outline-json'],
  ['no areas', collection({ type: 'Point', coordinates: [-1.5, 53.7] }), 'bad-outline-areas'],
  ['a number', '3', 'bad-outline-areas'],
  ['an empty collection', '{"type":"FeatureCollection","features":[]}', 'bad-outline-areas'],
  ['a topology whose arcs are missing', JSON.stringify({ ...TOPOLOGY, arcs: [] }), 'bad-outline-areas'],
  [
    'metres of the British grid',
    collection({ type: 'Polygon', coordinates: [RING.map(([x, y]) => [(x ?? 0) * 1e5, (y ?? 0) * 1e4])] }),
    'bad-outline-place',
  ],
  ['a file beyond measure', ' '.repeat(20_000_001), 'bad-outline-size'],
])('refuses %s', (_what, text, code) => {
  expect(readBoundaries(text)).toMatchObject({ ok: false, refusal: { code } });
});

it('gives an area without a name an empty one', () => {
  expect(readBoundaries(collection({ type: 'Polygon', coordinates: [RING] }, null))).toMatchObject({
    ok: true,
    value: { areas: [{ name: '' }] },
  });
});
