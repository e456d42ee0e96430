import { nearestSite } from './nearest-site.js';

const at = (latitude: number, longitude: number) => ({
  location: { latitude, longitude, approximate: false },
});
const LEEDS = { name: 'Leeds', ...at(53.8, -1.55) };
const LONDON = { name: 'London', ...at(51.5, -0.12) };

it('finds the nearest site within the limit, and none beyond it', () => {
  const nearest = nearestSite([LEEDS, LONDON], 48_280);
  expect(nearest(at(53.7, -1.6).location)?.name).toBe('Leeds');
  expect(nearest(at(51.6, -0.2).location)?.name).toBe('London');
  expect(nearest(at(52.6, -1.1).location)).toBeNull();
  expect(nearestSite([], 48_280)(LEEDS.location)).toBeNull();
});

it('counts a site that is just as far as the limit', () => {
  const one = [{ ...at(53.8, -1.55) }];
  const from = at(53.9, -1.55).location;
  expect([nearestSite(one, 11_132)(from), nearestSite(one, 11_131)(from)]).toEqual([one[0], null]);
});
