import type { ImportKind } from '../../../../libs/features/imports/index.js';

/** What a file may hold; written out here, because the feature's own list would load the database with --help. */
export const KINDS = [
  'survey',
  'schools',
  'inspections',
  'groups',
  'group-links',
  'school-links',
  'places',
  '2ri-plus',
  'referrals',
  'below-floor',
  'applications',
  'contacts',
] as const satisfies readonly ImportKind[];
