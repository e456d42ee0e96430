import { Inspection } from './inspection.entity.js';
import { OfferListEntry } from './offer-list-entry.entity.js';
import { Place } from './place.entity.js';
import { SchoolLinkRow } from './school-link.entity.js';
import { School } from './school.entity.js';
import { TrustMembershipRow } from './trust-membership.entity.js';
import { Trust } from './trust.entity.js';
import { UninspectedSchool } from './uninspected-school.entity.js';

export {
  loadAssessmentFacts,
  loadBaseSchools,
  loadPlaces,
  type BaseSchool,
} from './assessment-facts.queries.js';
export { loadRegionSites, type RegionSite } from './region-sites.queries.js';
export {
  SchoolPlacesQueries,
  type PlacedAt,
  type PlacedFilter,
  type PlacedPage,
  type PlacedSchool,
  type PlacedSchoolFilter,
  type PlacedTrust,
} from './school-places.queries.js';
export { SchoolsModule } from './schools.module.js';
export {
  SchoolsQueries,
  type SchoolDetail,
  type SchoolFilter,
  type SchoolPage,
  type SchoolSummary,
} from './schools.queries.js';

/** For the data source of a process that uses this feature. */
export const SCHOOLS_ENTITIES = [
  School,
  Inspection,
  UninspectedSchool,
  Trust,
  TrustMembershipRow,
  SchoolLinkRow,
  Place,
  OfferListEntry,
] as const;
