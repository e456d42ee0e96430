import type { TableColumn } from '../../platform/files/index.js';

export type GiasKey =
  | 'urn'
  | 'name'
  | 'laCode'
  | 'laName'
  | 'typeCode'
  | 'typeGroupCode'
  | 'statusCode'
  | 'openDate'
  | 'closeDate'
  | 'phaseCode'
  | 'phaseName'
  | 'lowAge'
  | 'highAge'
  | 'religiousCharacter'
  | 'dioceseCode'
  | 'dioceseName'
  | 'trustUid'
  | 'trustName'
  | 'trustFlagCode'
  | 'regionName'
  | 'postcode'
  | 'easting'
  | 'northing';

/**
 * The columns of a GIAS establishment file that we keep, of 133 to 140. First the name in the Department's own
 * `edubasealldata` (the same since 2019), then the name in the copies that write `LAId` and `TrustId`.
 */
export const GIAS_COLUMNS: readonly TableColumn<GiasKey>[] = [
  { key: 'urn', names: ['URN'], required: true },
  { key: 'name', names: ['EstablishmentName'], required: true },
  {
    key: 'statusCode',
    names: ['EstablishmentStatus (code)', 'EstablishmentStatusId'],
    required: true,
  },
  { key: 'laCode', names: ['LA (code)', 'LAId'] },
  { key: 'laName', names: ['LA (name)', 'LAName'] },
  { key: 'typeCode', names: ['TypeOfEstablishment (code)', 'TypeOfEstablishmentId'] },
  { key: 'typeGroupCode', names: ['EstablishmentTypeGroup (code)', 'EstablishmentTypeGroupId'] },
  { key: 'openDate', names: ['OpenDate'] },
  { key: 'closeDate', names: ['CloseDate'] },
  { key: 'phaseCode', names: ['PhaseOfEducation (code)', 'PhaseOfEducationId'] },
  { key: 'phaseName', names: ['PhaseOfEducation (name)', 'PhaseOfEducationName'] },
  { key: 'lowAge', names: ['StatutoryLowAge', 'AgeRangeLow'] },
  { key: 'highAge', names: ['StatutoryHighAge', 'AgeRangeHigh'] },
  { key: 'religiousCharacter', names: ['ReligiousCharacter (name)', 'ReligiousCharacterName'] },
  { key: 'dioceseCode', names: ['Diocese (code)', 'DioceseId'] },
  { key: 'dioceseName', names: ['Diocese (name)', 'DioceseName'] },
  { key: 'trustUid', names: ['Trusts (code)', 'TrustId'] },
  { key: 'trustName', names: ['Trusts (name)', 'TrustName'] },
  { key: 'trustFlagCode', names: ['TrustSchoolFlag (code)', 'TrustSchoolFlagId'] },
  { key: 'regionName', names: ['GOR (name)', 'RegionName'] },
  { key: 'postcode', names: ['Postcode'] },
  { key: 'easting', names: ['Easting'] },
  { key: 'northing', names: ['Northing'] },
];
