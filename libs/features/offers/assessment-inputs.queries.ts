import type { EntityManager } from 'typeorm';
import type { IsoDate, OfferYear, Urn } from '../../domain/kernel/index.js';
import {
  type AssessmentFacts,
  type AssessOptions,
  DEFAULT_OFFER_SETTINGS,
  type OfferSettings,
  type Referral,
  type TermDates,
} from '../../domain/offers/index.js';
import { loadAssessmentFacts } from '../schools/index.js';
import type { AssessmentSource } from './assessment-sources.js';
import { TODAY } from './case-rows.queries.js';

/** What one assessment looks at, is told, and read it from. */
export interface AssessmentInputs {
  readonly facts: AssessmentFacts;
  readonly options: AssessOptions;
  readonly sources: readonly AssessmentSource[];
}

const NATIONAL = 'national';

/** Of `referral_record r`: a decision that nobody withdrew. */
export const STANDING_REFERRAL = `withdraws IS NULL AND NOT EXISTS (
       SELECT FROM referral_record w WHERE w.withdraws = r.id)`;

/** Files and what people recorded beside them. Call it in the assessment's own REPEATABLE READ transaction. */
export async function loadAssessmentInputs(
  manager: EntityManager,
  offer: OfferYear,
  asOf: IsoDate,
): Promise<AssessmentInputs> {
  const facts = await loadAssessmentFacts(manager, offer);
  return {
    facts: { ...facts, recordedRequests: await recordedRequests(manager, offer) },
    options: { asOf, ...(await assessOptions(manager, offer)) },
    sources: await assessmentSources(manager, offer),
  };
}

/** What is set for the offer; its defaults with version 0 where nobody set anything. */
export async function offerSettings(
  manager: EntityManager,
  offer: OfferYear,
): Promise<{ readonly settings: OfferSettings; readonly version: number }> {
  const { settings, version } = await offerSettingsToday(manager, offer);
  return { settings, version };
}

/** `offerSettings`, and the day. */
export async function offerSettingsToday(
  manager: EntityManager,
  offer: OfferYear,
): Promise<{ readonly settings: OfferSettings; readonly version: number; readonly today: IsoDate }> {
  const [row] = await manager.query<
    { settings: Partial<OfferSettings> | null; version: number | null; today: IsoDate }[]
  >(
    `SELECT s.settings, s.version, ${TODAY}::text AS today
       FROM (SELECT $1::text AS offer) asked LEFT JOIN offer_setting s USING (offer)`,
    [offer],
  );
  if (row === undefined) throw new Error('The database gave no date');
  // A setting that is newer than the row has its default.
  return {
    settings: { ...DEFAULT_OFFER_SETTINGS, ...row.settings },
    version: row.version ?? 0,
    today: row.today,
  };
}

/** Schools for which direct support is agreed now, by URN. */
export async function directSupportUrns(manager: EntityManager, offer: OfferYear): Promise<readonly Urn[]> {
  const rows = await manager.query<{ urn: Urn }[]>(
    `SELECT urn FROM (
       SELECT DISTINCT ON (urn) urn, agreed FROM direct_support WHERE offer = $1 ORDER BY urn, id DESC) latest
     WHERE agreed ORDER BY urn`,
    [offer],
  );
  return rows.map(({ urn }) => urn);
}

async function assessOptions(manager: EntityManager, offer: OfferYear): Promise<AssessOptions> {
  const { settings } = await offerSettings(manager, offer);
  const { priorities, contactOrder, inspectionsReach } = settings;
  const termDates = await allTermDates(manager);
  const directSchoolSupport = await directSupportUrns(manager, offer);
  return {
    ...(Object.keys(priorities).length === 0 ? {} : { priorities }),
    ...(contactOrder === null ? {} : { contactOrder }),
    ...(inspectionsReach === null ? {} : { inspectionsReach }),
    ...(Object.keys(termDates).length === 0 ? {} : { termDates }),
    ...(directSchoolSupport.length === 0 ? {} : { directSchoolSupport }),
  };
}

async function allTermDates(manager: EntityManager): Promise<TermDates> {
  const rows = await manager.query<{ authority: string; ends: IsoDate[] }[]>(
    `SELECT authority, ends::text[] AS ends FROM term_dates WHERE cardinality(ends) > 0 ORDER BY authority`,
  );
  const national = rows.find(({ authority }) => authority === NATIONAL);
  const own = rows.filter(({ authority }) => authority !== NATIONAL);
  return {
    ...(national === undefined ? {} : { national: national.ends }),
    ...(own.length === 0
      ? {}
      : { byAuthority: Object.fromEntries(own.map(({ authority, ends }) => [authority, ends])) }),
  };
}

/** As the rules read a file's, in the order in which they were recorded; what was withdrawn is left out. */
async function recordedRequests(manager: EntityManager, offer: OfferYear): Promise<readonly Referral[]> {
  return manager.query<Referral[]>(
    `SELECT subject_kind AS "subjectKind", subject_id AS "subjectId", decision, decided_on::text AS "decidedOn",
       decided_by AS "decidedBy", jsonb_build_object('file', 'requests recorded by hand', 'row', id) AS source
     FROM referral_record r WHERE offer = $1 AND ${STANDING_REFERRAL} ORDER BY id`,
    [offer],
  );
}

/** Of lists the one in force, also when nobody is on it. */
async function assessmentSources(
  manager: EntityManager,
  offer: OfferYear,
): Promise<readonly AssessmentSource[]> {
  return manager.query<AssessmentSource[]>(
    `SELECT i.id AS "importId", i.kind, i.file_name AS "fileName", i.sha256 FROM import i
     WHERE i.id IN (
       SELECT import_id FROM school UNION SELECT import_id FROM inspection UNION
       SELECT import_id FROM uninspected_school UNION SELECT import_id FROM trust UNION
       SELECT import_id FROM trust_membership UNION SELECT import_id FROM school_link UNION
       SELECT l.id FROM (
         SELECT DISTINCT ON (kind) id FROM import
         WHERE offer = $1 AND kind <> 'survey' AND state IN ('imported','undoing')
         ORDER BY kind, stored_n DESC NULLS LAST) AS l)
     ORDER BY i.kind, i.created_at, i.id`,
    [offer],
  );
}
