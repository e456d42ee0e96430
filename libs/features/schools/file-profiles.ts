import type { TableProfile } from '../../platform/files/index.js';
import { GIAS_COLUMNS } from './gias-columns.js';
import { GROUP_COLUMNS, GROUP_LINK_COLUMNS } from './groups-reader.js';
import { SCHOOL_LINK_COLUMNS } from './links-reader.js';
import { REFERRAL_COLUMNS, URN_LIST_COLUMNS } from './lists-reader.js';
import { OFSTED_COLUMNS } from './ofsted-columns.js';
import { PLACE_COLUMNS } from './places-reader.js';

/** Names of the kinds of files about schools and trusts (contracts: the service's imports). */
export type SchoolFileKind =
  | 'schools'
  | 'inspections'
  | 'groups'
  | 'group-links'
  | 'school-links'
  | 'places'
  | '2ri-plus'
  | 'referrals'
  | 'below-floor'
  | 'applications';

/** What the header of each of them looks like. */
export const SCHOOL_FILE_PROFILES: readonly TableProfile<SchoolFileKind>[] = [
  { name: 'schools', columns: GIAS_COLUMNS },
  // Only the URN is needed, but a URN alone makes no inspection.
  { name: 'inspections', columns: OFSTED_COLUMNS, least: 4 },
  // The links of schools to groups carry the groups' own columns too.
  { name: 'groups', columns: GROUP_COLUMNS, unlike: ['URN'] },
  { name: 'group-links', columns: GROUP_LINK_COLUMNS },
  { name: 'school-links', columns: SCHOOL_LINK_COLUMNS },
  { name: 'places', columns: PLACE_COLUMNS, unlike: ['URN', 'leader_ref'] },
  // Nearly every file has a URN: a list has little else.
  { name: '2ri-plus', columns: URN_LIST_COLUMNS, leastShare: 0.5 },
  { name: 'referrals', columns: REFERRAL_COLUMNS },
  // Like the list and the decisions above: which of the two it is, a person says.
  { name: 'below-floor', columns: URN_LIST_COLUMNS, leastShare: 0.5 },
  { name: 'applications', columns: REFERRAL_COLUMNS },
];
