/** What a file may hold (contracts: the service's imports). */
export const IMPORT_KINDS = [
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
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

const KINDS_OF_ONE_OFFER: readonly ImportKind[] = [
  'survey',
  '2ri-plus',
  'referrals',
  'below-floor',
  'applications',
];

/** Whether files of this kind belong to one offer; the others hold facts for every offer. */
export function belongsToOneOffer(kind: ImportKind): boolean {
  return KINDS_OF_ONE_OFFER.includes(kind);
}

/** Whether a file of this kind without rows says something: of a list, that nobody is on it. */
export function mayNameNobody(kind: ImportKind): boolean {
  return belongsToOneOffer(kind) && kind !== 'survey';
}

/** Whether files of this kind add to what earlier files said; the others take its place. */
export function accumulates(kind: ImportKind): boolean {
  return kind === 'inspections';
}
