import { coast } from './coast.js';

const rings = coast().areas.flatMap((area) => area.rings);

/** Whether a place lies within a ring, by the even-odd rule. */
function holds(longitude: number, latitude: number): boolean {
  const crossings = rings.map(
    (ring) =>
      ring.filter(([x, y], at) => {
        const [px, py] = ring.at(at - 1) ?? [x, y];
        return y > latitude !== py > latitude && longitude < ((px - x) * (latitude - y)) / (py - y) + x;
      }).length,
  );
  return crossings.some((count) => count % 2 === 1);
}

it.each([
  ['Leeds', -1.55, 53.8, true],
  ['Exeter', -3.53, 50.72, true],
  ['Newport, Isle of Wight', -1.29, 50.7, true],
  ['Berwick', -2.05, 55.75, true],
  ['the North Sea', 2.5, 54.5, false],
  ['Inverness', -4.22, 57.48, false],
  ['Belfast', -5.93, 54.6, false],
  ['Calais', 1.86, 50.95, false],
])('draws %s where it is', (_name, longitude, latitude, isLand) => {
  expect(holds(longitude, latitude)).toBe(isLand);
});

it('is small enough for every map, and read once', () => {
  expect(rings.flat().length).toBeLessThan(600);
  expect(coast()).toBe(coast());
});
