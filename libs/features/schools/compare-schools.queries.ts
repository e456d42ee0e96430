import type { EntityManager } from 'typeorm';
import type { OfferYear } from '../../domain/kernel/index.js';
import { compareFacts, type CompareTask, type Comparison, togetherOf } from '../imports/index.js';
import type { OfferList } from './offer-list-entry.entity.js';

export function compareSchools(manager: EntityManager, task: CompareTask): Promise<Comparison> {
  return compareFacts(manager, task, {
    key: `row_data->>'urn'`,
    subject: `row_data->>'urn'`,
    stored: `SELECT urn AS key, urn AS subject, facts FROM school`,
    isWhole: true,
  });
}

export function compareTrusts(manager: EntityManager, task: CompareTask): Promise<Comparison> {
  return compareFacts(manager, task, {
    key: `row_data->>'uid'`,
    subject: `row_data->>'uid'`,
    stored: `SELECT uid AS key, uid AS subject, facts FROM trust`,
    isWhole: true,
  });
}

export function compareMemberships(manager: EntityManager, task: CompareTask): Promise<Comparison> {
  const pair = `(row_data->>'urn') || ' in ' || (row_data->>'trustUid')`;
  return compareFacts(manager, task, {
    key: pair,
    subject: pair,
    stored: `SELECT urn || ' in ' || trust_uid AS key, urn || ' in ' || trust_uid AS subject, facts FROM trust_membership`,
    label: 'NULL',
    isWhole: true,
  });
}

export function compareSchoolLinks(manager: EntityManager, task: CompareTask): Promise<Comparison> {
  const stored = `urn || ' ' || kind || ' ' || linked_urn`;
  const given = `(row_data->>'urn') || ' ' || (row_data->>'kind') || ' ' || (row_data->>'linkedUrn')`;
  return compareFacts(manager, task, {
    key: given,
    subject: given,
    stored: `SELECT ${stored} AS key, ${stored} AS subject, facts FROM school_link`,
    label: 'NULL',
    isWhole: true,
  });
}

export function comparePlaces(manager: EntityManager, task: CompareTask): Promise<Comparison> {
  return compareFacts(manager, task, {
    key: `row_data->>'outcode'`,
    subject: `row_data->>'outcode'`,
    stored: `SELECT outcode AS key, outcode AS subject, facts FROM place`,
    label: 'NULL',
    isWhole: true,
  });
}

export function compareOfferList(
  manager: EntityManager,
  task: CompareTask,
  offer: OfferYear,
  list: OfferList,
): Promise<Comparison> {
  const subject = `COALESCE((row_data->>'subjectKind') || '-' || (row_data->>'subjectId'), 'school-' || (row_data->>'urn'))`;
  return compareFacts(manager, task, {
    key: subject,
    subject,
    stored: `SELECT subject_id AS key, subject_id AS subject, facts FROM offer_list_entry WHERE offer = $5 AND list = $6`,
    label: 'NULL',
    isWhole: true,
    values: [offer, list],
  });
}

/** An inspection is the same when a stored row says the same of it; changed when the stored rows say otherwise. */
export async function compareInspections(manager: EntityManager, task: CompareTask): Promise<Comparison> {
  const name = (facts: string): string =>
    `(${facts}->>'urn') || ' ' || (${facts}->>'kind') || ' ' || (${facts}->>'startDate')`;
  const given = `row_data->'inspection'`;
  const inspections = await compareFacts(manager, task, {
    key: name(given),
    subject: name(given),
    facts: given,
    where: `row_data ? 'inspection'`,
    // Of several files' rows about one inspection the one that says what the new file says, if there is one.
    stored: `SELECT DISTINCT ON (i.key) i.key, i.key AS subject, i.facts
      FROM (SELECT ${name('facts')} AS key, facts, inspection_key FROM inspection) AS i
      LEFT JOIN given g ON g.key = i.key
      ORDER BY i.key, COALESCE(g.facts - 'source' = i.facts - 'source', false) DESC, i.inspection_key`,
    label: `facts->>'startDate'`,
    isWhole: false,
  });
  const uninspected = await compareFacts(manager, task, {
    key: `row_data->'uninspected'->>'urn'`,
    subject: `(row_data->'uninspected'->>'urn') || ' without inspection'`,
    facts: `row_data->'uninspected'`,
    where: `row_data ? 'uninspected'`,
    stored: `SELECT urn AS key, urn || ' without inspection' AS subject, facts FROM uninspected_school`,
    label: 'NULL',
    isWhole: false,
  });
  return togetherOf([inspections, uninspected]);
}
