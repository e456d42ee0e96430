/** A made-up postcode district around a real-looking spot (OSGB36 metres). */
export interface District {
  readonly outcode: string;
  readonly town: string;
  readonly easting: number;
  readonly northing: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly authority: Authority;
}

export interface Authority {
  readonly code: string;
  readonly name: string;
}

export interface Region {
  readonly letter: 'A' | 'B' | 'C';
  readonly gorCode: string;
  /** As GIAS names it. */
  readonly name: string;
  /** As Ofsted names it. */
  readonly ofstedName: string;
  readonly churchOfEngland: Diocese;
  readonly catholic: Diocese;
  readonly districts: readonly District[];
}

export interface Diocese {
  readonly code: string;
  readonly name: string;
}

const AIREDALE = { code: '990', name: 'Airedale' };
const CALDER_VALE = { code: '991', name: 'Calder Vale' };
const BLACKBROOK = { code: '992', name: 'Blackbrook' };
const TAMEBRIDGE = { code: '993', name: 'Tamebridge' };
const WEST_TAMAR = { code: '994', name: 'West Tamar' };
const EXE_AND_MOOR = { code: '995', name: 'Exe and Moor' };

type Place = [string, string, number, number, number, number];
const districts = (authority: Authority, ...places: readonly Place[]): readonly District[] =>
  places.map(([outcode, town, easting, northing, latitude, longitude]) => ({
    outcode,
    town,
    easting,
    northing,
    latitude,
    longitude,
    authority,
  }));

export const REGIONS: readonly Region[] = [
  {
    letter: 'A',
    gorCode: 'D',
    name: 'Yorkshire and the Humber',
    ofstedName: 'North East, Yorkshire and the Humber',
    churchOfEngland: { code: 'CE91', name: 'Diocese of Airedale' },
    catholic: { code: 'RC91', name: 'Diocese of Calder (RC)' },
    districts: [
      ...districts(
        AIREDALE,
        ['BD90', 'Airebridge', 416_000, 433_000, 53.7931, -1.7586],
        ['LS90', 'Leethorpe', 430_000, 433_500, 53.7969, -1.546],
      ),
      ...districts(
        CALDER_VALE,
        ['HX90', 'Calderfax', 409_000, 425_000, 53.7213, -1.8651],
        ['HD90', 'Colneworth', 414_500, 416_500, 53.6448, -1.7821],
        ['WF90', 'Waketon', 433_000, 420_000, 53.6754, -1.5019],
      ),
    ],
  },
  {
    letter: 'B',
    gorCode: 'F',
    name: 'West Midlands',
    ofstedName: 'West Midlands',
    churchOfEngland: { code: 'CE92', name: 'Diocese of Blackbrook' },
    catholic: { code: 'RC92', name: 'Archdiocese of Tamebridge (RC)' },
    districts: [
      ...districts(
        BLACKBROOK,
        ['WV90', 'Wolverton Heath', 391_000, 298_500, 52.5842, -2.1343],
        ['DY90', 'Dudbridge', 394_000, 290_000, 52.5079, -2.0898],
      ),
      ...districts(
        TAMEBRIDGE,
        ['WS90', 'Walstead', 401_000, 298_000, 52.5798, -1.9867],
        ['DY91', 'Stourcombe', 389_500, 284_500, 52.4583, -2.156],
      ),
    ],
  },
  {
    letter: 'C',
    gorCode: 'K',
    name: 'South West',
    ofstedName: 'South West',
    churchOfEngland: { code: 'CE93', name: 'Diocese of the Moor' },
    catholic: { code: 'RC93', name: 'Diocese of Plymbridge (RC)' },
    districts: [
      ...districts(
        WEST_TAMAR,
        ['TR90', 'Truthan', 182_000, 44_500, 50.2602, -5.0599],
        ['PL91', 'Liskerry', 224_500, 64_500, 50.454, -4.4736],
      ),
      ...districts(
        EXE_AND_MOOR,
        ['PL90', 'Plymbridge', 248_000, 55_500, 50.3797, -4.1392],
        ['TQ90', 'Torcombe', 290_000, 64_000, 50.4655, -3.5512],
        ['EX90', 'Exbourne', 292_000, 92_500, 50.7221, -3.5314],
      ),
    ],
  },
];

export const ALL_DISTRICTS: readonly District[] = REGIONS.flatMap((region) => region.districts);
