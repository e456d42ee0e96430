import { resolve } from 'node:path';
import type { SchoolFacts, TrustFacts, TrustMembership } from '../../domain/offers/index.js';
import { collected, type Collected, fileAt, type FileSource } from '../../platform/files/index.js';
import { distanceMetres, Places } from '../../platform/geography/index.js';
import { readGias } from './gias-reader.js';
import { readGroupLinks, readGroups } from './groups-reader.js';
import { readSchoolLinks } from './links-reader.js';
import { readPlaces } from './places-reader.js';

const data = (path: string): FileSource => fileAt(resolve(process.cwd(), '../shared/data', path));
const count = <T>(items: readonly T[], test: (item: T) => boolean): number => items.filter(test).length;

let places: Places = new Places([]);
beforeAll(async () => {
  ({ places } = await readPlaces(data('places/postcode_outcodes_gibbs.csv')));
});

const gias = (path: string): Promise<Collected<SchoolFacts>> =>
  collected((sink) => readGias(data(path), sink, { places }));

describe('postcode districts', () => {
  it('are all read, and the grid agrees with their published degrees', async () => {
    const { summary } = await readPlaces(data('places/postcode_outcodes_gibbs.csv'));
    expect(summary).toMatchObject({ rowsRead: 2856, rowsRefused: 0, faultCount: 0, stopped: null });
    expect(places.size).toBe(2856);
    const published = { latitude: 57.13514, longitude: -2.11731, approximate: true };
    expect(distanceMetres(places.centreOf('AB10 1AA') ?? published, published)).toBeLessThan(150);
    expect(places.centreOf('GY1')).toEqual({ latitude: 49.45856, longitude: -2.53684, approximate: true });
  });
});

describe('GIAS establishments', () => {
  it('eight real full-width rows of 2024', async () => {
    const { items, summary } = await gias('gias/gias_edubasealldata_subset_8rows.csv');
    expect(summary).toMatchObject({ rowsRead: 8, rowsRefused: 0, faultCount: 0, headerRow: 1 });
    const academy = items.find((school) => school.urn === '137666');
    expect(academy).toEqual({
      urn: '137666',
      name: 'Chudleigh Knighton Church of England Primary School',
      laCode: '878',
      laName: 'Devon',
      typeCode: '34',
      typeGroupCode: '10',
      statusCode: '1',
      openDate: '2011-11-01',
      closeDate: null,
      phases: ['primary'],
      religiousCharacter: 'Church of England',
      dioceseCode: 'CE15',
      dioceseName: 'Diocese of Exeter',
      trustUid: '3104',
      trustName: 'THE FIRST FEDERATION TRUST',
      trustFlagCode: '3',
      regionName: 'South West',
      postcode: 'TQ13 0EU',
      location: { latitude: 50.585382, longitude: -3.632742, approximate: false },
      source: { file: 'gias_edubasealldata_subset_8rows.csv', row: academy?.source.row },
    });
    expect(items.map((school) => [school.urn, school.statusCode, school.phases.join()])).toEqual([
      ['100000', '1', 'primary'],
      ['100004', '2', 'nursery'],
      ['101173', '1', 'special'],
      ['101077', '2', 'special'],
      ['137666', '1', 'primary'],
      ['150516', '1', 'all-through'],
      ['124087', '1', 'primary'],
      ['126370', '3', 'primary'],
    ]);
    expect(items.filter((school) => school.location === null).map((school) => school.urn)).toEqual([
      '150516',
    ]);
  });

  it('the sixty invented schools, with the other form of date', async () => {
    const { items, summary } = await gias('gias/gias_edubasealldata_fixture_anonymised_ebi.csv');
    expect(summary).toMatchObject({ rowsRead: 60, rowsRefused: 0 });
    // Their places are invented too: coordinates here, postcodes there.
    expect(new Set(summary.faults.map(({ code }) => code))).toEqual(new Set(['far-from-postcode']));
    expect(items[0]).toMatchObject({
      urn: '130000',
      openDate: '1993-05-29',
      trustUid: '2000',
      phases: ['secondary'],
    });
    expect(count(items, (school) => school.statusCode === '2')).toBe(10);
  });

  it('1,924 real open schools under other column names', async () => {
    const { items, summary } = await gias('gias/gias_establishments_sapsector_1924.csv');
    expect(summary).toMatchObject({ rowsRead: 1924, rowsRefused: 0, encoding: 'utf-8' });
    // The copy was garbled before it came to us: three names hold U+FFFD.
    expect(summary.faults.map((fault) => [fault.row, fault.code])).toEqual([
      [1107, 'unreadable-character'],
      [1122, 'unreadable-character'],
      [1726, 'unreadable-character'],
    ]);
    expect(summary.absentColumns).toEqual(['openDate', 'closeDate', 'dioceseCode', 'dioceseName']);
    expect(items[0]).toMatchObject({
      urn: '100025',
      name: 'Gospel Oak Primary School',
      laCode: '202',
      laName: 'Camden',
      typeCode: '1',
      regionName: 'London',
      trustUid: null,
      dioceseCode: null,
    });
    expect(count(items, (school) => school.location !== null && !school.location.approximate)).toBe(1924);
    expect(count(items, (school) => school.trustUid === null)).toBe(459);
    expect(count(items, (school) => school.phases.includes('middle'))).toBe(15);
    expect(count(items, (school) => school.phases.includes('all-through'))).toBe(134);
    expect(count(items, (school) => school.phases.length !== 1)).toBe(0);
    expect(count(items, (school) => school.statusCode === '2')).toBe(36);
  });

  it.each(['2019-06', '2024', '2025-26'])('the header of %s has every column that we keep', async (year) => {
    const { summary } = await gias(`gias/gias_edubasealldata_${year}.header.csv`);
    expect(summary).toMatchObject({ rowsRead: 0, faultCount: 0, absentColumns: [], stopped: null });
  });
});

describe('GIAS groups and links', () => {
  it('7,176 groups of 2025-26', async () => {
    const { items, summary } = await collected<TrustFacts>((sink) =>
      readGroups(data('gias/gias_groups_sapsector_2025-26.csv'), sink, { places }),
    );
    expect(summary).toMatchObject({ rowsRead: 7176, rowsRefused: 0, stopped: null });
    expect(summary.absentColumns).toEqual([]);
    expect(count(items, (trust) => trust.kind === 'mat')).toBe(1763);
    expect(count(items, (trust) => trust.kind === 'sat')).toBe(1918);
    expect(count(items, (trust) => trust.open)).toBe(4997);
    const placed = count(items, (trust) => trust.location !== null);
    expect([placed, count(items, (trust) => trust.postcode !== null)]).toEqual([3677, 3679]);
  });

  it('2,999 academy-trust links of 2019, sponsors passed over', async () => {
    const source = data('gias/gias_grouplinks_academies_2019-06-01_raw_first3000.csv');
    const { items, summary } = await collected<TrustMembership>((sink) => readGroupLinks(source, sink));
    expect(summary).toMatchObject({
      rowsRead: 2999,
      rowsRefused: 0,
      faultCount: 0,
      encoding: 'windows-1252',
    });
    expect(items).toHaveLength(2999 - 1042);
    expect(items[0]).toEqual({
      trustUid: '4782',
      urn: '105135',
      joinedOn: '2005-09-01',
      source: { file: 'gias_grouplinks_academies_2019-06-01_raw_first3000.csv', row: 3 },
    });
    expect(count(items, (item) => item.joinedOn === null)).toBe(0);
  });

  it('the headers of 2019 and 2022 have every column that we keep', async () => {
    const sink = (): void => undefined;
    const groups = await readGroups(data('gias/gias_groups_2022.header.csv'), sink);
    const links2022 = await readGroupLinks(data('gias/gias_group_links_2022.header.csv'), sink);
    const links2019 = await readGroupLinks(data('gias/gias_grouplinks_2019.header.csv'), sink);
    const schoolLinks = await readSchoolLinks(data('gias/gias_links.header.csv'), sink);
    expect(
      [groups, links2022, schoolLinks].map((summary) => [summary.absentColumns, summary.faultCount]),
    ).toEqual([
      [[], 0],
      [[], 0],
      [[], 0],
    ]);
    expect([links2019.absentColumns, links2019.faultCount]).toEqual([['typeCode'], 0]);
  });
});
