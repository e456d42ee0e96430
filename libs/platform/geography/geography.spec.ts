import fc from 'fast-check';
import type { Location } from '../../domain/kernel/index.js';
import {
  distanceMetres,
  isOnBritishGrid,
  locationFromGrid,
  neighbourPairs,
  normalisePostcode,
  outcodeOf,
  type Placed,
  Places,
  type Traveller,
} from './index.js';

const at = (latitude: number, longitude: number): Location => ({ latitude, longitude, approximate: false });

describe('the British grid', () => {
  // Ordnance Survey's worked example, and places whose WGS84 coordinates are widely published.
  it.each([
    ['Caister water tower (OS example)', 651409.903, 313177.27, 52.65798, 1.71605],
    ['Trafalgar Square', 530034, 180381, 51.50746, -0.12793],
  ])('%s', (_name, easting, northing, latitude, longitude) => {
    const location = locationFromGrid(easting, northing);
    expect(location).toBeDefined();
    expect(distanceMetres(location ?? at(0, 0), at(latitude, longitude))).toBeLessThan(80);
  });

  it.each([
    ['Big Ben', 530268, 179640, 51.500729, -0.124625],
    ['Stonehenge', 412245, 142190, 51.178844, -1.826189],
    ['Ben Nevis', 216666, 771288, 56.796856, -5.003508],
    ['Yr Wyddfa', 260986, 354375, 53.068497, -4.076231],
    ['Scafell Pike', 321541, 507217, 54.454222, -3.211528],
    ['York Minster', 460310, 452180, 53.9619, -1.0819],
    ['Canterbury Cathedral', 615090, 157950, 51.2798, 1.0828],
    ['Lincoln Cathedral', 497800, 371800, 53.2344, -0.5361],
    ['Durham Cathedral', 427350, 542150, 54.7733, -1.5762],
  ])('puts %s within 50 metres of where it is', (_name, easting, northing, latitude, longitude) => {
    const location = locationFromGrid(easting, northing) ?? at(0, 0);
    expect(distanceMetres(location, at(latitude, longitude))).toBeLessThan(50);
    expect(location.approximate).toBe(false);
  });

  it('agrees with the OS example within five metres', () => {
    const location = locationFromGrid(651409.903, 313177.27) ?? at(0, 0);
    expect(distanceMetres(location, at(52.657977, 1.716038))).toBeLessThanOrEqual(5);
  });

  it('refuses (0, 0) and what lies off the grid', () => {
    for (const [easting, northing] of [
      [0, 0],
      [0, 300_000],
      [400_000, 0],
      [-1, 5],
      [700_001, 5],
      [5, 1_300_001],
      [700_000, 300_000],
      [50_000, 250_000],
      [650_000, 600_000],
      [450_000, 750_000],
      [Number.NaN, 5],
    ] as const) {
      expect(isOnBritishGrid(easting, northing)).toBe(false);
      expect(locationFromGrid(easting, northing)).toBeUndefined();
    }
  });
});

describe('postcodes', () => {
  it.each([
    ['yo19ab', 'YO1 9AB', 'YO1'],
    ['EC3A 5DE', 'EC3A 5DE', 'EC3A'],
    [' b1 1aa ', 'B1 1AA', 'B1'],
    ['W1A', 'W1A', 'W1A'],
    ['ls27 0bs', 'LS27 0BS', 'LS27'],
    ['GIR 0AA', 'GIR 0AA', 'GIR'],
  ])('%j -> %s in %s', (text, postcode, outcode) => {
    expect([normalisePostcode(text), outcodeOf(text)]).toEqual([postcode, outcode]);
  });

  it.each(['', 'YO', '123', 'YO1 9A', 'YO1 99AB', 'YO1-9AB', 'London'])('%j is none', (text) => {
    expect([normalisePostcode(text), outcodeOf(text)]).toEqual([undefined, undefined]);
  });

  it('lead to the centre of their district, always approximate', () => {
    const places = new Places([
      { outcode: 'YO1', location: at(53.96, -1.08) },
      { outcode: 'YO1', location: at(0, 0) },
      { outcode: 'EC3', location: at(51.51, -0.08) },
    ]);
    expect(places.size).toBe(2);
    expect(places.centreOf('yo1 9ab')).toEqual({ latitude: 53.96, longitude: -1.08, approximate: true });
    expect(places.centreOf('EC3A 5DE')?.latitude).toBe(51.51);
    expect([places.centreOf('LS1 1AA'), places.centreOf('nonsense')]).toEqual([null, null]);
  });
});

describe('neighbour pairs', () => {
  const location = fc.option(
    fc.record({
      latitude: fc.double({ min: 49.9, max: 55.8, noNaN: true }),
      longitude: fc.double({ min: -6.4, max: 1.8, noNaN: true }),
      approximate: fc.constant(false),
    }),
    { freq: 10 },
  );
  const limit = fc.option(fc.integer({ min: 0, max: 400_000 }));

  function bruteForce(
    cases: readonly Placed[],
    leaders: readonly Traveller[],
    radius: number | null,
  ): readonly string[] {
    return leaders.flatMap((leader, l) =>
      cases.flatMap((other, c) => {
        if (leader.location === null || other.location === null) return [];
        const metres = distanceMetres(leader.location, other.location);
        const within = metres <= (leader.travelMetres ?? Infinity) && metres <= (radius ?? Infinity);
        return within ? [`${l}-${c}-${metres}`] : [];
      }),
    );
  }

  it('are exactly those within both limits, in the order of the lists', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ location }), { maxLength: 150 }),
        fc.array(fc.record({ location, travelMetres: limit }), { maxLength: 8 }),
        limit,
        (cases, leaders, radius) => {
          const found = neighbourPairs(cases, leaders, radius).map(
            (pair) => `${pair.leaderIndex}-${pair.caseIndex}-${pair.distanceMetres}`,
          );
          expect(found).toEqual(bruteForce(cases, leaders, radius));
        },
      ),
      { numRuns: 150, seed: 7 },
    );
  });

  it('include a pair at exactly its limit, and not one metre less', () => {
    const york = at(53.96, -1.08);
    for (let step = 1; step <= 300; step += 1) {
      const there = at(53.96 + step * 0.013, -1.08 + step * 0.007);
      const metres = distanceMetres(york, there);
      const pairs = (limitMetres: number): number =>
        neighbourPairs([{ location: there }], [{ location: york, travelMetres: limitMetres }], null).length;
      expect([metres, pairs(metres), pairs(metres - 1)]).toEqual([metres, 1, 0]);
    }
  });

  it('handle empty lists and places on one spot', () => {
    const here = { location: at(52, -1), travelMetres: 0 };
    expect(neighbourPairs([], [here], null)).toEqual([]);
    expect(neighbourPairs([here], [], 5)).toEqual([]);
    expect(neighbourPairs([here, here], [here], 0)).toEqual([
      { leaderIndex: 0, caseIndex: 0, distanceMetres: 0 },
      { leaderIndex: 0, caseIndex: 1, distanceMetres: 0 },
    ]);
  });
});
