import { britishDate, type CsvRow } from './csv-text.js';
import { ALL_DISTRICTS } from './places.js';
import type { SampleSchool, SampleTrust, SampleWorld } from './schools.js';

const CHANGED_ON = '01-09-2025';

/** `edubasealldata`: the open schools and, closed, the maintained schools that academies replaced. */
export function giasRows({ schools }: SampleWorld): readonly CsvRow[] {
  return [...schools.map(openSchool), ...schools.flatMap(closedPredecessor)];
}

function openSchool(school: SampleSchool): CsvRow {
  const { trust, phase, kind } = school;
  const mat = trust?.kind === 'mat';
  return {
    ...whereabouts(school),
    URN: school.urn,
    EstablishmentNumber: school.establishmentNumber,
    EstablishmentName: school.name,
    'TypeOfEstablishment (code)': kind.typeCode,
    'TypeOfEstablishment (name)': kind.typeName,
    'EstablishmentTypeGroup (code)': kind.groupCode,
    'EstablishmentTypeGroup (name)': kind.groupName,
    'EstablishmentStatus (code)': 1,
    'EstablishmentStatus (name)': 'Open',
    'ReasonEstablishmentOpened (code)': school.predecessor ? 10 : 0,
    'ReasonEstablishmentOpened (name)': school.predecessor ? 'Academy Converter' : 'Not applicable',
    OpenDate: britishDate(school.opened, '-'),
    'ReasonEstablishmentClosed (code)': 0,
    'ReasonEstablishmentClosed (name)': 'Not applicable',
    'PhaseOfEducation (code)': phase.code,
    'PhaseOfEducation (name)': phase.name,
    StatutoryLowAge: phase.ages[0],
    StatutoryHighAge: phase.ages[1],
    'OfficialSixthForm (code)': phase.sixthForm ? 1 : 2,
    'OfficialSixthForm (name)': phase.sixthForm ? 'Has a sixth form' : 'Does not have a sixth form',
    ...faithOf(school),
    SchoolCapacity: Math.ceil(school.pupils / 30) * 30,
    CensusDate: '18-01-2024',
    NumberOfPupils: school.pupils,
    'TrustSchoolFlag (code)': trust === null ? 0 : mat ? 3 : 5,
    'TrustSchoolFlag (name)':
      trust === null
        ? 'Not applicable'
        : `Supported by a ${mat ? 'multi-academy trust' : 'single-academy trust'}`,
    'Trusts (code)': trust?.uid ?? '',
    'Trusts (name)': trust?.name.toUpperCase() ?? '',
    'SchoolSponsorFlag (name)': 'Not applicable',
    'FederationFlag (name)': trust ? 'Not applicable' : 'Not under a federation',
  };
}

function closedPredecessor(school: SampleSchool): readonly CsvRow[] {
  const { predecessor, opened, phase } = school;
  if (predecessor === null || opened === null) return [];
  return [
    {
      ...whereabouts(school),
      URN: predecessor.urn,
      EstablishmentNumber: school.establishmentNumber,
      EstablishmentName: predecessor.name,
      'TypeOfEstablishment (code)': 1,
      'TypeOfEstablishment (name)': 'Community school',
      'EstablishmentTypeGroup (code)': 4,
      'EstablishmentTypeGroup (name)': 'Local authority maintained schools',
      'EstablishmentStatus (code)': 2,
      'EstablishmentStatus (name)': 'Closed',
      'ReasonEstablishmentClosed (code)': 6,
      'ReasonEstablishmentClosed (name)': 'For Academy',
      CloseDate: britishDate(dayBefore(opened), '-'),
      'PhaseOfEducation (code)': phase.code,
      'PhaseOfEducation (name)': phase.name,
      StatutoryLowAge: phase.ages[0],
      StatutoryHighAge: phase.ages[1],
      ...faithOf(school),
      'TrustSchoolFlag (code)': 0,
      'TrustSchoolFlag (name)': 'Not applicable',
      'FederationFlag (name)': 'Not under a federation',
    },
  ];
}

function whereabouts(school: SampleSchool): CsvRow {
  const { district, region } = school;
  return {
    'LA (code)': district.authority.code,
    'LA (name)': district.authority.name,
    LastChangedDate: CHANGED_ON,
    Street: 'School Lane',
    Town: district.town,
    Postcode: school.postcode,
    'GOR (code)': region.gorCode,
    'GOR (name)': region.name,
    'DistrictAdministrative (name)': district.authority.name,
    'Gender (code)': 3,
    'Gender (name)': 'Mixed',
    Easting: school.easting,
    Northing: school.northing,
  };
}

function faithOf({ faith, region }: SampleSchool): CsvRow {
  const diocese = faith === 'ce' ? region.churchOfEngland : faith === 'rc' ? region.catholic : null;
  return {
    'ReligiousCharacter (code)': faith === 'ce' ? 2 : faith === 'rc' ? 3 : 0,
    'ReligiousCharacter (name)':
      faith === 'ce' ? 'Church of England' : faith === 'rc' ? 'Roman Catholic' : 'Does not apply',
    'ReligiousEthos (name)': 'Does not apply',
    'Diocese (code)': diocese?.code ?? 0,
    'Diocese (name)': diocese?.name ?? 'Not applicable',
  };
}

function dayBefore(iso: string): string {
  return new Date(Date.parse(iso) - 86_400_000).toISOString().slice(0, 10);
}

function groupType(trust: SampleTrust): CsvRow {
  return trust.kind === 'mat'
    ? { 'Group Type (code)': '06', 'Group Type': 'Multi-academy trust' }
    : { 'Group Type (code)': '10', 'Group Type': 'Single-academy trust' };
}

/** `allgroupsdata`. */
export function groupRows({ trusts }: SampleWorld): readonly CsvRow[] {
  return trusts.map((trust) => ({
    'Group UID': trust.uid,
    'Group ID': `TR${trust.uid}`,
    'Group Name': trust.name.toUpperCase(),
    'Companies House Number': `000${trust.uid}`,
    ...groupType(trust),
    'Incorporated on (open date)': britishDate(trust.founded, '/'),
    'Open date': britishDate(trust.founded, '/'),
    'Group Status (code)': 'OPEN',
    'Group Status': 'Open',
    'Group Postcode': trust.postcode,
  }));
}

/** `allgrouplinksdata`; one trust of region C never had its schools' joining dates written down. */
export function groupLinkRows({ schools }: SampleWorld): readonly CsvRow[] {
  return schools.flatMap((school): CsvRow[] => {
    const { trust } = school;
    if (trust === null) return [];
    const undated = trust.uid === '99304';
    return [
      {
        URN: school.urn,
        'Group UID': trust.uid,
        'Group ID': `TR${trust.uid}`,
        'Group Name': trust.name.toUpperCase(),
        ...groupType(trust),
        'Group Status (code)': 'OPEN',
        'Group Status': 'Open',
        'Joined date': undated ? '' : britishDate(trust.founded, '/'),
        EstablishmentName: school.name,
        'TypeOfEstablishment (code)': school.kind.typeCode,
        'TypeOfEstablishment (name)': school.kind.typeName,
        'PhaseOfEducation (code)': school.phase.code,
        'PhaseOfEducation (name)': school.phase.name,
        'LA (code)': school.district.authority.code,
        'LA (name)': school.district.authority.name,
      },
    ];
  });
}

/** `links_edubasealldata`: academies and the schools they replaced, told from both sides. */
export function linkRows({ schools }: SampleWorld): readonly CsvRow[] {
  return schools.flatMap((school): CsvRow[] => {
    const { predecessor } = school;
    if (predecessor === null) return [];
    const LinkEstablishedDate = britishDate(school.opened, '-');
    return [
      {
        URN: school.urn,
        LinkURN: predecessor.urn,
        LinkName: predecessor.name,
        LinkType: 'Predecessor',
        LinkEstablishedDate,
      },
      {
        URN: predecessor.urn,
        LinkURN: school.urn,
        LinkName: school.name,
        LinkType: 'Successor',
        LinkEstablishedDate,
      },
    ];
  });
}

export const OUTCODE_COLUMNS: readonly string[] = [
  ...['postcode', 'eastings', 'northings', 'latitude', 'longitude', 'town', 'region', 'uk_region', 'country'],
  'country_string',
];

/** The invented postcode districts with their centres. */
export function outcodeRows(): readonly CsvRow[] {
  return ALL_DISTRICTS.map((district) => ({
    postcode: district.outcode,
    eastings: district.easting,
    northings: district.northing,
    latitude: district.latitude,
    longitude: district.longitude,
    town: district.town,
    region: district.authority.name,
    uk_region: 'England',
    country: 'ENG',
    country_string: 'England',
  }));
}
