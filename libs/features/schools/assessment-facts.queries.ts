import type { EntityManager } from 'typeorm';
import type { Location, OfferYear, TrustUid, Urn } from '../../domain/kernel/index.js';
import type {
  AssessmentFacts,
  InspectionFacts,
  Referral,
  SchoolFacts,
  SchoolLink,
  TrustFacts,
  TrustMembership,
  UrnListEntry,
} from '../../domain/offers/index.js';
import type { ImportKind } from '../imports/index.js';
import { Places } from '../../platform/geography/index.js';
import { mergeInspections, mergeUninspected } from './ofsted-merge.js';
import type { OfferList } from './offer-list-entry.entity.js';
import { unreadRows } from './unread-rows.queries.js';

/**
 * Everything that an assessment of this offer looks at. A kind of which no file was ever imported is null: its facts
 * are missing, not false. Call it in a transaction that is REPEATABLE READ, so that all of it is of one moment.
 */
export async function loadAssessmentFacts(
  manager: EntityManager,
  offer: OfferYear,
): Promise<AssessmentFacts> {
  const given = await importedKinds(manager, offer);
  const ifGiven = async <T>(
    kind: ImportKind,
    load: () => Promise<readonly T[]>,
  ): Promise<readonly T[] | null> => (given.has(kind) ? load() : null);
  const inspections = await inspectionFacts(manager);
  const uninspected = await factsOf<UrnListEntry>(manager, 'uninspected_school', 'urn');
  return {
    schools: await factsOf<SchoolFacts>(manager, 'school', 'urn'),
    inspections,
    uninspected: mergeUninspected([uninspected], inspections),
    trusts: await ifGiven('groups', () => factsOf<TrustFacts>(manager, 'trust', 'uid')),
    memberships: await ifGiven('group-links', () =>
      factsOf<TrustMembership>(manager, 'trust_membership', 'trust_uid, urn'),
    ),
    links: await ifGiven('school-links', () =>
      factsOf<SchoolLink>(manager, 'school_link', 'urn, linked_urn, kind'),
    ),
    twoRiPlus: await ifGiven('2ri-plus', () => listEntries<UrnListEntry>(manager, offer, '2ri-plus')),
    referrals: await ifGiven('referrals', () => listEntries<Referral>(manager, offer, 'referrals')),
    belowFloor: await ifGiven('below-floor', () => listEntries<UrnListEntry>(manager, offer, 'below-floor')),
    applications: await ifGiven('applications', () => listEntries<Referral>(manager, offer, 'applications')),
    unread: await unreadRows(manager, offer, inspections),
  };
}

async function importedKinds(manager: EntityManager, offer: OfferYear): Promise<ReadonlySet<ImportKind>> {
  const rows = await manager.query<{ kind: ImportKind }[]>(
    `SELECT DISTINCT kind FROM import WHERE state IN ('imported','undoing') AND (offer IS NULL OR offer = $1)`,
    [offer],
  );
  return new Set(rows.map(({ kind }) => kind));
}

async function factsOf<T>(manager: EntityManager, table: string, order: string): Promise<readonly T[]> {
  const rows = await manager.query<{ facts: T }[]>(`SELECT facts FROM ${table} ORDER BY ${order}`);
  return rows.map(({ facts }) => facts);
}

/**
 * One for each inspection, merged from all files as the command line merges them: the file that tells of the newest
 * date counts first, whatever the order in which they were imported.
 */
async function inspectionFacts(manager: EntityManager): Promise<readonly InspectionFacts[]> {
  const rows = await manager.query<{ facts: InspectionFacts }[]>(
    `SELECT i.facts FROM inspection i
     JOIN (SELECT import_id, max(COALESCE(facts->>'publicationDate', facts->>'startDate')) AS newest
       FROM inspection GROUP BY import_id) AS files ON files.import_id = i.import_id
     JOIN import f ON f.id = i.import_id
     ORDER BY files.newest DESC, f.created_at DESC, f.id, (i.facts->'source'->>'row')::integer, i.start_date DESC,
       i.inspection_key`,
  );
  return mergeInspections([rows.map(({ facts }) => facts)]);
}

async function listEntries<T>(
  manager: EntityManager,
  offer: OfferYear,
  list: OfferList,
): Promise<readonly T[]> {
  const rows = await manager.query<{ facts: T }[]>(
    `SELECT facts FROM offer_list_entry WHERE offer = $1 AND list = $2 ORDER BY subject_id`,
    [offer, list],
  );
  return rows.map(({ facts }) => facts);
}

/** All known postcode districts. */
export async function loadPlaces(manager: EntityManager): Promise<Places> {
  const rows = await manager.query<{ outcode: string; location: Location }[]>(
    `SELECT outcode, facts->'location' AS location FROM place ORDER BY outcode`,
  );
  return new Places(rows);
}

/** What a survey answer needs to know of a leader's base school. */
export interface BaseSchool {
  readonly trustUid: TrustUid | null;
  readonly location: Location | null;
}

/** By URN; a URN that the register lacks is absent. */
export async function loadBaseSchools(
  manager: EntityManager,
  urns: readonly Urn[],
): Promise<ReadonlyMap<Urn, BaseSchool>> {
  if (urns.length === 0) return new Map();
  const rows = await manager.query<(BaseSchool & { urn: Urn })[]>(
    `SELECT urn, trust_uid AS "trustUid", NULLIF(facts->'location', 'null') AS location
     FROM school WHERE urn = ANY ($1)`,
    [urns],
  );
  return new Map(rows.map(({ urn, trustUid, location }) => [urn, { trustUid, location }]));
}
