import { placeSentence, type PlaceKnown } from './index.js';

const UNPLACED: PlaceKnown = { kind: 'school', placed: 'none', postcode: 'LS1 4AP', hasDistricts: false };

describe('what to do about a place that is not known', () => {
  it.each([
    [
      'without districts',
      {},
      'The place is not known: there are no coordinates; no postcode districts are loaded. Give its easting and ' +
        'northing in the school file, or load the postcode districts (the file “places”).',
    ],
    [
      'without a postcode',
      { postcode: null, hasDistricts: true },
      'The place is not known: there are no coordinates; there is no postcode that can be read. Give its easting ' +
        'and northing in the school file, or give the postcode in the school file.',
    ],
    [
      'in a district that is not known',
      { hasDistricts: true },
      'The place is not known: there are no coordinates; the district of LS1 4AP is not among the postcode ' +
        'districts that are loaded. Give its easting and northing in the school file, correct the postcode in the ' +
        'school file, or load postcode districts (the file “places”) that include it.',
    ],
    [
      'that is a trust',
      { kind: 'trust' },
      'The place is not known: none of its open schools is placed; no postcode districts are loaded. Place its ' +
        'schools, or load the postcode districts (the file “places”).',
    ],
    [
      'that is a leader',
      { kind: 'leader', baseUrn: '990001', postcode: null },
      'The place is not known: there are no coordinates; the base school 990001 has no known place; there is no ' +
        'postcode that can be read. Give easting and northing in the survey, place the base school, or give the ' +
        'postcode in the survey.',
    ],
  ] as const)('%s', (_name, change, expected) => {
    expect(placeSentence({ ...UNPLACED, ...change })).toBe(expected);
  });
});

describe('what to do about a place that is known', () => {
  it('is nothing when it is exact, and for a trust, whose place is never exact', () => {
    expect(placeSentence({ ...UNPLACED, placed: 'exact' })).toBeNull();
    expect(placeSentence({ ...UNPLACED, kind: 'trust', placed: 'approximate' })).toBeNull();
  });

  it('is told when it is a district only', () => {
    expect(placeSentence({ ...UNPLACED, kind: 'leader', placed: 'approximate' })).toBe(
      'Placed at the centre of a postcode district, so distances are approximate. For the exact place, give ' +
        'easting and northing in the survey.',
    );
  });
});
